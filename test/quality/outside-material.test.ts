// What is published in docs/quality.md is held here: a change that makes matching, naming or sorting worse is seen.
import { describe, expect, test } from 'vitest'
import { judgeLabels, summarizeLabels } from '../../eval/labels.ts'
import { measureBankPayees } from '../../eval/lib/quality/bank-payees.ts'
import { measurePeerScenarios } from '../../eval/lib/quality/peer-scenarios.ts'
import { measureReconcileCases } from '../../eval/lib/quality/reconcile-cases.ts'
import { sharedPath, WITHOUT_SHARED } from '../support/shared-folder.ts'

const CASES = sharedPath('cases', 'reconcile-cases.dev.jsonl')
const SCORER = sharedPath('cases', 'score.cjs')
const CATEGORIES = sharedPath('data', 'labels', 'sure', 'categorization_v1.tsv')
const BUSINESSES = sharedPath('data', 'labels', 'sure', 'merchant_detection.dev.tsv')
const BANKS = sharedPath('data', 'providers', 'gocardless', 'actual-banks')
const SCENARIOS = sharedPath('data', 'dedup', 'sure', 'scenarios.dev.json')
const isThere = [CASES, SCORER, CATEGORIES, BUSINESSES, BANKS, SCENARIOS].every((path) => path !== null)

/** Of the payees that another project expects after code for each single bank, these many are met without any. */
const PAYEES_ALIKE_MIN = 0.9

const name = isThere ? 'outside material' : `outside material (${WITHOUT_SHARED})`
describe.skipIf(!isThere)(name, () => {
  test('of duplicates with known truth is matched without a false merge, a loss, or many questions', () => {
    const figures = measureReconcileCases(CASES ?? '', SCORER ?? '')
    expect(figures).toMatchObject({ errors: 0, falseMerges: 0, lost: 0, stale: 0, resurrected: 0 })
    expect(figures.editsKept).toBe(figures.edits)
    expect(figures.caseOkShare).toBeGreaterThanOrEqual(0.99)
    expect(figures.reviewShare).toBeLessThanOrEqual(0.03)
  })

  test('of labelled bank texts is answered often, and rightly where it is', () => {
    const categories = summarizeLabels(judgeLabels(CATEGORIES ?? ''))
    expect(categories.answered / categories.n).toBeGreaterThanOrEqual(0.6)
    expect(categories.right / categories.answered).toBeGreaterThanOrEqual(0.95)
    const businesses = summarizeLabels(judgeLabels(BUSINESSES ?? ''))
    expect((businesses.payoreeRight ?? 0) / businesses.n).toBeGreaterThanOrEqual(0.9)
  })

  test('of single banks has its payees named without code for single banks', () => {
    const cases = measureBankPayees(BANKS ?? '')
    expect(cases.length).toBeGreaterThan(10)
    expect(cases.filter(({ isAlike }) => isAlike).length / cases.length).toBeGreaterThanOrEqual(PAYEES_ALIKE_MIN)
  })

  test("of another project ends the same, or there is a reason why it doesn't", () => {
    const outcomes = measurePeerScenarios(SCENARIOS ?? '')
    expect(outcomes.length).toBeGreaterThan(10)
    expect(outcomes.filter(({ why }) => why === 'no reason is written down')).toEqual([])
  })
})
