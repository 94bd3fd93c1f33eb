// Whether a number that a text or a bank gives is the number of an account, as far as the ends that are shown can tell.

/** Fewer digits in common are chance. */
const DIGITS_MIN = 3
/** What one more equal character is worth, up to what chance among one person's accounts allows. */
const BITS_EACH = 2
const BITS_MAX = 8

/** Letters and digits of a mask or a number, without what hides the rest of it. */
export const tailOf = (mask: string | null): string => (mask ?? '').toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/^X+(?=\d)/, '')

/** Bits for two ends being of one number; null where they can't be, 0 where too little is known. */
export function numberBits(one: string | null, other: string | null): number | null {
  const [left, right] = [tailOf(one), tailOf(other)]
  const common = Math.min(left.length, right.length)
  if (common < DIGITS_MIN) return 0
  if (left.slice(-common) !== right.slice(-common)) return null
  return Math.min(common * BITS_EACH, BITS_MAX)
}
