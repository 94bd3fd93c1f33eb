// Proof, coverage and the why-card of a fake household.
import { Hono } from 'hono'
import type { AccountView, TransactionView } from '../../../src/api/contract.ts'
import type { BalanceProofView, CoverageView, FindingView } from '../../../src/api/contract/proof.ts'
import type { WhyView } from '../../../src/api/contract/why.ts'
import { fakeCounts, type FakeHousehold } from './household.ts'
import { dayBefore, minutesAgo, money } from './ledger.ts'

type Check = BalanceProofView['chains'][number]['checks'][number]

/** Routes under accounts and transactions that explain what is shown. */
export function proofRoutes(household: FakeHousehold): Hono {
  const app = new Hono()
  app.get('/accounts/:id/proof', (context) => {
    const account = household.accounts.find(({ id }) => id === context.req.param('id'))
    return account === undefined ? context.notFound() : context.json(proofOf(account, household.transactions))
  })
  app.get('/accounts/:id/coverage', (context) => {
    const account = household.accounts.find(({ id }) => id === context.req.param('id'))
    return account === undefined ? context.notFound() : context.json(coverageOf(account))
  })
  app.get('/findings', (context) => context.json({ findings: findingsOf(household) }))
  app.get('/transactions/:id/why', (context) => {
    const row = household.transactions.find(({ id }) => id === context.req.param('id'))
    if (row === undefined) return context.notFound()
    const accountName = household.accounts.find(({ id }) => id === row.accountId)?.name ?? 'Unknown'
    return context.json(whyOf(row, accountName))
  })
  return app
}

/** The first account of a household with everything in it is broken; a calm one has nothing to tell. */
function findingsOf({ accounts: [account], overview }: FakeHousehold): readonly FindingView[] {
  if (account === undefined || overview.household !== 'real') return []
  return [
    {
      accountId: account.id,
      accountName: account.name,
      kind: 'broken-proof',
      needsUser: true,
      since: dayBefore(14),
      difference: money(475, account.currency),
      explainedBy: 1,
      text: `The balance proof of ${account.name} is broken since ${dayBefore(14)}, by 4.75 ${account.currency}. 1 transaction explains it.`,
    },
  ]
}

function proofOf(account: AccountView, transactions: readonly TransactionView[]): BalanceProofView {
  const { currency } = account
  const point = (days: number, minor: number) => ({
    on: dayBefore(days),
    source: 'bank' as const,
    reading: 'closing' as const,
    amount: money(minor, currency),
  })
  const step = (days: number, part: Partial<Check>): Check => ({
    verdict: 'fits',
    from: point(days, 480_000),
    to: point(days - 7, 481_230),
    after: dayBefore(days),
    through: dayBefore(days - 7),
    bank: money(1_230, currency),
    ledger: money(1_230, currency),
    difference: money(0, currency),
    text: 'These days fit.',
    explanation: null,
    ...part,
  })
  const named = transactions[8]
  const differs = step(14, {
    verdict: 'differs',
    ledger: money(755, currency),
    difference: money(475, currency),
    text: 'The transactions come to 4.75 less than the bank.',
    explanation: {
      certainty: 'only',
      hasMore: false,
      isComplete: true,
      missing: money(475, currency),
      sets:
        named === undefined ? [] : [[{ fault: 'doubled', effect: money(475, currency), transaction: named }]],
    },
  })
  return {
    accountId: account.id,
    name: account.name,
    currency,
    state: 'differs',
    needsUser: true,
    text: `${account.name} differs from the bank between two balances, by 4.75. Your transactions are kept as they are.`,
    opening: {
      balance: money(100_000, currency),
      moved: money(0, currency),
      text: 'It opened with 1000.00.',
      explanation: null,
    },
    since: null,
    chains: [
      {
        kind: 'booked',
        balances: 4,
        counts: { fits: 2, heals: 0, byChoice: 0, differs: 1 },
        checks: [step(7, {}), differs, step(21, {})],
      },
    ],
    calibrations: [
      {
        kind: 'booked',
        proposal: 'holds-in-booked',
        text: "In 9 of 10 intervals the balance moved with pending transactions too: this bank's booked balance holds them.",
        cures: ['holds-in-booked'],
        stale: null,
        supports: [],
      },
    ],
    applied: [],
  }
}

function coverageOf(account: AccountView): CoverageView {
  return {
    accountId: account.id,
    name: account.name,
    from: dayBefore(400),
    today: dayBefore(0),
    needsUser: true,
    sources: [
      {
        source: 'connection',
        name: account.institutionName ?? 'Bank',
        isOpen: true,
        isComplete: true,
        statuses: ['pending', 'posted'],
        ranges: [{ from: dayBefore(400), to: dayBefore(90) }, { from: dayBefore(80), to: dayBefore(0) }],
      },
    ],
    gaps: [
      {
        from: dayBefore(89),
        to: dayBefore(81),
        isLast: false,
        isProvedEmpty: false,
        text: 'No source covers 25 August – 2 September 2026. Upload a file for these days.',
      },
    ],
    overlaps: [{ from: dayBefore(60), to: dayBefore(40) }],
    rhythm: {
      usualDays: 2,
      longestDays: 4,
      silentDays: 9,
      lastOn: dayBefore(9),
      isQuiet: true,
      text: 'usually every 2 days, silent 9',
    },
  }
}

function whyOf(row: TransactionView, accountName: string): WhyView {
  const record: WhyView['records'][number] = {
    id: `rec_${row.id}`,
    source: 'connection',
    sourceName: 'First Platypus Bank',
    connectionId: 'con_platypus',
    fileId: null,
    batchId: 'bat_sync',
    sourceId: `src-${row.id}`,
    line: null,
    status: row.status,
    amount: row.amount,
    postedOn: row.postedOn,
    transactionOn: row.transactionOn,
    description: row.description,
    counterpartyName: row.payoree,
    providerCategory: null,
    reference: null,
    balanceAfter: null,
    matchReason: 'source-id',
    version: 2,
    isCurrent: true,
    isRemoved: row.isRemoved,
    supersededBy: null,
    hasEvidence: true,
    versions: [
      {
        version: 1,
        batchId: 'bat_sync',
        at: minutesAgo(400),
        changes: [{ field: 'description', before: 'PENDING CARD', after: row.description }],
      },
    ],
  }
  const pending: typeof record = {
    ...record,
    id: `rec_pending_${row.id}`,
    status: 'pending',
    supersededBy: record.id,
    versions: [],
  }
  const unsaid = { by: null, confidence: null, decidedAt: null, beneath: null }
  return {
    transaction: { ...row, accountName },
    fields: [
      { ...unsaid, field: 'payoree', value: row.payoree, by: row.payoree === null ? null : 'brand' },
      {
        field: 'category',
        value: 'food.coffee',
        by: row.isEdited ? 'person' : 'words',
        confidence: row.isEdited ? null : 0.93,
        decidedAt: row.isEdited ? minutesAgo(90) : null,
        beneath: row.isEdited ? { value: 'food.restaurants', by: 'rule:rul_1' } : null,
      },
      { ...unsaid, field: 'note', value: row.note },
      { ...unsaid, field: 'isHidden', value: row.isHidden },
    ],
    records: [record, pending],
    addedBy: 'bat_sync',
    batches: [
      {
        id: 'bat_sync',
        kind: 'sync',
        name: 'First Platypus Bank',
        runId: 'run_platypus',
        connectionId: 'con_platypus',
        fileId: null,
        planHash: 'f00d',
        counts: fakeCounts({ fetched: 34, added: 3 }),
        createdAt: minutesAgo(12),
        undoneAt: null,
      },
    ],
    reviews: [
      {
        id: 'rev_old',
        kind: 'pending-or-posted',
        state: 'answered',
        why: 'the amount differs by 1.20',
        answer: 'same',
        subjectId: row.id,
        candidateIds: [],
        batchId: 'bat_sync',
        decisionBatchId: null,
        createdAt: minutesAgo(500),
        closedAt: minutesAgo(490),
      },
    ],
    changes: [],
    transfers: [
      {
        state: 'linked',
        by: 'auto',
        partnerId: 'txn_000009',
        accountName: 'Rainy Day Savings',
        amount: money(-Number(row.amount.minor), row.amount.currency),
        on: row.on,
      },
    ],
  }
}
