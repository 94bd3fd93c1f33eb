import { isDeepStrictEqual } from 'node:util'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'

export const d10: Rule = {
  id: 'D10',
  says: 'recorded inputs give their recorded results',
  applies: always,
  check: async ({ goldens }) => {
    if (goldens.length < 2) return ['there is not even one golden for each direction of money']
    return goldens.flatMap(({ name, actual, expected }) =>
      isDeepStrictEqual(actual, expected)
        ? []
        : [`${name}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`],
    )
  },
}
