import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ID_PREFIXES, readId, showId } from './ids.ts'
import type { IdKind } from './ids.ts'

const kind = fc.constantFrom(...(Object.keys(ID_PREFIXES) as IdKind[]))

describe('ids', () => {
  test('a shown id leads back to the same one, under its own kind only', () => {
    fc.assert(
      fc.property(fc.uuid(), kind, kind, (id, own, other) => {
        const shown = showId(own, id)
        expect(readId(own, shown)).toBe(id)
        if (own !== other) expect(readId(other, shown)).toBeNull()
      }),
      { seed: 12 },
    )
  })

  test('a bare UUID is read in any case', () => {
    expect(readId('account', '0192F000-0000-7000-8000-000000000001')).toBe('0192f000-0000-7000-8000-000000000001')
  })

  test.each(['', 'acc_', 'acc_12', 'acc_zz92f00000007000800000000000001z', "' or 1=1", 'txn_0192f000000070008000000000000001'])(
    '"%s" is no account',
    (text) => {
      expect(readId('account', text)).toBeNull()
    },
  )

  test('prefixes are unique', () => {
    const prefixes = Object.values(ID_PREFIXES)
    expect(new Set(prefixes).size).toBe(prefixes.length)
  })
})
