// Duplicate-detection cases with known truth, run and scored as `eval:reconcile` and the cases' own scorer do.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Case, runCase } from '../reconcile-case.ts'
import type { CaseResult } from '../reconcile-case.ts'

/** What the scorer sums up over cases; every field is a count. */
type Score = {
  readonly cases: number
  /** Cases in which everything is right. */
  readonly ok: number
  /** Pairs merged that are two movements. */
  readonly fp: number
  /** Pairs of one movement that were not merged. */
  readonly fn: number
  readonly lost: number
  readonly dup: number
  readonly stale: number
  readonly resurrected: number
  readonly amountWrong: number
  readonly edits: number
  readonly editsKept: number
  readonly incoming: number
}

type Scorer = {
  readonly aggregate: (
    cases: readonly Case[],
    results: readonly CaseResult[],
  ) => { readonly tot: Score; readonly cls: Readonly<Record<string, Score>> }
}

export type ReconcileFigures = {
  readonly cases: number
  readonly errors: number
  readonly caseOkShare: number
  readonly falseMerges: number
  readonly missedMerges: number
  readonly lost: number
  readonly doubled: number
  readonly stale: number
  readonly resurrected: number
  readonly amountsWrong: number
  readonly edits: number
  readonly editsKept: number
  readonly incoming: number
  /** Distinct incoming rows about which a question is asked, of all. */
  readonly inReview: number
  readonly reviewShare: number
  /** By the cases' classes: the share in which everything is right, where that is not all. */
  readonly weakClasses: readonly { readonly name: string; readonly okShare: number; readonly falseMerges: number }[]
}

/** Runs every case of the file. The scorer is a CommonJS module that exports `aggregate`. */
export function measureReconcileCases(casesPath: string, scorerPath: string): ReconcileFigures {
  const scorer = createRequire(import.meta.url)(scorerPath) as Scorer
  const lines = readFileSync(casesPath, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const cases = lines.map((line) => JSON.parse(line) as Case)
  const results: CaseResult[] = []
  let errors = 0
  for (const given of cases) {
    try {
      results.push(runCase(Case.parse(given)))
    } catch (error) {
      errors += 1
      console.error(`case ${given.id}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const { tot, cls } = scorer.aggregate(cases, results)
  const inReview = results.reduce((sum, result) => sum + incomingInReview(result), 0)
  return {
    cases: tot.cases,
    errors,
    caseOkShare: tot.ok / tot.cases,
    falseMerges: tot.fp,
    missedMerges: tot.fn,
    lost: tot.lost,
    doubled: tot.dup,
    stale: tot.stale,
    resurrected: tot.resurrected,
    amountsWrong: tot.amountWrong,
    edits: tot.edits,
    editsKept: tot.editsKept,
    incoming: tot.incoming,
    inReview,
    reviewShare: inReview / tot.incoming,
    weakClasses: Object.entries(cls)
      .filter(([, { ok, cases: count }]) => ok < count)
      .map(([name, { ok, cases: count, fp }]) => ({ name, okShare: ok / count, falseMerges: fp }))
      .toSorted((left, right) => left.okShare - right.okShare || (left.name < right.name ? -1 : 1)),
  }
}

/** The cases name incoming rows with a leading I. */
const incomingInReview = ({ review }: CaseResult): number =>
  new Set(review.flat().filter((ref) => ref.startsWith('I'))).size
