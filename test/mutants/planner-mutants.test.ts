// Proves the planner's tests: each wrong decision must fail one of them. Takes minutes, so only in the long run; that
// every mutant still fits the sources is checked always.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { MUTANTS } from './planner-mutants.ts'
import { runMutant } from './run-mutant.ts'

const MUTANT_TIMEOUT_MS = 10 * 60_000

test.each(MUTANTS)('the mutant "$name" fits the sources', ({ file, from }) => {
  const source = readFileSync(new URL(`../../src/domain/reconcile/${file}`, import.meta.url), 'utf8')
  expect(source.split(from)).toHaveLength(2)
})

describe.skipIf(!process.env['TRIBUTARY_LONG'])('the planner’s tests', () => {
  test('pass on the sources as they are', { timeout: MUTANT_TIMEOUT_MS }, () => {
    expect(runMutant(null)).toBe('survived')
  })

  test.each(MUTANTS)('kill: $name', { timeout: MUTANT_TIMEOUT_MS }, (mutant) => {
    expect(runMutant(mutant)).toBe('killed')
  })
})
