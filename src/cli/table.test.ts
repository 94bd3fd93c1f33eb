import { expect, test } from 'vitest'
import { table } from './table.ts'

const columns = [
  { head: 'NAME', cell: ({ name }: { name: string; sum: string }) => name },
  { head: 'SUM', cell: ({ sum }: { name: string; sum: string }) => sum, isNumber: true },
]

test('columns are as wide as their widest cell, numbers stand to the right', () => {
  const rows = [
    { name: 'Tea', sum: '-4.50' },
    { name: 'Rent', sum: '-900.00' },
  ]
  expect(table(rows, columns)).toEqual(['NAME      SUM', 'Tea     -4.50', 'Rent  -900.00'])
})

test("a bank's text can't command the terminal nor break the row", () => {
  const [, line = ''] = table([{ name: '\u001B[2Jgone\r\nnext\u202Eback', sum: '1' }], columns)
  expect(line).toBe(' [2Jgone  next back    1')
  expect(table([{ name: 'x'.repeat(100), sum: '1' }], columns)[1]).toHaveLength(44 + 2 + 3)
})
