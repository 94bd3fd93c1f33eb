import { API } from 'ynab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDestination } from '../../src/app/connect-destination.ts'
import type { AppContext } from '../../src/app/context.ts'
import { listPushes } from '../../src/app/list-pushes.ts'
import { mapDestinationAccounts, showDestinationAccounts } from '../../src/app/map-destination-accounts.ts'
import { planPush } from '../../src/app/plan-push.ts'
import { pushLedger } from '../../src/app/push-ledger.ts'
import { undoPush } from '../../src/app/undo-push.ts'
import { createDestinations } from '../../src/destinations/destinations.ts'
import { createYnabAdapter } from '../../src/destinations/ynab/adapter.ts'
import { startTestYnab } from '../../src/destinations/ynab/testing/server.ts'
import type { TestYnab } from '../../src/destinations/ynab/testing/server.ts'
import { countRows, expectedRows, openPushHousehold } from './pushing.ts'
import type { PushHousehold } from './pushing.ts'

let household: PushHousehold
let context: AppContext
let ynab: TestYnab
let destinationId: string
/** Requests before there is a destination to count them for, of dry runs, which write nothing, and of others. */
let uncounted = 0
const FROM = '2000-01-01'

const writes = () => ynab.seen.filter(({ method }) => method !== 'GET')
const push = () => pushLedger(context, destinationId)
const living = () => [...ynab.rows.values()].filter(({ deleted }) => !deleted)
const rowOf = (transactionId: string) =>
  living().find(({ import_id }) => import_id?.startsWith(`t${transactionId.slice(4)}-`))
const edit = (id: string, change: object) => household.send('PATCH', `/transactions/${id}`, change)

beforeAll(async () => {
  household = await openPushHousehold()
  ynab = await startTestYnab('USD')
  household.accounts.forEach(({ name }, index) => ynab.accounts.set(`account-${index}`, { name, closed: false }))
  ynab.categories.set('category-1', 'Groceries')
  const { log, now } = household.context
  const adapters = [createYnabAdapter(new URL(ynab.address))]
  const destinations = createDestinations({ adapters, home: household.config.home, log })
  context = { ...household.context, destinations, now }
}, 60_000)
afterAll(() => ynab.close())

describe('a YNAB plan', () => {
  test('is not taken with a wrong token, and asks which where the name is of none', async () => {
    const wrong = { program: 'ynab', settings: { token: 'wrong-fake' } }
    await expect(connectDestination(context, wrong)).rejects.toThrow("YNAB doesn't take the access token")
    const other = { program: 'ynab', settings: { token: ynab.token, plan: 'Another' } }
    await expect(connectDestination(context, other)).rejects.toThrow('You have: Our plan')
  })

  test('is set up with its accounts', async () => {
    const made = await connectDestination(context, { program: 'ynab', settings: { token: ynab.token } })
    destinationId = made.id
    uncounted = ynab.seen.length
    const { theirAccounts } = await showDestinationAccounts(context, destinationId)
    expect(theirAccounts).toHaveLength(household.accounts.length)
    const wishes = household.accounts.map(({ id }, index) => {
      return { accountId: id, theirAccountId: `account-${index}`, sendsFromOn: FROM }
    })
    expect((await mapDestinationAccounts(context, destinationId, wishes)).accounts).toHaveLength(wishes.length)
  })
})

describe('a push', () => {
  test('is planned without a write', async () => {
    const asked = ynab.seen.length
    const plan = await planPush(context, destinationId)
    uncounted += ynab.seen.length - asked
    expect(plan.counts.created).toBeGreaterThan(20)
    expect(writes()).toEqual([])
    expect(await countRows(household, 'push')).toBe(0)
  })

  test('sends the ledger in bulk, pending rows as uncleared, and the official client reads it', async () => {
    const done = await push()
    expect(done.failure).toBeNull()
    expect(done.state).toBe('succeeded')
    expect(writes().length).toBeLessThan(20)
    const client = new API(ynab.token, ynab.address)
    for (const [index, { id }] of household.accounts.entries()) {
      const expected = await expectedRows(household, id)
      const { data } = await client.transactions.getTransactionsByAccount(ynab.planId, `account-${index}`)
      uncounted += 1
      expect(data.transactions).toHaveLength(expected.length)
      const sum = expected.reduce((total, { amount }) => total + Number(amount.minor) * 10, 0)
      expect(data.transactions.reduce((total, { amount }) => total + amount, 0)).toBe(sum)
      const pending = expected.filter(({ status }) => status === 'pending').length
      expect(data.transactions.filter(({ cleared }) => cleared === 'uncleared')).toHaveLength(pending)
    }
    const named = living().filter(({ category_name }) => category_name === 'Groceries')
    expect(named.length).toBeGreaterThan(0)
  })

  test('changes nothing the second time, and asks for nothing but the plan', async () => {
    const before = ynab.seen.length
    const done = await push()
    expect(done.words).toMatch(/^Nothing new to send\./)
    expect(ynab.seen.slice(before)).toEqual([{ method: 'GET', path: '/v1/plans' }])
  })

  test('sends an edit as one patch, and a category chosen there stays', async () => {
    const [row] = await expectedRows(household, household.accounts[0]?.id ?? '')
    const theirs = rowOf(row.id)
    if (theirs === undefined) throw new Error('the row was not sent')
    theirs.category_id = 'category-1'
    theirs.category_name = 'Groceries'
    await edit(row.id, { payoree: 'Renamed Fake', category: null })
    const before = writes().length
    const done = await push()
    expect(done.counts).toMatchObject({ updated: 1, created: 0 })
    expect(writes().slice(before).map(({ method }) => method)).toEqual(['PATCH'])
    expect(rowOf(row.id)).toMatchObject({ payee_name: 'Renamed Fake', category_name: 'Groceries' })
    const undone = await undoPush(context, done.id)
    expect(undone.counts.updated).toBe(1)
    expect(rowOf(row.id)?.payee_name).not.toBe('Renamed Fake')
  })

  test('leaves alone what was reconciled or deleted there', async () => {
    const [one, other] = await expectedRows(household, household.accounts[1]?.id ?? '')
    const reconciled = rowOf(one.id)
    const gone = rowOf(other.id)
    if (reconciled === undefined || gone === undefined) throw new Error('the rows were not sent')
    reconciled.cleared = 'reconciled'
    gone.deleted = true
    await edit(one.id, { note: 'a note' })
    await edit(other.id, { note: 'a note' })
    const { counts } = await push()
    expect(counts.left).toMatchObject({ 'reconciled-there': 1, 'deleted-there': 1 })
    expect((await push()).counts.left).toMatchObject({ 'reconciled-there': 1, 'deleted-there': 1 })
    expect(rowOf(other.id)).toBeUndefined()
  })

  test('whose answer was lost doubles nothing, and its rows can be taken back', async () => {
    const [row] = await expectedRows(household, household.accounts[2]?.id ?? household.accounts[0]?.id ?? '')
    await edit(row.id, { isHidden: true })
    expect((await push()).counts.deleted).toBe(1)
    const size = living().length
    await edit(row.id, { isHidden: false })
    ynab.loseAnswers(1, 'POST')
    const done = await push()
    expect(done.counts.created).toBe(1)
    expect(living()).toHaveLength(size + 1)
    expect((await undoPush(context, done.id)).counts.deleted).toBe(1)
    expect(living()).toHaveLength(size)
    expect((await push()).counts.created).toBe(1)
  }, 30_000)
})

describe('the hour', () => {
  test('has so many requests; then a push ends and says when to come back', async () => {
    const rows = await expectedRows(household, household.accounts[0]?.id ?? '')
    await edit(rows[3].id, { note: 'a late note' })
    let last = await push()
    for (let pushes = 0; pushes < 220 && last.failure === null; pushes += 1) last = await push()
    expect(last.failure).toMatchObject({ reason: 'rate-limited', actor: 'nobody' })
    expect(last.failure?.message).toContain('YNAB allows 200 requests an hour')
    expect(last.failure?.retryAt).not.toBeNull()
    expect(ynab.seen.length - uncounted).toBe(200)
    const later = new Date(context.now().getTime() + 62 * 60_000)
    expect((await pushLedger({ ...context, now: () => later }, destinationId)).failure).toBeNull()
  }, 60_000)

  test('is counted across pushes, and no token is ever logged', async () => {
    expect((await listPushes(context, { limit: 5 })).pushes[1]?.failure?.reason).toBe('rate-limited')
    expect(household.logged()).not.toContain(ynab.token)
  })
})
