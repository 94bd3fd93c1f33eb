import { expect, test } from 'vitest'
import { percent, writePage } from '../../eval/lib/quality/page.ts'
import type { Section } from '../../eval/lib/quality/page.ts'

const section = (name: string, figure: string): Section => ({
  name,
  title: `Part ${name}`,
  how: 'By counting.',
  rows: [['rows', figure, '0']],
  notes: ['one note'],
})

test('a part that is measured anew leaves the others of the page as they were', () => {
  const names = ['one', 'two']
  const both = writePage('', names, [section('two', '2'), section('one', '1')])
  expect(both.indexOf('Part one')).toBeLessThan(both.indexOf('Part two'))
  const again = writePage(both, names, [section('one', '7')])
  expect(again).toContain('| rows | 7 | 0 |')
  expect(again).not.toContain('| rows | 1 | 0 |')
  expect(again).toContain('| rows | 2 | 0 |')
  expect(writePage(again, names, [section('one', '1')])).toBe(both)
})

test('a part that is no more is not kept', () => {
  const page = writePage('', ['one', 'two'], [section('one', '1'), section('two', '2')])
  expect(writePage(page, ['two'], [])).not.toContain('Part one')
})

test('a share is never rounded up to all', () => {
  expect(percent(9_999, 10_000)).toBe('99.9 %')
  expect(percent(3, 3)).toBe('100 %')
  expect(percent(2, 3)).toBe('66.7 %')
  expect(percent(0, 0)).toBe('of none')
})
