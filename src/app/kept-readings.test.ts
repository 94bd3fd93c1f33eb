import { expect, test } from 'vitest'
import type { CurrencyCode } from '../domain/currency.ts'
import type { FileHints, FileReading } from '../providers/file/file-reading.ts'
import { keepReadings } from './kept-readings.ts'

const HINTS: FileHints = { currency: 'EUR' as CurrencyCode, layout: null, answers: {} }
const REFUSED: FileReading = { kind: 'refused', code: 'empty', text: 'nothing' }
const file = (text: string, name = 'a.csv') => ({ name, bytes: new TextEncoder().encode(text) })

function counting() {
  let count = 0
  const read = keepReadings(() => {
    count += 1
    return { ...REFUSED }
  })
  return { read, count: () => count }
}

test('the same bytes are read once for one set of hints', () => {
  const { read, count } = counting()
  const first = read(file('x'), HINTS)
  expect(read(file('x'), { ...HINTS, answers: {} })).toBe(first)
  expect(count()).toBe(1)
})

test.each([
  ['bytes', file('y'), HINTS],
  ['name', file('x', 'b.csv'), HINTS],
  ['currency', file('x'), { ...HINTS, currency: 'USD' as CurrencyCode }],
  ['answers', file('x'), { ...HINTS, answers: { sign: 'as-written' } }],
] as const)('other %s are read anew', (_what, input, hints) => {
  const { read, count } = counting()
  read(file('x'), HINTS)
  read(input, hints)
  expect(count()).toBe(2)
})

test('only the last few are kept', () => {
  const { read, count } = counting()
  for (const text of ['1', '2', '3', '4', '5', '1']) read(file(text), HINTS)
  expect(count()).toBe(6)
})
