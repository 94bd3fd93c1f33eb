// What is going on when the process is killed. `prepare` has happened; `act` is killed and then done again by another
// process; `check` says what must hold after that.
import { expect } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { AccountId, ConnectionId, FileId, ReviewId, TransactionId } from '../../src/domain/ids.ts'
import type { ReviewKind } from '../../src/domain/review.ts'
import { money } from '../../src/domain/money.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import { account, cancelled, pending, posted, replaced, world as buildWorld } from '../../src/providers/world/build.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import type { Faults, World } from '../../src/providers/world/world.ts'
import { readCredential } from '../../src/storage/credentials.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { decideRows } from '../../src/sync/decide-rows.ts'
import { disconnect } from '../../src/sync/disconnect.ts'
import { commitFileImport, LedgerMoved, previewFileImport } from '../../src/sync/import-file.ts'
import { cancelRun, requestRun } from '../../src/sync/request-run.ts'
import { runSync } from '../../src/sync/run.ts'
import { undoBatch } from '../../src/sync/undo-batch.ts'
import { joinAccounts } from '../../src/sync/join-accounts.ts'
import { expectedLedger, newId, sorted } from '../sync/household.ts'
import type { Household, LedgerRow } from '../sync/household.ts'
import { CALIBRATIONS } from './calibration-scenarios.ts'
import type { Scenario } from './scenario.ts'
import { fileRow } from '../support/file-rows.ts'

const START = '2026-03-02' as CalendarDate
export const FIRST = addDays(START, 12)
export const SECOND = addDays(START, 24)

const mixed = generateWorld(11, { startsOn: START, days: 24, accounts: 2, pending: 'mixed' })
const linked = generateWorld(12, { startsOn: START, days: 24, accounts: 2, pending: 'linked' })
const plain = generateWorld(13, { startsOn: START, days: 24, accounts: 2, pending: 'unlinked', tips: false })
const reissued: World = {
  ...linked,
  happenings: linked.happenings
    .concat({ kind: 'ids-reissued', on: addDays(FIRST, 1), suffix: '~new' })
    .toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0)),
}

const card = account('card', 'USD')
/** The bank names a pending form late, when both are in the ledger. */
const latecomer = buildWorld({
  key: 'latecomer',
  startsOn: START,
  accounts: [card],
  happenings: [
    pending('2026-03-05', card, 'dinner', '-40.00'),
    posted('2026-03-07', card, 'dinner', '-48.00', { transactionOn: '2026-03-05' }),
    posted('2026-03-16', card, 'dinner', '-48.00', {
      postedOn: '2026-03-07',
      transactionOn: '2026-03-05',
      supersedes: 'dinner-pending',
    }),
    replaced('2026-03-16', card, 'dinner'),
  ],
})

/** The bank takes back what the person worked on: that is asked about. */
const withdrawn = buildWorld({
  key: 'withdrawn',
  startsOn: START,
  accounts: [card],
  happenings: [posted('2026-03-05', card, 'gym', '-30.00'), cancelled('2026-03-16', card, 'gym')],
})

/** A sync that does everything an undo has to turn back: it adds, restates, merges, takes back and settles. */
const eventful = buildWorld({
  key: 'eventful',
  startsOn: START,
  accounts: [card],
  happenings: [
    posted('2026-03-04', card, 'gym', '-30.00'),
    pending('2026-03-05', card, 'dinner', '-40.00'),
    posted('2026-03-07', card, 'dinner', '-48.00', { transactionOn: '2026-03-05' }),
    posted('2026-03-16', card, 'dinner', '-48.00', {
      postedOn: '2026-03-07',
      transactionOn: '2026-03-05',
      supersedes: 'dinner-pending',
    }),
    replaced('2026-03-16', card, 'dinner'),
    cancelled('2026-03-16', card, 'gym'),
    posted('2026-03-17', card, 'books', '-19.99'),
  ],
})

const [spending, saving] = [account('spending', 'USD'), account('saving', 'USD')]
const twoAccounts = buildWorld({
  key: 'two-accounts',
  startsOn: START,
  accounts: [spending, saving],
  happenings: [posted('2026-03-04', spending, 'out', '-500.00'), posted('2026-03-05', saving, 'in', '500.00')],
})

/** An account that only its movements tell: a dozen, each of its own amount. */
const wallet = account('wallet', 'USD', { persistentId: null })
const told = buildWorld({
  key: 'told',
  startsOn: START,
  accounts: [wallet],
  happenings: Array.from({ length: 10 }, (_, at) => posted(addDays(START, at), wallet, `shop-${at}`, `-${11 + at * 3}.${37 + at}`)),
})
const COMES_AGAIN = { dialect: 'window, unlinked', world: told, actsOn: FIRST, act: sync } as const

async function sync(household: Household): Promise<void> {
  await household.sync()
}

const showsTheWorld = async (household: Household): Promise<void> => {
  expect(await household.ledger()).toEqual(expectedLedger(household.world, SECOND))
}

async function syncWith(household: Household, kind: Faults['kind'], path: string | null, after = 0): Promise<void> {
  household.bank.setFaults([{ kind, path, times: 1, after }])
  await household.sync()
  household.bank.setFaults([])
  await household.sync()
}

const DAYS = { actsOn: SECOND, prepare: sync, check: showsTheWorld }
const DECISION = { dialect: 'changes, linked', world: eventful, actsOn: FIRST, prepare: askAboutDinner } as const
const UNDO = { dialect: 'changes, linked', world: eventful, actsOn: SECOND, prepare: syncTwice } as const

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a first read': { ...DAYS, dialect: 'changes, linked', world: linked, prepare: async () => {}, act: sync },
  'news by changes': { ...DAYS, dialect: 'changes, linked', world: mixed, act: sync },
  'news by windows': { ...DAYS, dialect: 'window, unlinked', world: plain, act: sync },
  'ids that were reissued': { ...DAYS, dialect: 'window, reissued on reconnect', world: reissued, act: sync },
  'a cursor that is refused': {
    ...DAYS,
    dialect: 'window, unlinked',
    world: plain,
    prepare: async (household) => {
      await household.sync()
      const foreign = JSON.stringify({ connection: 'another', reached: {} })
      await withTransaction(household.pools.appDb, household.token, (tx) =>
        tx.updateTable('connection').set({ cursor: foreign }).where('id', '=', household.connectionId).execute(),
      )
    },
    act: sync,
  },
  'a late word': { ...DAYS, dialect: 'changes, linked', world: latecomer, act: sync },
  'a question': {
    ...DAYS,
    dialect: 'changes, linked',
    world: withdrawn,
    prepare: async (household) => {
      await household.sync()
      await withTransaction(household.pools.appDb, household.token, async (tx) => {
        const { id } = await tx.selectFrom('transaction').select('id').executeTakeFirstOrThrow()
        const intent = { ownerId: household.ownerId, transactionId: id, decided: ['note'], note: 'mine' }
        await tx.insertInto('transactionIntent').values(intent).execute()
      })
    },
    act: sync,
    check: async (household) => {
      await showsTheWorld(household)
      const asked = await withTransaction(household.pools.appDb, household.token, (tx) =>
        tx.selectFrom('review').select(['kind', 'state']).execute(),
      )
      expect(asked).toEqual([{ kind: 'removed-with-edits', state: 'open' }])
    },
  },
  'a question that needs no answer': {
    ...UNDO,
    prepare: syncAndAsk,
    act: sync,
    check: async (household) => {
      await showsTheWorld(household)
      expect(await reviewStates(household)).toEqual(['settled'])
    },
  },
  'an undo': {
    ...UNDO,
    act: (household) => undoSecond(household, false),
    check: async (household) => {
      expect(await amountsOf(household)).toEqual(BEFORE_UNDONE)
      expect(await reviewStates(household)).toEqual(['open'])
      await household.sync()
      await showsTheWorld(household)
      expect(await reviewStates(household)).toEqual(['settled'])
    },
  },
  'an undo that keeps away': {
    ...UNDO,
    act: (household) => undoSecond(household, true),
    check: async (household) => {
      expect(await amountsOf(household)).toEqual([...BEFORE_UNDONE, -1_999n])
      await household.sync()
      await showsTheWorld(household)
    },
  },
  'a decision': {
    ...DECISION,
    act: async (household) => {
      expect(['decided', 'answered-before', 'unknown']).toContain((await answerAsked(household, 'same')).kind)
    },
    check: async (household) => {
      expect(await amountsOf(household)).toEqual([-3_000n, -4_800n])
      expect(await reviewStates(household)).toEqual(['answered'])
      expect(await notesOf(household)).toEqual(['held'])
    },
  },
  'an undo of a decision': {
    ...DECISION,
    prepare: async (household) => {
      await askAboutDinner(household)
      await answerAsked(household, 'same')
    },
    act: async (household) => {
      const { ownerId, token, pools, deps } = household
      const decision = await withTransaction(pools.appDb, token, (tx) =>
        tx.selectFrom('importBatch').select('id').where('kind', '=', 'decision').executeTakeFirstOrThrow(),
      )
      const undone = await undoBatch({ db: pools.appDb, now: deps.now, newId }, { ownerId, token, batchId: decision.id })
      expect(['undone', 'undone-before']).toContain(undone.kind)
    },
    check: async (household) => {
      expect(await amountsOf(household)).toEqual(BEFORE_UNDONE)
      expect(await reviewStates(household)).toEqual(['open'])
      expect(await notesOf(household)).toEqual(['booked', 'held'])
    },
  },
  'a transfer that is none': {
    dialect: 'changes, linked',
    world: twoAccounts,
    actsOn: FIRST,
    prepare: async (household) => {
      await household.sync()
      const [out, arrival] = await bySum(household, [-50_000n, 50_000n])
      await ask(household, 'transfer', out, arrival)
    },
    act: async (household) => {
      expect(['decided', 'answered-before']).toContain((await answerAsked(household, 'different')).kind)
    },
    check: async (household) => {
      const states = await withTransaction(household.pools.appDb, household.token, (tx) =>
        tx.selectFrom('transfer').select('state').execute(),
      )
      expect(states).toEqual([{ state: 'refused' }])
      expect(await reviewStates(household)).toEqual(['answered'])
    },
  },
  'an account that comes again': {
    ...COMES_AGAIN,
    prepare: (household) => forgetAccount(household, null),
    check: async (household) => {
      await household.sync()
      expect(await household.ledger()).toEqual(expectedLedger(household.world, FIRST))
    },
  },
  'an account that may come again': {
    ...COMES_AGAIN,
    prepare: (household) => forgetAccount(household, '9999'),
    check: async (household) => {
      await household.sync()
      expect(await household.ledger()).toHaveLength(2 * expectedLedger(household.world, FIRST).length)
      expect(await reviewStates(household)).toEqual(['open'])
    },
  },
  'two accounts that are one': {
    ...COMES_AGAIN,
    prepare: askAboutWallet,
    act: async (household) => {
      expect(['decided', 'does-not-fit']).toContain(await joinWallets(household))
    },
    check: async (household) => {
      expect(plainly(await household.ledger())).toEqual(plainly(expectedLedger(household.world, FIRST)))
      expect(await reviewStates(household)).toEqual(['answered'])
      expect(await notesOf(household)).toEqual(['known'])
      await household.sync()
      expect(plainly(await household.ledger())).toEqual(plainly(expectedLedger(household.world, FIRST)))
    },
  },
  'an undo of the joining': {
    ...COMES_AGAIN,
    prepare: async (household) => {
      await askAboutWallet(household)
      await joinWallets(household)
    },
    act: async (household) => {
      const { ownerId, token, pools, deps } = household
      const joined = await withTransaction(pools.appDb, token, (tx) =>
        tx.selectFrom('importBatch').select('id').where('kind', '=', 'decision').executeTakeFirstOrThrow(),
      )
      const undone = await undoBatch({ db: pools.appDb, now: deps.now, newId }, { ownerId, token, batchId: joined.id })
      expect(['undone', 'undone-before']).toContain(undone.kind)
    },
    check: async (household) => {
      expect(await household.ledger()).toHaveLength(2 * expectedLedger(household.world, FIRST).length)
      expect(await reviewStates(household)).toEqual(['open'])
      expect(await notesOf(household)).toEqual(['known', 'new'])
    },
  },
  'a list that moves': {
    ...DAYS,
    dialect: 'changes, linked',
    world: mixed,
    act: (household) => syncWith(household, 'moves-while-paging', '/changes'),
  },
  'a bank that is down': {
    ...DAYS,
    dialect: 'window, unlinked',
    world: plain,
    act: (household) => syncWith(household, 'institution-down', '/window', 2),
  },
  'an account that fails': {
    ...DAYS,
    dialect: 'window, unlinked',
    world: plain,
    act: (household) => syncWith(household, 'account-fails', '/window'),
  },
  'a credential that is renewed': {
    ...DAYS,
    dialect: 'window, reissued on reconnect',
    world: linked,
    act: async (household) => {
      await expireCredential(household)
      await household.sync()
    },
  },
  'a rehearsal': {
    ...DAYS,
    dialect: 'changes, linked',
    world: mixed,
    act: async (household) => {
      const before = await household.ledger()
      const runId = await household.request(true)
      await runSync(household.deps, runId)
      expect(await household.ledger()).toEqual(before)
    },
    check: async (household) => {
      expect(await household.ledger()).toEqual(expectedLedger(household.world, FIRST))
      await household.sync()
      await showsTheWorld(household)
    },
  },
  'a sync that is held to its rehearsal': {
    ...DAYS,
    dialect: 'changes, linked',
    world: mixed,
    act: async (household) => {
      const { ownerId, token, connectionId, deps, pools } = household
      const rehearsal = await household.request(true)
      await runSync(deps, rehearsal)
      const shown = await withTransaction(pools.appDb, token, (tx) =>
        tx.selectFrom('syncRun').select(['isDryRun', 'planHash']).where('id', '=', rehearsal).executeTakeFirstOrThrow(),
      )
      // Where the killed process had left its held run open, the wish joined that one, and it is done now.
      if (!shown.isDryRun || shown.planHash === null) return
      const wish = { ownerId, token, connectionId, trigger: 'user' as const, expectedPlanHash: shown.planHash }
      const held = await requestRun({ ...deps, db: pools.appDb }, wish)
      if (held === null) throw new Error('the connection is not there')
      expect(await runSync(deps, held.runId)).toMatchObject({ state: 'succeeded' })
    },
  },
  'a wish that is taken back': {
    ...DAYS,
    dialect: 'changes, linked',
    world: mixed,
    act: async (household) => {
      const runId = await household.request()
      await cancelRun({ ...household.deps, db: household.pools.appDb }, { ...household, runId })
    },
    check: async (household) => {
      await household.sync()
      await showsTheWorld(household)
    },
  },
  'a file': {
    ...DAYS,
    dialect: 'changes, linked',
    world: mixed,
    act: importFile,
    check: async (household) => {
      const rows = (await household.ledger()).filter(({ account }) => account === 'By file')
      const ascending = rows.map(({ amountMinor }) => Number(amountMinor)).toSorted((left, right) => left - right)
      expect(ascending).toEqual([-500, -500, 1_000])
    },
  },
  'a goodbye': {
    ...DAYS,
    dialect: 'window, reissued on reconnect',
    world: linked,
    act: async (household) => {
      await expireCredential(household)
      const wish = { ownerId: household.ownerId, token: household.token, connectionId: household.connectionId }
      expect(await disconnect(household.deps, wish)).toEqual({ kind: 'disconnected' })
    },
    check: async (household) => {
      expect(await household.ledger()).toEqual(expectedLedger(household.world, FIRST))
      const left = await withTransaction(household.pools.appDb, household.token, (tx) =>
        tx.selectFrom('credential').selectAll().execute(),
      )
      expect(left).toEqual([])
    },
  },
  ...CALIBRATIONS,
}

/** Two syncs; the second one settles a question about what the bank then takes back. */
async function syncTwice(household: Household): Promise<void> {
  await syncAndAsk(household)
  household.setDay(SECOND)
  await household.sync()
}

/** A sync, and a question about what the bank takes back in the next one. */
async function syncAndAsk(household: Household): Promise<void> {
  const { ownerId, token, pools } = household
  await household.sync()
  await withTransaction(pools.appDb, token, async (tx) => {
    const gym = await tx.selectFrom('transaction').select('id').where('amountMinor', '=', -3_000n).executeTakeFirstOrThrow()
    const { batchId } = await tx.selectFrom('transaction').select('batchId').executeTakeFirstOrThrow()
    const about = { key: 'made up', subjectTransactionId: gym.id, candidateTransactionIds: [], evidence: '{"why": "asked"}' }
    await tx
      .insertInto('review')
      .values({ ownerId, id: newId() as ReviewId, kind: 'same-transaction', batchId, ...about })
      .execute()
  })
}

/** What the ledger shows before the second batch, in order of days: the bank has not said yet that dinner is one. */
const BEFORE_UNDONE = [-3_000n, -4_000n, -4_800n]
const amountsOf = async (household: Household): Promise<readonly bigint[]> =>
  (await household.ledger()).map(({ amountMinor }) => amountMinor)

const reviewStates = ({ token, pools }: Household): Promise<readonly string[]> =>
  withTransaction(pools.appDb, token, async (tx) => {
    const rows = await tx.selectFrom('review').select('state').execute()
    return rows.map(({ state }) => state)
  })

/** Both forms of dinner are in the ledger, edited, and a question asks whether they are one. */
async function askAboutDinner(household: Household): Promise<void> {
  const { ownerId, token, pools } = household
  await household.sync()
  const [held, booked] = await bySum(household, [-4_000n, -4_800n])
  if (held === undefined || booked === undefined) throw new Error('no dinner')
  await withTransaction(pools.appDb, token, async (tx) => {
    for (const [transactionId, note] of [[held, 'held'], [booked, 'booked']] as const) {
      await tx.insertInto('transactionIntent').values({ ownerId, transactionId, decided: ['note'], note }).execute()
    }
  })
  await ask(household, 'pending-or-posted', booked, held)
}

const notesOf = ({ token, pools }: Household): Promise<readonly (string | null)[]> =>
  withTransaction(pools.appDb, token, async (tx) => {
    const rows = await tx.selectFrom('transactionIntent').select('note').orderBy('note').execute()
    return rows.map(({ note }) => note)
  })

/** The account as another provider stated it before: read no more, under another name and perhaps another number. */
async function forgetAccount(household: Household, mask: string | null): Promise<void> {
  const { ownerId, token, connectionId, pools } = household
  await household.sync()
  await withTransaction(pools.appDb, token, async (tx) => {
    const former = newId() as ConnectionId
    const about = { isDemo: true, connectionSourceId: `source ${former}`, institutionName: 'Told', country: 'US' }
    await tx
      .insertInto('connection')
      .values({ ownerId, id: former, provider: 'former', ...about, askedHistoryDays: 30, disconnectedAt: new Date() })
      .execute()
    await tx.updateTable('accountLink').set({ connectionId: former, accountSourceId: 'former' }).execute()
    await tx.updateTable('account').set({ name: 'Former', mask, persistentId: null }).execute()
    await tx.updateTable('connection').set({ cursor: null, isHistoryComplete: false }).where('id', '=', connectionId).execute()
  })
}

const plainly = (rows: readonly LedgerRow[]) => sorted(rows.map((row) => ({ ...row, account: '' })))

/** The account is there twice, both edited at one row, and a question asks whether they are one. */
async function askAboutWallet(household: Household): Promise<void> {
  const { ownerId, token, pools } = household
  await forgetAccount(household, '9999')
  await household.sync()
  await withTransaction(pools.appDb, token, async (tx) => {
    const { amountMinor } = await tx.selectFrom('transaction').select('amountMinor').executeTakeFirstOrThrow()
    const rows = await tx
      .selectFrom('transaction as t')
      .innerJoin('account as a', 'a.id', 't.accountId')
      .select(['t.id', 'a.name'])
      .where('t.amountMinor', '=', amountMinor)
      .execute()
    for (const { id, name } of rows) {
      const note = name === 'Former' ? 'known' : 'new'
      await tx.insertInto('transactionIntent').values({ ownerId, transactionId: id, decided: ['note'], note }).execute()
    }
  })
}

async function joinWallets({ ownerId, token, pools, deps }: Household): Promise<string> {
  const asked = await withTransaction(pools.appDb, token, (tx) =>
    tx.selectFrom('review').selectAll().where('kind', '=', 'which-account').executeTakeFirstOrThrow(),
  )
  const [into] = asked.candidateAccountIds ?? []
  if (asked.subjectAccountId === null || into === undefined) throw new Error('the question names no accounts')
  const wish = { ownerId, token, reviewId: asked.id, from: asked.subjectAccountId, into }
  return (await joinAccounts({ ...deps, db: pools.appDb }, wish)).kind
}

const bySum = ({ token, pools }: Household, sums: readonly bigint[]): Promise<readonly TransactionId[]> =>
  withTransaction(pools.appDb, token, async (tx) => {
    const rows = await tx.selectFrom('transaction').select(['id', 'amountMinor']).execute()
    return sums.map((sum) => {
      const row = rows.find(({ amountMinor }) => amountMinor === sum)
      if (row === undefined) throw new Error(`nothing of ${sum}`)
      return row.id
    })
  })

async function ask(household: Household, kind: ReviewKind, subject?: TransactionId, candidate?: TransactionId): Promise<void> {
  const { ownerId, token, pools } = household
  if (subject === undefined || candidate === undefined) throw new Error('nothing to ask about')
  await withTransaction(pools.appDb, token, async (tx) => {
    const { batchId } = await tx.selectFrom('transaction').select('batchId').executeTakeFirstOrThrow()
    const about = { subjectTransactionId: subject, candidateTransactionIds: [candidate], evidence: '{"why": "asked"}' }
    await tx.deleteFrom('review').execute()
    await tx
      .insertInto('review')
      .values({ ownerId, id: newId() as ReviewId, key: 'made up', kind, batchId, ...about })
      .execute()
  })
}

async function answerAsked({ ownerId, token, pools, deps }: Household, kind: 'same' | 'different') {
  const asked = await withTransaction(pools.appDb, token, (tx) =>
    tx.selectFrom('review').select(['id', 'subjectTransactionId', 'candidateTransactionIds']).executeTakeFirstOrThrow(),
  )
  const [other] = asked.candidateTransactionIds
  if (other === undefined) throw new Error('the question has no candidate')
  const decision = { kind, one: asked.subjectTransactionId, other }
  return decideRows({ ...deps, db: pools.appDb }, { ownerId, token, decision, reviewId: asked.id, always: true })
}

/** Undoes the second batch, whose undo may have been finished by the process that was killed. */
async function undoSecond({ ownerId, token, pools, deps }: Household, staysAway: boolean): Promise<void> {
  const batches = await withTransaction(pools.appDb, token, (tx) =>
    tx.selectFrom('importBatch').select(['id', 'undoneAt']).where('fetched', '>', 0).orderBy('lastPosition').execute(),
  )
  const second = batches[1]
  if (second === undefined) throw new Error('there is no second batch')
  const wish = { ownerId, token, batchId: second.id, staysAway }
  const wasUndone = second.undoneAt !== null
  const result = await undoBatch({ db: pools.appDb, now: deps.now, newId }, wish)
  expect(result.kind).toBe(wasUndone ? 'undone-before' : 'undone')
}

/** Makes the bank ask for a renewal, at a bank that knows how often there was one in another process. */
async function expireCredential({ deps, ownerId, connectionId, bank, token }: Household): Promise<void> {
  const kept = await withTransaction(deps.db, token, (tx) => readCredential(tx, deps.keyRing, ownerId, connectionId))
  if (kept === null) return
  while (bank.credential() !== kept) bank.reconnect()
  bank.expireCredential()
}

async function importFile({ ownerId, token, deps, pools }: Household): Promise<void> {
  const accountId = await withTransaction(pools.appDb, token, async (tx) => {
    const known = await tx.selectFrom('account').select('id').where('name', '=', 'By file').executeTakeFirst()
    if (known !== undefined) return known.id
    const id = newId() as AccountId
    const currency = 'USD' as CurrencyCode
    await tx.insertInto('account').values({ ownerId, id, name: 'By file', kind: 'cash', currency }).execute()
    return id
  })
  const records = [rowOf('SALARY', 1_000n), rowOf('COFFEE', -500n), rowOf('COFFEE', -500n)]
  const file = { ownerId, token, accountId, fileId: newId() as FileId, records, lines: [2, 3, 4] }
  const whole = { ...file, rejected: [], ignored: [] }
  const { planHash, plan } = await previewFileImport(deps, whole)
  await commitFileImport(deps, whole, planHash)
  // Where the killed process had committed, the same rows change nothing, and doing nothing twice is fine.
  if (plan.counts.added === 0) return
  await expect(commitFileImport(deps, whole, planHash)).rejects.toThrow(LedgerMoved)
}

const rowOf = (description: string, minor: bigint): SourceRecord =>
  fileRow(FIRST, money(minor, 'USD' as CurrencyCode), description)
