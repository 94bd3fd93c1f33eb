import { createHash } from 'node:crypto'
import type { FileHints, FileInput, FileReading } from '../providers/file/file-reading.ts'

/** Reads a file into records, or says what has to be asked: the same bytes and hints always give the same. */
export type FileReader = (input: FileInput, hints: FileHints) => FileReading

/** One file is read for its account, for its preview and for its import, under one set of hints or two. */
const READINGS_MAX = 4
/** Records in all kept readings but the last: some 150 MB. */
const RECORDS_MAX = 150_000

/** The same reader, which does not read anew what it has just read. */
export function keepReadings(read: FileReader): FileReader {
  const kept = new Map<string, FileReading>()
  return (input, hints) => {
    const key = keyOf(input, hints)
    const reading = kept.get(key) ?? read(input, hints)
    kept.delete(key)
    while (kept.size >= READINGS_MAX || recordsIn(kept) > RECORDS_MAX) {
      const [oldest] = kept.keys()
      if (oldest === undefined) break
      kept.delete(oldest)
    }
    kept.set(key, reading)
    return reading
  }
}

/** The name as well: formats may be told by it. */
function keyOf({ name, bytes }: FileInput, { currency, layout, answers }: FileHints): string {
  const told = Object.entries(answers).toSorted(([left], [right]) => (left < right ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([name, currency, layout, told]))
    .update(bytes)
    .digest('base64')
}

const recordsIn = (kept: ReadonlyMap<string, FileReading>): number =>
  [...kept.values()].reduce((sum, reading) => sum + (reading.kind === 'read' ? reading.records.length : 0), 0)
