import { describe, expect, test } from 'vitest'
import { createBrands } from '../src/domain/payoree/brand-lookup.ts'
import { indexBrands } from '../src/domain/payoree/brand-index.ts'
import { judgeRow, summarizeLabels } from './labels.ts'
import { readLabels } from './lib/labels-table.ts'
import { labelTree } from './lib/labels-tree.ts'

const brands = createBrands(
  indexBrands([{ id: 'Q1', name: 'Copper Kettle', kind: 'amenity/cafe', spellings: ['Copper Kettle'], reach: 'fit' }]),
)
const tree = labelTree(JSON.stringify([{ name: 'Coffee Shops' }, { name: 'Food & Drink' }, { name: 'Income' }]))
const verdictsOf = (table: string) => readLabels(table).map((row) => judgeRow(row, brands, tree))

describe('a table of labels', () => {
  test('is read by the names in its header, and judged by the category or its alternatives', () => {
    const verdicts = verdictsOf(
      'category\tdescription\tid\tacceptable_alternatives\tclassification\n' +
        'Coffee Shops\tCOPPER KETTLE #12\ta\t\texpense\n' +
        'Restaurants\tCORNER PIZZERIA\tb\tDelivery|Food & Drink\texpense\n' +
        '\tPOS DEBIT 123\tc\t\texpense\n' +
        '\tCORNER PIZZERIA\td\t\texpense\n' +
        'Income\tZELLE FROM JANE ROE\te\t\tincome\n',
    )
    expect(verdicts.map(({ id, isAnswered, isRight }) => [id, isAnswered, isRight])).toEqual([
      ['a', true, true],
      ['b', true, true],
      ['c', false, true],
      ['d', true, false],
      ['e', true, true],
    ])
    expect(summarizeLabels(verdicts)).toEqual({ n: 5, answered: 4, right: 3, payoreeRight: null })
  })

  test('of businesses is right where one is named, or none is and none is known', () => {
    const verdicts = verdictsOf(
      'description\tmerchant\nCOPPER KETTLE 12\tCopper kettle\nSQ *DOWNTOWN CAFE\t\nOTHER PLACE\tOther Place\n',
    )
    expect(verdicts.map(({ isPayoreeRight }) => isPayoreeRight)).toEqual([true, true, false])
    expect(verdicts[1]).toMatchObject({ payoree: null, shown: 'Downtown Cafe' })
    expect(summarizeLabels(verdicts)).toEqual({ n: 3, answered: 1, right: 1, payoreeRight: 2 })
  })
})
