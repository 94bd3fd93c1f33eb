import type { CalendarDate } from '../../domain/calendar.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import { showId } from '../../domain/ids.ts'
import type { Calibration } from '../../domain/proof/calibrate.ts'
import { curesOf, staleOf } from '../../domain/proof/calibration.ts'
import type { Candidate } from '../../domain/proof/candidates.ts'
import type { Explanation } from '../../domain/proof/explain.ts'
import type { AccountProof, ProofState } from '../../domain/proof/prove-account.ts'
import { intervalOf } from '../../domain/proof/prove.ts'
import type { ChainProof, IntervalCheck, Opening } from '../../domain/proof/prove.ts'
import type { ReadPoint } from '../../domain/proof/readings.ts'
import type { CalibrationRow } from '../../storage/calibrations.ts'
import type { ProofAccount } from '../../storage/read/balance-proof.ts'
import type { LedgerRow } from '../../storage/read/transactions.ts'
import { calibrationText, differenceText, openingText, proofText, proposalText } from './proof-words.ts'
import { showAt, showMinor } from './show.ts'
import { transactionView } from './transaction-view.ts'

/** Intervals shown of one chain, the newest; all of them are counted. */
const CHECKS_MAX = 100

/** The named transactions by their id. */
type Rows = ReadonlyMap<string, LedgerRow>

/** A proof as it is shown. `since`: rows before that day were too many, and are only summed up. */
export function proofView(
  account: ProofAccount,
  proof: AccountProof,
  since: CalendarDate | null,
  named: readonly LedgerRow[],
  applied: readonly CalibrationRow[],
) {
  const { currency } = account
  const rows = new Map<string, LedgerRow>(named.map((row) => [row.id, row]))
  const [leading] = proof.chains
  return {
    accountId: showId('account', account.id),
    name: account.name,
    currency: currency as string,
    state: proof.state as ProofState,
    needsUser: proof.needsUser,
    text: proofText(account, proof),
    opening: leading?.opening == null ? null : openingView(leading.opening, currency, rows),
    since: since as string | null,
    chains: proof.chains.map((chain) => chainView(chain, currency, rows)),
    calibrations: proof.calibrations.map(calibrationView),
    applied: applied.map(appliedView),
  }
}

const openingView = ({ nowMinor, movedMinor, explanation }: Opening, currency: CurrencyCode, rows: Rows) => ({
  balance: showMinor(nowMinor, currency),
  moved: showMinor(movedMinor, currency),
  text: openingText({ nowMinor, movedMinor, explanation }, currency),
  explanation: explanation === null ? null : explanationView(explanation, currency, rows),
})

function chainView({ kind, points, checks }: ChainProof, currency: CurrencyCode, rows: Rows) {
  const count = (verdict: IntervalCheck['verdict']) =>
    checks.filter((check) => check.verdict === verdict).length
  return {
    kind,
    balances: points,
    counts: {
      fits: count('fits'),
      heals: count('heals'),
      byChoice: count('by-choice'),
      differs: count('differs'),
    },
    checks: checks
      .slice(-CHECKS_MAX)
      .toReversed()
      .map((check) => checkView(check, currency, rows)),
  }
}

function checkView(check: IntervalCheck, currency: CurrencyCode, rows: Rows) {
  const { after, through } = intervalOf(check)
  const { explanation } = check
  return {
    verdict: check.verdict,
    from: pointView(check.from, currency),
    to: pointView(check.to, currency),
    /** The days whose rows are checked: after the first, up to and with the second. */
    after: after as string,
    through: through as string,
    bank: showMinor(check.bankMinor, currency),
    ledger: showMinor(check.ledgerMinor, currency),
    difference: showMinor(check.differenceMinor, currency),
    text: differenceText(check, currency),
    explanation: explanation === null ? null : explanationView(explanation, currency, rows),
  }
}

const explanationView = (explanation: Explanation, currency: CurrencyCode, rows: Rows) => ({
  certainty: explanation.certainty,
  hasMore: explanation.hasMore,
  isComplete: explanation.isComplete,
  missing: showMinor(explanation.missingMinor, currency),
  sets: explanation.sets.map((set) => set.flatMap((candidate) => namedView(candidate, currency, rows))),
})

const pointView = ({ point, reading }: ReadPoint, currency: CurrencyCode) => ({
  on: point.on as string,
  source: point.source,
  reading,
  amount: showMinor(point.amountMinor, currency),
})

/** Nothing where the transaction was erased meanwhile. */
function namedView({ row, fault, effectMinor }: Candidate, currency: CurrencyCode, rows: Rows) {
  const ledgerRow = rows.get(row.id)
  if (ledgerRow === undefined) return []
  return [{ fault, effect: showMinor(effectMinor, currency), transaction: transactionView(ledgerRow) }]
}

const calibrationView = ({ kind, proposal, supports }: Calibration) => ({
  kind,
  proposal,
  text: proposalText(proposal, supports),
  cures: [...curesOf({ kind, proposal })],
  stale: staleOf(proposal),
  supports: supports.map((support) => ({ ...support })),
})

const appliedView = ({ what, agreeing, intervals, batchId, appliedAt }: CalibrationRow) => ({
  what,
  agreeing,
  intervals,
  batchId: batchId === null ? null : showId('batch', batchId),
  appliedAt: showAt(appliedAt),
  text: calibrationText(what),
})
