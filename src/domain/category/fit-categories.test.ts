import { describe, expect, test } from 'vitest'
import { fitCategories, pathKey } from './fit-categories.ts'
import type { KnownCategory } from './fit-categories.ts'

const KNOWN: readonly KnownCategory[] = [
  { id: 'food', parentId: null, name: 'Food and drink', kind: 'expense' },
  { id: 'food.groceries', parentId: 'food', name: 'Groceries', kind: 'expense' },
  { id: 'income', parentId: null, name: 'Income', kind: 'income' },
  { id: 'income.rent', parentId: 'income', name: 'Rent', kind: 'income' },
  { id: 'home.rent', parentId: 'food', name: 'Rent', kind: 'expense' },
]

const fit = (paths: readonly (readonly string[])[], sumMinor = -1n, roomFor = 10) => {
  let count = 0
  const wanted = paths.map((path) => ({ path, sumMinor }))
  const { ids, made } = fitCategories(KNOWN, wanted, () => `own.${(count += 1)}`, roomFor)
  return { ids: paths.map((path) => ids.get(pathKey(path))), made: made.map(({ name, parentId, kind }) => [name, parentId, kind]) }
}

describe('a category of another program', () => {
  test('is the one of the same names, whatever their capitals', () => {
    expect(fit([['food AND drink', 'groceries']])).toEqual({ ids: ['food.groceries'], made: [] })
  })

  test('is the only one of its last name, wherever that stands', () => {
    expect(fit([['Everyday', 'Groceries'], ['Groceries']])).toEqual({ ids: ['food.groceries', 'food.groceries'], made: [] })
  })

  test('is made where its name is not there, or there twice', () => {
    expect(fit([['Home', 'Rent'], ['Home', 'Garden']])).toEqual({
      ids: ['own.3', 'own.2'],
      made: [
        ['Home', null, 'expense'],
        ['Garden', 'own.1', 'expense'],
        ['Rent', 'own.1', 'expense'],
      ],
    })
  })

  test('is made below what is there of its path, with that kind', () => {
    expect(fit([['Income', 'Tips']], -1n)).toEqual({ ids: ['own.1'], made: [['Tips', 'income', 'income']] })
  })

  test('is income where its rows add up to money in', () => {
    expect(fit([['Side job']], 5n).made).toEqual([['Side job', null, 'income']])
  })

  test('stays out where there is no room for it', () => {
    expect(fit([['A', 'B', 'C']], -1n, 2)).toEqual({ ids: [undefined], made: [] })
  })
})
