// Maps recorded answers of a provider by its adapter's own mapping.
//
// `npm run -s eval:provider -- NAME FILE… [--account-type TYPE] [--currency CODE]`: one JSON line per row,
// then `{records, rejected, ignored}`.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { refused } from '../src/domain/result.ts'
import type { JsonValue, RejectedRecord, SourceRecord } from '../src/domain/source-record.ts'
import { parseLosslessJson } from '../src/providers/http/lossless-json.ts'
import { RECORDED_PROVIDERS } from './lib/recorded-providers.ts'
import type { Hints, MapBody, MappedBody } from './lib/recorded-providers.ts'
import { bodiesIn } from './lib/recorded-rows.ts'

/**
 * Everything that the recordings in a text hold; a text that is neither JSON nor JSON lines is one rejected
 * row.
 */
export function mapRecording(text: string, mapBody: MapBody, hints: Hints): MappedBody {
  let bodies: readonly JsonValue[]
  try {
    bodies = recordingsIn(text).flatMap((recording) => bodiesIn(recording, parsed))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const unreadable = { accountSourceId: null, sourceId: null, reason: error.message, line: null, raw: null }
    return { rows: [refused(unreadable)], ignored: 0 }
  }
  const mapped = bodies.map((body) => mapBody(body, hints))
  return {
    rows: mapped.flatMap(({ rows }) => rows),
    ignored: mapped.reduce((sum, { ignored }) => sum + ignored, 0),
  }
}

function recordingsIn(text: string): readonly JsonValue[] {
  const whole = parseLosslessJson(text)
  if (whole.ok) return [whole.value]
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parsed)
}

function parsed(text: string): JsonValue {
  const result = parseLosslessJson(text)
  if (!result.ok) throw new SyntaxError(result.reason)
  return result.value
}

function recordLine(record: SourceRecord): object {
  const { minor, currency } = record.amount
  return {
    account: record.accountSourceId,
    sourceId: record.sourceId,
    status: record.status,
    // A JSON number where it holds every digit, else text.
    amountMinor: Number.isSafeInteger(Number(minor)) ? Number(minor) : String(minor),
    currency,
    postedOn: record.postedOn,
    transactionOn: record.transactionOn,
    description: record.description,
    counterparty: record.counterpartyName,
    supersedes: record.supersedes,
  }
}

const rejectedLine = ({ sourceId, reason }: RejectedRecord): object => ({
  rejected: sourceId ?? true,
  reason,
})

function main(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'account-type': { type: 'string' }, currency: { type: 'string' } },
  })
  const [name = '', ...files] = positionals
  const mapBody = RECORDED_PROVIDERS[name]
  if (mapBody === undefined || files.length === 0) {
    const names = Object.keys(RECORDED_PROVIDERS).join(', ')
    process.stderr.write(`usage: npm run -s eval:provider -- NAME FILE…\nnames: ${names}\n`)
    process.exitCode = 1
    return
  }
  const hints = { accountType: values['account-type'] ?? null, currency: values.currency ?? null }
  const sums = { records: 0, rejected: 0, ignored: 0 }
  for (const file of files) {
    const { rows, ignored } = mapRecording(readFileSync(file, 'utf8'), mapBody, hints)
    for (const row of rows) {
      sums[row.ok ? 'records' : 'rejected'] += 1
      process.stdout.write(`${JSON.stringify(row.ok ? recordLine(row.value) : rejectedLine(row.reason))}\n`)
    }
    sums.ignored += ignored
  }
  process.stdout.write(`${JSON.stringify(sums)}\n`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  main(process.argv.slice(2))
