import fs from 'node:fs'
import { listLayouts, shareLayout, takeLayout } from '../../app/share-layouts.ts'
import { EXIT, isSet, reply, text, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

/** A layout of two hundred columns is far smaller. */
const LAYOUT_BYTES_MAX = 262_144

export const layouts: Command = {
  summary: 'list how CSV files are read, give a layout away or take one',
  usage: '[list | export ID [--bank NAME] [--country IE] | add FILE [--replace]]',
  options: {
    bank: { type: 'string' },
    country: { type: 'string' },
    replace: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  help: {
    bank: 'whose export it is, as it should be known to others',
    country: 'its country, as two letters',
    replace: 'take the place of the layout that is there for the same columns',
    json: 'answer in JSON',
  },
  run: (program, given, [what = 'list', ...rest]) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const { out } = program
      if (what === 'list') {
        const known = await listLayouts(household)
        const lines = table(known, [
          { head: 'ID', cell: ({ id }) => id },
          { head: 'SINCE', cell: ({ updatedAt }) => updatedAt },
          { head: 'COLUMNS', cell: ({ columns }) => columns.map(({ header }) => header).join(', ') },
        ])
        reply(out, given, { layouts: known }, known.length === 0 ? 'No layout is known yet.' : lines.join('\n'))
      } else if (what === 'export') {
        const about = { bank: text(given, 'bank') ?? 'Bank', country: text(given, 'country') ?? null }
        out.print(JSON.stringify(await shareLayout(household, one(rest, 'a layout'), about), null, 2))
      } else if (what === 'add') {
        const taken = await takeLayout(household, readJson(one(rest, 'a file')), isSet(given, 'replace'))
        reply(out, given, taken, `Files of ${taken.bank} with these columns are read so from now on.`)
      } else throw new UsageError(`there is no "layouts ${what}"`)
      return EXIT.ok
    }),
}

function one([first, ...rest]: readonly string[], what: string): string {
  if (first === undefined || rest.length > 0) throw new UsageError(`name ${what}`)
  return first
}

function readJson(file: string): unknown {
  try {
    if (fs.statSync(file).size > LAYOUT_BYTES_MAX) throw new Error('it is larger than 256 kB')
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file} can't be read (${error instanceof Error ? error.message : String(error)})`)
  }
}
