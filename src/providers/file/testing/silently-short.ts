// Whether a reading of a file that states its balances keeps something to itself.
import type { FileReading } from '../file-reading.ts'

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
