import { describe, expect, test } from 'vitest'
import { benchOf } from './bench.ts'
import { runRule, skipReason } from './rule.ts'
import { RULES } from './rules/all.ts'
import { DIALECTS, simulatorHarness } from './simulator.ts'
import type { DialectName } from './simulator.ts'

describe.each(Object.keys(DIALECTS) as DialectName[])('the reference adapter (%s)', (name) => {
  const bench = benchOf(simulatorHarness(name))
  test.each(RULES)('$id $says', async (rule) => {
    if (skipReason(rule, bench) !== null) return
    expect(await runRule(rule, bench)).toEqual([])
  })
})
