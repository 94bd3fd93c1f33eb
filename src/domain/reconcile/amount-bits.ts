// How much an equal amount says: 47.83 is met by chance far less often than 50.00.

/** By digits that are not trailing zeros, from one to four. */
const BITS = [1.5, 4.5, 6.5, 7.5]

/** Bits that an equal amount speaks for one movement, before it is known how often the account sees this amount. */
export function amountBits(minor: bigint): number {
  const digits = minor.toString().replace('-', '').replace(/0+$/, '').length
  return BITS[Math.min(Math.max(digits, 1), BITS.length) - 1] ?? 0
}

/** What a fuel pump, a hotel or a rental holds is a round sum; what is booked is not. */
export const isRoundHold = (minor: bigint): boolean => minor % 500n === 0n || minor === 100n || minor === -100n

/** Both leave or both arrive; zero is neither. */
export const isSameDirection = (left: bigint, right: bigint): boolean => left > 0n === right > 0n && left < 0n === right < 0n

/** How many times the one is the other, up to a thousandth. Null where the other is zero. */
export function ratioOf(minor: bigint, to: bigint): number | null {
  return to === 0n ? null : Number((minor * 1000n) / to) / 1000
}
