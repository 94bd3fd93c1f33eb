// Two accounts that are one, answered over the interface and on the command line: their rows, what rules say of them, and
// the way back.
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { asOwner } from '../../src/app/context.ts'
import type { ConnectionId } from '../../src/domain/ids.ts'
import { stateHash } from '../../src/storage/state-hash.ts'
import { runIn } from '../support/command-line.ts'
import { connectDemo, openTestHousehold, runEnded } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

type Account = { readonly id: string; readonly name: string; readonly transactionCount: number }
type Review = { readonly id: string; readonly candidates: readonly { readonly id: string; readonly accountId: string }[] }

let household: TestHousehold
let kept: Account
let newer: Account
let question: Review
let ruleId = ''

const get = async (route: string) => (await household.send('GET', route)).body
const accounts = async (): Promise<readonly Account[]> => (await get('/accounts')).accounts
const hash = () => asOwner(household.context, (tx) => stateHash(tx, household.context.ownerId))
const tagged = async (accountId: string) => (await get(`/transactions?limit=1&accountId=${accountId}&text=of-rule`)).total
const ruleAccounts = async (): Promise<readonly string[]> =>
  (await get('/rules')).rules.find(({ id }: { id: string }) => id === ruleId).condition.accountIds

/** The account with most rows as another provider told it before: not read any more, under another name and number. */
async function forget({ id }: Account, connectionId: string): Promise<void> {
  const { context } = household
  const bare = (shown: string) => shown.slice(4)
  await asOwner(context, async (tx) => {
    const former = context.newId() as ConnectionId
    const about = { isDemo: true, connectionSourceId: `source ${former}`, institutionName: 'Former', country: 'US' }
    await tx
      .insertInto('connection')
      .values({ ownerId: context.ownerId, id: former, provider: 'former', ...about, askedHistoryDays: 30, disconnectedAt: new Date() })
      .execute()
    await sql`update account_link set connection_id = ${former}::uuid, account_source_id = 'former'
      where account_id = ${bare(id)}::uuid`.execute(tx)
    await sql`update account set name = 'Former', mask = '9999', persistent_id = null where id = ${bare(id)}::uuid`.execute(tx)
    await sql`update connection set cursor = null, is_history_complete = false where id = ${bare(connectionId)}::uuid`.execute(tx)
  })
}

beforeEach(async () => {
  household = await openTestHousehold()
  const { connectionId } = await connectDemo(household, 'demo-cedar')
  const [largest] = (await accounts()).toSorted((left, right) => right.transactionCount - left.transactionCount)
  if (largest === undefined) throw new Error('the demo bank has no account')
  kept = largest
  await forget(kept, connectionId)
  const before = new Set((await accounts()).map(({ id }) => id))
  const { body: run } = await household.send('POST', `/connections/${connectionId}/sync`)
  expect(await runEnded(household.send, run.id)).toMatchObject({ state: 'succeeded' })
  const come = (await accounts()).find(({ id }) => !before.has(id))
  const asked = (await get('/reviews')).reviews.find(({ kind }: { kind: string }) => kind === 'which-account')
  if (come === undefined || asked === undefined) throw new Error('nobody asks which account it is')
  newer = come
  question = asked
  // Banks have other names now, which is no matter of joining.
  await household.send('POST', '/rulebook/recompute')
  const rule = {
    name: 'Of the newer',
    condition: { field: 'account', accountIds: [newer.id] },
    actions: [{ set: 'tag', name: 'of-rule' }],
  }
  ruleId = (await household.send('POST', '/rules', { rule })).body.ruleId
  expect(await tagged(newer.id)).toBe(newer.transactionCount)
  expect(await tagged(kept.id)).toBe(0)
})

const candidate = () => {
  const found = question.candidates.find(({ accountId }) => accountId === kept.id)
  if (found === undefined) throw new Error('the account is no candidate')
  return found.id
}

/** All of the newer account is in the other one, each movement once, and the rule is about it. */
async function expectJoined(): Promise<void> {
  const [one] = (await accounts()).filter(({ id }) => id === kept.id || id === newer.id)
  expect(one).toMatchObject({ id: kept.id, transactionCount: kept.transactionCount })
  expect((await household.send('GET', `/accounts/${newer.id}/proof`)).status).toBe(404)
  expect(await ruleAccounts()).toEqual([kept.id])
  expect(await tagged(kept.id)).toBe(kept.transactionCount)
  const recomputed = await household.send('POST', '/rulebook/recompute')
  expect(recomputed.body).toMatchObject({ changed: 0 })
}

async function expectApart(before: string): Promise<void> {
  expect(await hash()).toBe(before)
  expect((await accounts()).map(({ id }) => id)).toEqual(expect.arrayContaining([kept.id, newer.id]))
  expect(await ruleAccounts()).toEqual([newer.id])
  expect(await tagged(newer.id)).toBe(newer.transactionCount)
  expect(await tagged(kept.id)).toBe(0)
  expect((await household.send('POST', '/rulebook/recompute')).body).toMatchObject({ changed: 0 })
}

describe('two accounts that are one', () => {
  test('are joined over the interface with the rule about the newer, and parted again', async () => {
    const before = await hash()
    const answered = await household.send('POST', `/reviews/${question.id}/answer`, { answer: 'same', candidateId: candidate() })
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    await expectJoined()
    const undone = await household.send('POST', `/batches/${answered.body.batchId}/undo`, {})
    expect(undone.status, JSON.stringify(undone.body)).toBe(200)
    await expectApart(before)
  })

  test('are joined on the command line, and parted again', async () => {
    const before = await hash()
    const answered = await runIn(household, 'reviews', question.id, 'same', '--transaction', candidate(), '--json')
    expect(answered.code, answered.said).toBe(0)
    await expectJoined()
    expect((await runIn(household, 'undo', answered.json().batchId)).code).toBe(0)
    await expectApart(before)
  })

  test('leave the change that made the rule undoable, while they are joined and after', async () => {
    const { changes } = await get('/rulebook/changes')
    const { body } = await household.send('POST', `/reviews/${question.id}/answer`, { answer: 'same', candidateId: candidate() })
    const rehearsed = await household.send('POST', `/rulebook/changes/${changes[0].batchId}/undo?isDryRun=true`)
    expect(rehearsed.status, JSON.stringify(rehearsed.body)).toBe(200)
    await household.send('POST', `/batches/${body.batchId}/undo`, {})
    expect((await household.send('POST', `/rulebook/changes/${changes[0].batchId}/undo`)).status).toBe(200)
    expect(await tagged(newer.id)).toBe(0)
  })

  test('leave a rule as the person has it that was given other conditions since', async () => {
    const { body } = await household.send('POST', `/reviews/${question.id}/answer`, { answer: 'same', candidateId: candidate() })
    const rule = {
      name: 'Of the newer',
      condition: { all: [{ field: 'account', accountIds: [kept.id] }, { field: 'direction', value: 'in' }] },
      actions: [{ set: 'tag', name: 'of-rule' }],
    }
    expect((await household.send('PUT', `/rules/${ruleId}`, { rule })).status).toBe(200)
    expect((await household.send('POST', `/batches/${body.batchId}/undo`, {})).status).toBe(200)
    const [now] = (await get('/rules')).rules
    expect(now.condition).toEqual(rule.condition)
    expect((await household.send('POST', '/rulebook/recompute')).body).toMatchObject({ changed: 0 })
  })
})
