// Golden files: a recorded input beside the canonical result it must give. `UPDATE_GOLDENS=1` writes the
// results anew, so that a change of the mapping shows as a diff that a person reads.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { JsonValue } from '../../domain/source-record.ts'
import type { Golden } from './harness.ts'

/** The value as JSON; amounts are written as `-1230n`, so that no digit is lost. */
export function goldenText(value: unknown): JsonValue {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))
  return JSON.parse(text) as JsonValue
}

/** The pairs `<name>.input.json` and `<name>.expected.json` of a folder, run through the mapping. */
export function readGoldens(folder: URL, map: (input: JsonValue) => unknown): readonly Golden[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => file.replace('.input.json', ''))
  return names.map((name) => {
    const actual = goldenText(
      map(JSON.parse(readFileSync(new URL(`${name}.input.json`, folder), 'utf8')) as JsonValue),
    )
    const expectedFile = new URL(`${name}.expected.json`, folder)
    if (process.env['UPDATE_GOLDENS'] === '1')
      writeFileSync(expectedFile, `${JSON.stringify(actual, null, 2)}\n`)
    if (!existsSync(expectedFile))
      throw new Error(`${name}.expected.json is missing: run with UPDATE_GOLDENS=1 and read it`)
    return { name, actual, expected: JSON.parse(readFileSync(expectedFile, 'utf8')) as JsonValue }
  })
}
