import { addDays } from '../domain/calendar.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import type { AccountId, TransactionId } from '../domain/ids.ts'
import { inOrderOfTime } from '../domain/proof/balance-point.ts'
import type { BalancePoint } from '../domain/proof/balance-point.ts'
import { proveAccount } from '../domain/proof/prove-account.ts'
import type { AccountProof } from '../domain/proof/prove-account.ts'
import { dayBalances } from '../domain/proof/row-balances.ts'
import {
  readBalances,
  readPrintedBalances,
  readProofAccount,
  readProofRows,
} from '../storage/read/balance-proof.ts'
import type { BalanceRow, PrintedBalanceRow, ProofAccount } from '../storage/read/balance-proof.ts'
import { readCalibrations } from '../storage/calibrations.ts'
import { readLedgerRows } from '../storage/read/transactions.ts'
import type { Tx } from '../storage/schema.ts'
import { todayIn } from '../sync/today.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { proofView } from './views/proof-view.ts'
import { wantId } from './views/show.ts'

/** Balances of one account that are checked against each other: more than a year of days, both kinds. */
const POINTS_MAX = 900
/** Days before the first balance whose rows are looked at: a little more than banks give at a first read. */
const EARLIER_DAYS = 800
/** Where rows are cut off, balances this close behind the cut are left out: holds stand as long. */
const CUT_DAYS = 35

/** The proof of one account, worked out anew from what is in the ledger now. */
export async function showBalanceProof(context: AppContext, shownId: string) {
  const id = wantId('account', shownId, 'account')
  const { account, proof, since } = await proofOf(context, id)
  const ids = namedIds(proof)
  const { named, applied } = await asOwner(context, async (tx) => {
    const rows = ids.length === 0 ? [] : await readLedgerRows(tx, ids)
    return { named: rows, applied: await readCalibrations(tx, id) }
  })
  return proofView(account, proof, since, named, applied)
}

/** The proof and the account it is of. Refuses an account that is not there. */
export async function proofOf(
  context: Pick<AppContext, 'db' | 'token'>,
  id: AccountId,
): Promise<{ account: ProofAccount; proof: AccountProof; since: CalendarDate | null }> {
  return asOwner(context, (tx) => proofWithin(tx, id))
}

/** The same, as this transaction sees it. */
export async function proofWithin(
  tx: Tx,
  id: AccountId,
): Promise<{ account: ProofAccount; proof: AccountProof; since: CalendarDate | null }> {
  const { account, points, rows, earlierMinor, since } = await readFacts(tx, id)
  return { account, since, proof: proveAccount(account.kind, points, rows, earlierMinor) }
}

async function readFacts(tx: Tx, id: AccountId) {
  const account = await readProofAccount(tx, id)
  if (account === null) throw notFound('account')
  const told = toldPoints(await readBalances(tx, id), account.timeZone)
  const printed = printedPoints(await readPrintedBalances(tx, id))
  // A file's own closing balance is printed beside its last row too.
  const stated = new Set(
    told.filter(({ source }) => source === 'statement').map(({ on, amountMinor }) => `${on} ${amountMinor}`),
  )
  const fresh = printed.filter(({ on, amountMinor }) => !stated.has(`${on} ${amountMinor}`))
  const recent = inOrderOfTime([...told, ...fresh]).slice(-POINTS_MAX)
  const [first] = recent
  if (first === undefined) return { account, points: [], rows: [], earlierMinor: 0n, since: null }
  const { rows, earlierMinor, since } = await readProofRows(tx, id, addDays(first.on, -EARLIER_DAYS))
  // Where there are too many rows, only balances that all of them can be checked against count.
  const checkable = since === null ? recent : recent.filter(({ on }) => on > addDays(since, CUT_DAYS))
  return { account, points: checkable, rows, earlierMinor, since }
}

/** Of several balances of one day and kind the last that came: it knows the most of the day. */
function toldPoints(rows: readonly BalanceRow[], timeZone: string): readonly BalancePoint[] {
  const byDay = new Map<string, BalancePoint>()
  for (const {
    id,
    kind,
    amountMinor,
    asOfAt,
    on,
    isStatement,
    postedMinor,
    pendingMinor,
    summedAt,
    holdsPending,
  } of rows) {
    const day = on ?? todayIn(timeZone, asOfAt)
    const source = isStatement ? 'statement' : 'bank'
    const asRead =
      postedMinor === null || pendingMinor === null ? null : { postedMinor, pendingMinor, at: summedAt }
    byDay.set(`${source} ${kind} ${day}`, { id, kind, source, on: day, amountMinor, asRead, holdsPending })
  }
  return [...byDay.values()]
}

function printedPoints(rows: readonly PrintedBalanceRow[]): readonly BalancePoint[] {
  const batches = [...Map.groupBy(rows, ({ batchId }) => batchId)]
  const points = batches.flatMap(([batchId, printed]) =>
    dayBalances(printed).map(({ on, amountMinor }): BalancePoint => {
      return { id: `${batchId} ${on}`, kind: 'booked', source: 'row', on, amountMinor, asRead: null }
    }),
  )
  // Files that overlap print the same day twice: one that agrees adds nothing.
  return [...new Map(points.map((point) => [`${point.on} ${point.amountMinor}`, point])).values()]
}

function namedIds({ chains }: AccountProof): readonly TransactionId[] {
  const explanations = chains.flatMap(({ checks, opening }) =>
    [opening, ...checks].map((each) => each?.explanation),
  )
  const candidates = explanations.flatMap((explanation) => explanation?.sets.flat() ?? [])
  return [...new Set(candidates.map(({ row }) => row.id))]
}
