// International bank account numbers, told from other text by their check digits (ISO 13616).

/** `RF` opens a creditor reference, whose check digits follow the same rule. */
const SHAPE = /^(?!RF)[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/

/** Digits taken at once: nine and the two of the remainder stay far below what numbers hold exactly. */
const CHUNK_DIGITS = 9

/** Whether the text, spaces aside, is an IBAN whose check digits hold. */
export function isIban(text: string): boolean {
  const number = text.replace(/[\s'"]/g, '').toUpperCase()
  if (!SHAPE.test(number)) return false
  const digits = `${number.slice(4)}${number.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  let remainder = ''
  for (let at = 0; at < digits.length; at += CHUNK_DIGITS) {
    remainder = String(Number(remainder + digits.slice(at, at + CHUNK_DIGITS)) % 97)
  }
  return remainder === '1'
}
