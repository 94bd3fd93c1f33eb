import fs from 'node:fs'
import { exportLedger } from '../../app/export-ledger.ts'
import type { LedgerFile } from '../../app/export-ledger.ts'
import { exportRules } from '../../app/export-rules.ts'
import { EXPORT_FORMATS } from '../../domain/export/ledger-export.ts'
import { EXIT, list, text, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import type { Output } from '../program.ts'
import { withHousehold } from '../with-household.ts'

/** By these hledger reads our CSV. */
const RULES = 'hledger-rules' as const

export const exportCommand: Command = {
  summary: 'hand the ledger to another program as a file',
  usage: `--format ${[...EXPORT_FORMATS, RULES].join('|')} [--account ID]… [--from DAY] [--to DAY] [--out FILE]`,
  options: {
    format: { type: 'string' },
    account: { type: 'string', multiple: true },
    from: { type: 'string' },
    to: { type: 'string' },
    out: { type: 'string' },
  },
  help: {
    format: 'what the other program reads',
    account: 'only this account, as `tributary accounts` shows it; may be repeated',
    from: 'the first day, such as 2026-01-31',
    to: 'the last day',
    out: 'the file to write; without it the ledger is printed',
  },
  run: (program, given, positionals) => {
    if (positionals.length > 0) throw new UsageError('it takes options alone; name the file with --out')
    const known = [...EXPORT_FORMATS, RULES] as const
    const format = known.find((each) => each === text(given, 'format'))
    if (format === undefined) throw new UsageError(`--format is one of ${known.join(', ')}`)
    const wish = { accountIds: list(given, 'account'), from: text(given, 'from'), to: text(given, 'to') }
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const file = format === RULES ? await exportRules(household) : await exportLedger(household, { ...wish, format })
      const path = text(given, 'out')
      if (path === undefined) await printFile(file, program.out)
      else await writeFile(file, path)
      const what = format === RULES ? 'Rules' : `${file.rowCount} transactions`
      if (path !== undefined) program.out.say(`${what} written to ${path}.`)
      return EXIT.ok
    })
  },
}

/** Every piece ends a line, as what is printed does. */
async function printFile({ text: pieces }: LedgerFile, out: Output): Promise<void> {
  for await (const piece of pieces) {
    if (piece !== '') out.print(piece.slice(0, -1))
  }
}

/** Beside the file first: one that was there before stays whole until the new one is. */
async function writeFile({ text: pieces }: LedgerFile, path: string): Promise<void> {
  const unfinished = `${path}.unfinished`
  const handle = openForWriting(unfinished)
  try {
    for await (const piece of pieces) fs.appendFileSync(handle, piece)
    fs.renameSync(unfinished, path)
  } finally {
    fs.closeSync(handle)
    fs.rmSync(unfinished, { force: true })
  }
}

function openForWriting(path: string): number {
  try {
    return fs.openSync(path, 'w', 0o600)
  } catch (error) {
    throw new UsageError(`${path} can't be written (${error instanceof Error ? error.message : String(error)})`)
  }
}
