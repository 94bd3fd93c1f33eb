import { describe, expect, test } from 'vitest'
import { benchOf } from '../conformance/bench.ts'
import { runRule, skipReason } from '../conformance/rule.ts'
import { RULES } from '../conformance/rules/all.ts'
import { plaidHarness } from '../../../test/support/plaid-harness.ts'

describe('rules', () => {
  const bench = benchOf(plaidHarness)
  for (const rule of RULES) {
    const why = skipReason(rule, bench)
    test.skipIf(why !== null)(`${rule.id} ${rule.says}${why ?? ''}`, async () => {
      expect(await runRule(rule, bench)).toEqual([])
    })
  }
})
