// Damage that happens to files: cut off, a byte changed, lines in another order or lost.
import fc from 'fast-check'
import type { FileReading } from '../file-reading.ts'

/** The file with one fault. */
export function faultedBytes(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: whole.length - 1 })
  const cut = place.map((end) => whole.subarray(0, end))
  const flipped = fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
    const bytes = Uint8Array.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ by
    return bytes
  })
  const lines = new TextDecoder().decode(whole).split('\n')
  const encode = (kept: readonly string[]) => new TextEncoder().encode(kept.join('\n'))
  const index = fc.nat({ max: lines.length - 1 })
  const lost = index.map((at) => encode(lines.filter((_, line) => line !== at)))
  const moved = fc.tuple(index, index).map(([from, to]) => {
    const kept = lines.filter((_, line) => line !== from)
    return encode([...kept.slice(0, to), lines[from] ?? '', ...kept.slice(to)])
  })
  return fc.oneof(cut, flipped, lost, moved)
}

/**
 * Whether a reading claims to be whole and is not: it neither names what is wrong nor holds rows that lead from its
 * opening to its closing balance.
 */
export function isSilentlyShort(reading: FileReading): boolean {
  if (reading.kind !== 'read' || reading.rejected.length > 0 || reading.warnings.length > 0) return false
  const { openingBalance, closingBalance, records } = reading
  if (openingBalance === null || closingBalance === null) return true
  const booked = records.filter(({ status }) => status === 'posted')
  const sum = booked.reduce((total, { amount }) => total + amount.minor, 0n)
  return openingBalance.minor + sum !== closingBalance.minor
}
