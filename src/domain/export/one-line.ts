// Texts of banks and people in formats that have no escape for a line's end.

/** What separates words or ends lines anywhere, and control characters: each run becomes one space. */
const GAPS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu

/** The text on one line, without spaces around it. */
export const oneLine = (text: string): string => text.replace(GAPS, ' ').trim()

/** At most `charsMax` characters, never half a character. */
export function cutText(text: string, charsMax: number): string {
  const points = Array.from(text)
  return points.length <= charsMax ? text : points.slice(0, charsMax).join('').trimEnd()
}
