// Damaged forms of a made-up file: cut off, a byte changed, lines in another order, dropped or twice.
import fc from 'fast-check'

/** One way to damage a text. */
export type Mutation = (text: string) => string

const at = (text: string, share: number): number => Math.floor(text.length * share)

/** Positions as shares of the text's length, so that they fit any text; evenly spread, as floating numbers are not. */
const share = fc.integer({ min: 0, max: 999_999 }).map((millionths) => millionths / 1_000_000)

const cut = share.map(
  (end): Mutation =>
    (text) =>
      text.slice(0, at(text, end)),
)

const flip = fc.tuple(share, fc.integer({ min: 1, max: 255 })).map(([where, code]): Mutation => (text) => {
  const place = at(text, where)
  return text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1)
})

const swapLines = fc.tuple(share, share).map(([left, right]): Mutation => (text) => {
  const lines = text.split('\n')
  const [one, other] = [Math.floor(lines.length * left), Math.floor(lines.length * right)]
  return lines
    .map((line, index) => (index === one ? lines[other] : index === other ? lines[one] : line))
    .join('\n')
})

const dropLine = share.map((where): Mutation => (text) => {
  const lines = text.split('\n')
  return lines.toSpliced(Math.floor(lines.length * where), 1).join('\n')
})

const repeatLine = share.map((where): Mutation => (text) => {
  const lines = text.split('\n')
  const index = Math.floor(lines.length * where)
  return lines.toSpliced(index, 0, lines[index] ?? '').join('\n')
})

/** Damage that can leave rows out or say them twice, but changes no figure. */
export const lossArbitrary: fc.Arbitrary<Mutation> = fc.oneof(cut, dropLine, repeatLine)

/** Any damage. */
export const mutationArbitrary: fc.Arbitrary<Mutation> = fc.oneof(cut, flip, swapLines, dropLine, repeatLine)
