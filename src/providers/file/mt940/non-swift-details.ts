// Field NS of German banking programs: each line begins with a number that says what it is.
import type { Details } from './details.ts'

/** Reads the lines: 01 to 14 purpose, 15 and 16 the name, 17 the kind. */
export function readNonSwift(lines: readonly string[]): Details {
  const coded = lines.flatMap((line) => {
    const shape = /^(\d\d)(.*)$/s.exec(line)
    return shape ? [{ code: Number(shape[1]), text: (shape[2] ?? '').trim() }] : []
  })
  const of = (from: number, to: number) =>
    coded
      .filter(({ code, text }) => code >= from && code <= to && text !== '')
      .map(({ text }) => text)
      .join(' ')
  const name = of(15, 16)
  const kind = of(17, 17)
  return {
    description: of(1, 14) || kind,
    name: name === '' ? null : name,
    account: null,
    reference: null,
    parts: kind === '' ? {} : { kind },
  }
}
