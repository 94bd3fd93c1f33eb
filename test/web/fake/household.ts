// Households to look at: an empty one, a calm demo, and one with every status at once.
import type {
  AccountView,
  ConnectionView,
  CountsView,
  InstitutionView,
  Overview,
  ReviewView,
  RunDetailView,
  TransactionView,
} from '../../../src/api/contract.ts'
import { dayBefore, makeTransactions, minutesAgo, money } from './ledger.ts'

export type Scenario = 'empty' | 'demo' | 'full'

export type FakeHousehold = {
  overview: Overview
  connections: ConnectionView[]
  accounts: AccountView[]
  transactions: TransactionView[]
  reviews: ReviewView[]
  runs: RunDetailView[]
  institutions: InstitutionView[]
}

const NO_COUNTS: CountsView = {
  fetched: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  ignored: 0,
  rejected: 0,
  removed: 0,
  reviews: 0,
}

export function fakeCounts(part: Partial<CountsView>): CountsView {
  return { ...NO_COUNTS, ...part }
}

function makeAccount(id: string, name: string, mask: string, minor: number, currency: string, bank: string): AccountView {
  return {
    id,
    name,
    kind: name.includes('Savings') ? 'savings' : name.includes('Card') ? 'credit-card' : 'checking',
    currency,
    mask,
    isClosed: false,
    balance: { kind: 'booked', amount: money(minor, currency), asOf: minutesAgo(12) },
    transactionCount: 1204,
    connectionId: `con_${bank}`,
    institutionName: null,
  }
}

export function makeRun(id: string, bank: string, name: string, part: Partial<RunDetailView>): RunDetailView {
  return {
    id,
    connectionId: `con_${bank}`,
    institutionName: name,
    trigger: 'schedule',
    state: 'succeeded',
    step: 'done',
    isDryRun: false,
    attempt: 1,
    pages: 3,
    spans: 1,
    counts: fakeCounts({ fetched: 34, added: 3, unchanged: 31 }),
    message: null,
    error: null,
    queuedAt: minutesAgo(13),
    startedAt: minutesAgo(13),
    endedAt: minutesAgo(12),
    nextAttemptAt: null,
    rejected: [],
    accounts: [],
    ...part,
  }
}

type Bank = { key: string; name: string; provider: string; accounts: AccountView[]; part: Partial<ConnectionView> }

function makeConnection({ key, name, provider, accounts, part }: Bank, isDemo: boolean): ConnectionView {
  const named = accounts.map((account) => ({ ...account, institutionName: name }))
  return {
    id: `con_${key}`,
    provider: provider.toLowerCase().replaceAll(' ', '-'),
    providerTitle: provider,
    isDemo,
    institutionName: name,
    country: accounts[0]?.currency === 'GBP' ? 'GB' : 'US',
    status: 'ok',
    isDisconnected: false,
    message: null,
    action: null,
    accounts: named,
    lastGoodReadAt: minutesAgo(12),
    nextDueAt: minutesAgo(-12 * 60),
    consentExpiresAt: null,
    openRun: null,
    lastRun: makeRun(`run_${key}`, key, name, {}),
    transactionCount: 1204 * Math.max(1, accounts.length),
    ...part,
  }
}

const PLATYPUS: Bank = {
  key: 'platypus',
  name: 'First Platypus Bank',
  provider: 'Plaid',
  accounts: [
    makeAccount('acc_everyday', 'Everyday Checking', '0000', 481_230, 'USD', 'platypus'),
    makeAccount('acc_rainy', 'Rainy Day Savings', '1111', 1_824_000, 'USD', 'platypus'),
    makeAccount('acc_card', 'Travel Card', '5550', -120_488, 'USD', 'platypus'),
  ],
  part: {},
}

const EVERY_STATUS: Bank[] = [
  PLATYPUS,
  {
    key: 'dag',
    name: 'Dag Site',
    provider: 'Yodlee',
    accounts: [makeAccount('acc_dag', 'Business Checking', '8841', 200_715, 'USD', 'dag')],
    part: {
      status: 'reauth',
      action: 'reconnect',
      lastGoodReadAt: minutesAgo(3 * 24 * 60),
      nextDueAt: null,
      message: {
        happened: 'Dag Site wants you to sign in again.',
        yourTransactions: 'Syncing of 1 account is on hold; everything up to Nov 19 is safe.',
        todo: 'Reconnect (about 1 minute).',
      },
    },
  },
  {
    key: 'finbank',
    name: 'FinBank',
    provider: 'Finicity',
    accounts: [makeAccount('acc_fin', 'Joint Checking', '2304', 91_244, 'USD', 'finbank')],
    part: {
      status: 'expiring',
      action: 'renew',
      consentExpiresAt: minutesAgo(-6 * 24 * 60),
      message: {
        happened: 'Access to FinBank ends in 6 days.',
        yourTransactions: 'Until then everything syncs as usual.',
        todo: 'Renew access (about 1 minute).',
      },
    },
  },
  {
    key: 'modelo',
    name: 'Modelo Bank',
    provider: 'Open Banking UK',
    accounts: [makeAccount('acc_modelo', 'Current Account', '7712', 730_000, 'GBP', 'modelo')],
    part: {
      status: 'syncing',
      openRun: makeRun('run_open', 'modelo', 'Modelo Bank', {
        state: 'running',
        step: 'reading',
        trigger: 'user',
        pages: 4,
        counts: fakeCounts({ fetched: 812, added: 790, unchanged: 22 }),
        startedAt: minutesAgo(1),
        endedAt: null,
      }),
    },
  },
  {
    key: 'ozone',
    name: 'Ozone Bank',
    provider: 'Open Banking UK',
    accounts: [makeAccount('acc_ozone', 'Premier Savings', '9912', 1_250_000, 'GBP', 'ozone')],
    part: {
      status: 'bank_down',
      message: {
        happened: "Ozone Bank isn't responding.",
        yourTransactions: 'Nothing is lost; we try again at 18:30.',
        todo: 'There is nothing for you to do.',
      },
    },
  },
  {
    key: 'houndstooth',
    name: 'Houndstooth Bank',
    provider: 'Plaid',
    accounts: [makeAccount('acc_hound', 'Checking', '3377', 55_010, 'USD', 'houndstooth')],
    part: {
      status: 'limited',
      message: {
        happened: 'Houndstooth Bank allows no more reads today.',
        yourTransactions: 'What was read is saved.',
        todo: 'It goes on by itself tomorrow.',
      },
    },
  },
  {
    key: 'tartan',
    name: 'Tartan Bank',
    provider: 'Plaid',
    accounts: [makeAccount('acc_tartan', 'Savings', '4401', 310_000, 'USD', 'tartan')],
    part: {
      status: 'paused',
      action: 'resume',
      nextDueAt: null,
      lastGoodReadAt: minutesAgo(23 * 24 * 60),
      message: {
        happened: 'Paused by you since Oct 30.',
        yourTransactions: 'Nothing is fetched.',
        todo: 'Resume when you like.',
      },
    },
  },
  {
    key: 'gingham',
    name: 'Gingham Credit Union',
    provider: 'Plaid',
    accounts: [],
    part: { status: 'importing', lastGoodReadAt: null, lastRun: null, transactionCount: 0 },
  },
  {
    key: 'tattersall',
    name: 'Tattersall Federal Credit Union of Greater Portland',
    provider: 'Plaid',
    accounts: [makeAccount('acc_tatter', 'Everyday Money Market Plus Account', '6620', 100_000, 'USD', 'tattersall')],
    part: {
      status: 'revoked',
      action: 'connect-anew',
      nextDueAt: null,
      lastGoodReadAt: minutesAgo(9 * 24 * 60),
      message: {
        happened: 'Access was ended at the bank.',
        yourTransactions: 'Your 1,204 transactions stay.',
        todo: 'Connect the bank again to go on (about 3 minutes).',
      },
    },
  },
]

const FAILED = makeRun('run_failed', 'dag', 'Dag Site', {
  state: 'needs-user',
  trigger: 'schedule',
  attempt: 2,
  counts: fakeCounts({ fetched: 14, added: 10, unchanged: 2, rejected: 2 }),
  message: {
    happened: 'Dag Site wants you to sign in again.',
    yourTransactions: 'Syncing of 1 account is on hold; everything up to Nov 19 is safe.',
    todo: 'Reconnect (about 1 minute).',
  },
  error: {
    kind: 'needs-user',
    reason: 'sign-in-required',
    details: { providerCode: 'MFA_INFO_NEEDED', requestId: 'req_4fa09b21' },
  },
  rejected: [
    { line: null, sourceId: 'yx-8812', reason: 'The amount "12,3.4" is not a number.' },
    { line: 14, sourceId: null, reason: '"31/02/2026" is not a date.' },
  ],
  accounts: ['acc_dag'],
  queuedAt: minutesAgo(300),
  startedAt: minutesAgo(300),
  endedAt: minutesAgo(298),
})

const INSTITUTIONS: InstitutionView[] = [
  {
    id: 'ins_houndstooth',
    provider: 'plaid',
    providerTitle: 'Plaid',
    name: 'Houndstooth Bank',
    countries: ['US'],
    url: 'https://houndstooth.example',
    note: null,
    isDemo: false,
  },
  ...['First Platypus Bank', 'Tartan Bank', 'Modelo Bank'].map((name, index) => ({
    id: `ins_demo_${index}`,
    provider: 'plaid',
    providerTitle: 'Plaid',
    name,
    countries: [index === 2 ? 'GB' : 'US'],
    url: null,
    note: ['5 accounts, 2 years of history', 'pending transactions that change', 'asks you to sign in again'][index] ?? null,
    isDemo: true,
  })),
]

/** A household of its own for each server, so that one test's changes never reach another. */
export function makeHousehold(scenario: Scenario): FakeHousehold {
  const banks = scenario === 'empty' ? [] : scenario === 'demo' ? [PLATYPUS] : EVERY_STATUS
  const connections = banks.map((bank) => makeConnection(bank, scenario === 'demo'))
  const accounts = connections.flatMap((connection) => connection.accounts)
  const transactions = accounts.length === 0 ? [] : makeTransactions(accounts, 1204)
  const reviews = scenario === 'full' ? makeReviews(transactions) : []
  const runs = connections.flatMap(({ id, openRun, lastRun }) => {
    const key = id.slice('con_'.length)
    return [openRun, lastRun].flatMap((run) => (run === null ? [] : [makeRun(run.id, key, run.institutionName, run)]))
  })
  return {
    overview: {
      owner: { name: 'Robin' },
      version: '0.1.0',
      household: scenario === 'empty' ? 'empty' : scenario === 'demo' ? 'demo' : 'real',
      demoDay: scenario === 'demo' ? dayBefore(0) : null,
      providers: [
        { id: 'plaid', title: 'Plaid', isConfigured: scenario === 'full', note: 'Free to try, then paid per account.' },
        { id: 'file', title: 'Files', isConfigured: true, note: null },
      ],
      accountCount: accounts.length,
      transactionCount: transactions.length,
      openReviews: reviews.length,
      needsYou: connections.filter(({ status }) => ['reauth', 'revoked', 'expiring'].includes(status)).length,
    },
    connections,
    accounts,
    transactions,
    reviews,
    runs: scenario === 'full' ? [...runs, FAILED] : runs,
    institutions: scenario === 'full' ? INSTITUTIONS : INSTITUTIONS.filter((bank) => bank.isDemo),
  }
}

function makeReviews(transactions: TransactionView[]): ReviewView[] {
  const [subject, candidate, other] = [transactions[4], transactions[11], transactions[14]]
  if (subject === undefined || candidate === undefined || other === undefined) throw new Error('the fake ledger is too short')
  const alike = { ...candidate, amount: subject.amount, accountId: subject.accountId, payoree: subject.payoree }
  const review: ReviewView = {
    id: 'rev_1',
    kind: 'same-transaction',
    why: 'Same amount, 2 days apart, similar text (0.83).',
    odds: 0.62,
    runnerUpOdds: null,
    daysApart: 2,
    textLikeness: 0.83,
    createdAt: minutesAgo(200),
    subject,
    candidates: [alike],
    payorees: [],
    payoreeRows: null,
  }
  return [
    review,
    { ...review, id: 'rev_2', kind: 'transfer', runnerUpOdds: 0.31, candidates: [alike, other], createdAt: minutesAgo(100) },
    {
      ...review,
      id: 'rev_3',
      kind: 'removed-with-edits',
      why: 'the bank took back a transaction that you had worked on',
      odds: null,
      daysApart: null,
      textLikeness: null,
      candidates: [],
      createdAt: minutesAgo(50),
    },
    {
      ...review,
      id: 'rev_4',
      kind: 'uncertain-payoree',
      why: 'The text fits “Anna Schmidt, rent” or “Anna Schmidt, private” about equally well.',
      odds: null,
      daysApart: null,
      textLikeness: null,
      candidates: [],
      payorees: [
        { name: 'Anna Schmidt, private', fit: 1 },
        { name: 'Anna Schmidt, rent', fit: 1 },
      ],
      payoreeRows: 3,
      createdAt: minutesAgo(40),
    },
  ]
}
