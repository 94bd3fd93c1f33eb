import { describe, expect, test } from 'vitest'
import { benchOf } from './bench.ts'
import { runRule, skipReason } from './rule.ts'
import { RULES } from './rules/all.ts'
import { SABOTEURS } from './saboteurs.ts'
import type { Saboteur } from './saboteurs/sabotage.ts'

async function rulesFailedBy({ harness }: Saboteur): Promise<readonly string[]> {
  const failed: string[] = []
  for (const rule of RULES) {
    const bench = benchOf(harness())
    if (skipReason(rule, bench) !== null) continue
    if ((await runRule(rule, bench)).length > 0) failed.push(rule.id)
  }
  return failed
}

describe('an adapter that', () => {
  test.each(SABOTEURS)('$does fails $breaks and no other rule', async (saboteur) => {
    expect(await rulesFailedBy(saboteur)).toEqual([saboteur.breaks])
  })
})

describe('the rules', () => {
  test('are each failed by somebody', () => {
    const broken = new Set(SABOTEURS.map(({ breaks }) => breaks))
    expect(RULES.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([])
  })
})
