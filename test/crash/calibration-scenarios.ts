// A bank whose sign is turned, and turned back, while the process is killed: old rows, what later syncs bring, and the
// note of it are of one mind afterwards.
import { expect } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { AccountLinkId, BatchId, ReviewId } from '../../src/domain/ids.ts'
import { account, posted, world as buildWorld } from '../../src/providers/world/build.ts'
import { endCalibration, insertCalibration } from '../../src/storage/calibrations.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { flipRows } from '../../src/storage/flip-rows.ts'
import type { Tx } from '../../src/storage/schema.ts'
import { undoExactly } from '../../src/storage/undo-exactly.ts'
import { expectedLedger, newId } from '../sync/household.ts'
import type { Household, LedgerRow } from '../sync/household.ts'
import type { Scenario } from './scenario.ts'

const START = '2026-03-02' as CalendarDate
const FIRST = addDays(START, 12)
const SECOND = addDays(START, 24)

const card = account('turned', 'USD')
const turned = buildWorld({
  key: 'turned',
  startsOn: START,
  accounts: [card],
  happenings: [
    posted('2026-03-04', card, 'gym', '-30.00'),
    posted('2026-03-07', card, 'salary', '1500.00'),
    posted('2026-03-17', card, 'books', '-19.99'),
  ],
})

const of = ({ token, pools }: Household, work: (tx: Tx) => Promise<void>) => withTransaction(pools.appDb, token, work)

const facts = async (tx: Tx) => {
  const { id, accountId } = await tx.selectFrom('accountLink').select(['id', 'accountId']).executeTakeFirstOrThrow()
  const live = await tx.selectFrom('calibration').select('id').where('endedAt', 'is', null).executeTakeFirst()
  return { linkId: id satisfies AccountLinkId, accountId, isTurned: live !== undefined }
}

/** Turns the account's rows and notes it; where that is done, nothing. */
const turn = (household: Household): Promise<void> =>
  of(household, async (tx) => {
    const { linkId, accountId, isTurned } = await facts(tx)
    if (isTurned) return
    const { ownerId, deps } = household
    const flipped = await flipRows(tx, deps, { ownerId, accountId, linkIds: [linkId] })
    if (flipped.kind !== 'flipped') throw new Error(`not turned: ${flipped.kind}`)
    const about = { id: newId(), accountLinkId: linkId, what: 'flip-rows' as const, agreeing: 3, intervals: 3 }
    await insertCalibration(tx, ownerId, { ...about, batchId: flipped.batchId, appliedAt: deps.now() })
  })

/** Takes it back: as if it had not been where that goes, else by turning once more. */
const turnBack = (household: Household): Promise<void> =>
  of(household, async (tx) => {
    const { linkId, accountId, isTurned } = await facts(tx)
    if (!isTurned) return
    const { ownerId, deps } = household
    const ended = await endCalibration(tx, accountId, 'flip-rows', deps.now())
    const batchId = ended?.batchId satisfies BatchId | null | undefined
    if (batchId == null) throw new Error('it was noted without a batch')
    const undone = await undoExactly(tx, ownerId, batchId, [linkId], { at: deps.now(), newId })
    if (undone === null) await flipRows(tx, deps, { ownerId, accountId, linkIds: [linkId] })
  })

/** A question whether the salary came from another account. */
const askAboutSalary = (household: Household): Promise<void> =>
  of(household, async (tx) => {
    const salary = await tx.selectFrom('transaction').select(['id', 'batchId']).where('amountMinor', '=', 150_000n).executeTakeFirstOrThrow()
    const about = { key: 'made up', kind: 'transfer' as const, subjectTransactionId: salary.id, candidateTransactionIds: [] }
    await tx
      .insertInto('review')
      .values({ ownerId: household.ownerId, id: newId() as ReviewId, batchId: salary.batchId, evidence: '{"why": "asked"}', ...about })
      .execute()
  })

const noteGym = (household: Household): Promise<void> =>
  of(household, async (tx) => {
    const gym = await tx.selectFrom('transaction').select('id').where('amountMinor', '=', 3_000n).executeTakeFirstOrThrow()
    const intent = { ownerId: household.ownerId, transactionId: gym.id, decided: ['note'], note: 'mine' }
    await tx.insertInto('transactionIntent').values(intent).execute()
  })

const otherSign = (rows: readonly LedgerRow[]): readonly LedgerRow[] =>
  rows.map((row) => ({ ...row, amountMinor: -row.amountMinor }))
const inOrder = (rows: readonly LedgerRow[]): readonly string[] =>
  rows.map(({ on, amountMinor }) => `${on} ${amountMinor}`).toSorted()

const isTurned = async (household: Household, day: CalendarDate): Promise<void> => {
  expect(inOrder(await household.ledger())).toEqual(inOrder(otherSign(expectedLedger(household.world, day))))
}
const isPlain = async (household: Household, day: CalendarDate): Promise<void> => {
  expect(inOrder(await household.ledger())).toEqual(inOrder(expectedLedger(household.world, day)))
}
const questions = async (household: Household): Promise<readonly string[]> => {
  const states: string[] = []
  await of(household, async (tx) => {
    for (const { state } of await tx.selectFrom('review').select('state').execute()) states.push(state)
  })
  return states
}

const sync = async (household: Household): Promise<void> => {
  await household.sync()
}
const syncAndTurn = async (household: Household): Promise<void> => {
  await household.sync()
  await turn(household)
}
const TURNED = { dialect: 'changes, linked', world: turned } as const

export const CALIBRATIONS: Readonly<Record<string, Scenario>> = {
  'a sync of a bank whose sign is turned': {
    ...TURNED,
    actsOn: SECOND,
    prepare: syncAndTurn,
    act: sync,
    check: (household) => isTurned(household, SECOND),
  },
  'a sign that is turned': {
    ...TURNED,
    actsOn: FIRST,
    prepare: async (household) => {
      await household.sync()
      await askAboutSalary(household)
    },
    act: turn,
    check: async (household) => {
      await isTurned(household, FIRST)
      expect(await questions(household)).toEqual(['settled'])
      await household.sync()
      await isTurned(household, FIRST)
    },
  },
  'a sign that is turned back': {
    ...TURNED,
    actsOn: FIRST,
    prepare: syncAndTurn,
    act: turnBack,
    check: async (household) => {
      await isPlain(household, FIRST)
      household.setDay(SECOND)
      await household.sync()
      await isPlain(household, SECOND)
    },
  },
  'a sign that is turned back where the person worked since': {
    ...TURNED,
    actsOn: FIRST,
    prepare: async (household) => {
      await syncAndTurn(household)
      await noteGym(household)
    },
    act: turnBack,
    check: (household) => isPlain(household, FIRST),
  },
}
