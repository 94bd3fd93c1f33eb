// A demo bank's ledger in Actual Budget: its own client sends, its own server keeps, and its own client on another
// device tells what is there.
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDestination } from '../../src/app/connect-destination.ts'
import type { AppContext } from '../../src/app/context.ts'
import { mapDestinationAccounts, showDestinationAccounts } from '../../src/app/map-destination-accounts.ts'
import { planPush } from '../../src/app/plan-push.ts'
import { pushLedger } from '../../src/app/push-ledger.ts'
import { undoPush } from '../../src/app/undo-push.ts'
import { actualAdapter } from '../../src/destinations/actual/adapter.ts'
import type { DestinationAdapter, DestinationSession } from '../../src/destinations/contract.ts'
import { createDestinations } from '../../src/destinations/destinations.ts'
import { countRows, expectedRows, openPushHousehold } from '../push/pushing.ts'
import type { PushHousehold } from '../push/pushing.ts'
import { openDevice } from './actual-client.ts'
import type { Device, TheirLedger } from './actual-client.ts'
import { noServer, startActualServer } from './actual-server.ts'
import type { ActualServer } from './actual-server.ts'

const FROM = '2000-01-01'

describe.skipIf(noServer !== null)(noServer ?? 'Actual Budget', { timeout: 180_000 }, () => {
  let household: PushHousehold
  let context: AppContext
  let server: ActualServer
  let device: Device
  let destinationId: string
  /** Set, it happens in the next call of `create`. */
  let inCreate: ((pid: number) => Promise<void> | void) | null = null

  const push = () => pushLedger(context, destinationId)
  const read = () => device({ do: 'read' })
  const rowCount = (ledger: TheirLedger) => ledger.reduce((sum, { rows }) => sum + rows.length, 0)
  const ours = (ledger: TheirLedger, transactionId: string) => {
    const start = `t${transactionId.slice(4)}-`
    return ledger.flatMap(({ rows }) => rows).filter(({ imported_id }) => imported_id?.startsWith(start))
  }
  const edit = (id: string, change: object) => household.send('PATCH', `/transactions/${id}`, change)
  const settings = () => ({ address: server.address, password: server.password })

  /** The adapter, with what happens in the middle of a call. */
  const disturbed: DestinationAdapter = {
    manifest: { ...actualAdapter.manifest, rowsPerCallMax: 25 },
    open: async (given, secrets, deps) => {
      let pid = 0
      const session = await actualAdapter.open(given, secrets, {
        ...deps,
        log: (event, facts) => {
          pid = Number(facts['pid'] ?? pid)
          deps.log(event, facts)
        },
      })
      const create: DestinationSession['create'] = async (account, rows) => {
        const happening = inCreate
        inCreate = null
        const sent = session.create(account, rows)
        await happening?.(pid)
        return sent
      }
      return { ...session, create }
    },
  }

  beforeAll(async () => {
    household = await openPushHousehold()
    server = await startActualServer()
    device = openDevice(server.address, server.password)
    await device({ do: 'make budget', accounts: household.accounts.map(({ name }) => name) })
    const { log } = household.context
    const destinations = createDestinations({ adapters: [disturbed], home: household.config.home, log })
    context = { ...household.context, destinations }
  }, 120_000)
  afterAll(() => server?.close())

  test('is not taken with a wrong password or a budget that is not there', async () => {
    const wrong = { program: 'actual', settings: { ...settings(), password: 'wrong-fake' } }
    await expect(connectDestination(context, wrong)).rejects.toThrow("Actual Budget doesn't take the password")
    const other = { program: 'actual', settings: { ...settings(), budget: 'Another' } }
    await expect(connectDestination(context, other)).rejects.toThrow('You have: Fake household')
    const open = { program: 'actual', settings: { ...settings(), address: 'http://actual.example' } }
    await expect(connectDestination(context, open)).rejects.toThrow('https://')
    expect(await countRows(household, 'destination')).toBe(0)
  })

  test('is set up with its accounts', async () => {
    const made = await connectDestination(context, { program: 'actual', settings: settings() })
    destinationId = made.id
    const { theirAccounts } = await showDestinationAccounts(context, destinationId)
    const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name).toSorted()
    expect(namesOf(theirAccounts)).toEqual(namesOf(household.accounts))
    const wishes = household.accounts.map(({ id, name }) => {
      const theirAccountId = theirAccounts.find((each) => each.name === name)?.id ?? ''
      return { accountId: id, theirAccountId, sendsFromOn: FROM }
    })
    await mapDestinationAccounts(context, destinationId, wishes)
  })

  test('gets nothing of a dry run', async () => {
    const plan = await planPush(context, destinationId)
    expect(plan.counts.created).toBeGreaterThan(20)
    expect(rowCount(await read())).toBe(0)
  })

  test('keeps a person\'s own row of the same day and amount beside ours', async () => {
    const [row] = await expectedRows(household, household.accounts[0]?.id ?? '')
    const account = (await read()).find(({ name }) => name === household.accounts[0]?.name)
    const typedIn = { date: row.on, amount: Number(row.amount.minor), payee_name: 'Typed in' }
    await device({ do: 'add', accountId: account?.id ?? '', rows: [typedIn] })
    inCreate = (pid) => void process.kill(pid, 'SIGKILL')
    const killed = await push()
    expect(killed.failure?.message).toContain('ended before its time')
    expect(['failed', 'partly']).toContain(killed.state)
  })

  test('holds the ledger to the last cent, though a push was killed before', async () => {
    const done = await push()
    expect(done.failure).toBeNull()
    expect(done.state).toBe('succeeded')
    const ledger = await read()
    for (const { id, name } of household.accounts) {
      const expected = await expectedRows(household, id)
      const theirs = ledger.find((each) => each.name === name)
      const sent = (theirs?.rows ?? []).filter(({ imported_id }) => imported_id !== null)
      expect(sent).toHaveLength(expected.length)
      expect(new Set(sent.map(({ imported_id }) => imported_id)).size).toBe(expected.length)
      const sum = expected.reduce((total, { amount }) => total + Number(amount.minor), 0)
      expect(sent.reduce((total, { amount }) => total + amount, 0)).toBe(sum)
      const pending = expected.filter(({ status }) => status === 'pending').length
      expect(sent.filter(({ cleared }) => !cleared)).toHaveLength(pending)
    }
    expect(ledger.flatMap(({ rows }) => rows).filter(({ payee }) => payee === 'Typed in')).toHaveLength(1)
  })

  test('is not changed by a second push', async () => {
    const before = await read()
    const done = await push()
    expect(done.words).toMatch(/^Nothing new to send\./)
    expect(await read()).toEqual(before)
  })

  test('gets an edit as one update, which its undo takes back', async () => {
    const [row] = await expectedRows(household, household.accounts[0]?.id ?? '')
    const [before] = ours(await read(), row.id)
    await edit(row.id, { payoree: 'Renamed Fake', note: 'a note' })
    const done = await push()
    expect(done.counts).toMatchObject({ updated: 1, created: 0, deleted: 0 })
    expect(ours(await read(), row.id)).toMatchObject([{ payee: 'Renamed Fake', notes: 'a note' }])
    const undone = await undoPush(context, done.id)
    expect(undone.counts.updated).toBe(1)
    expect(ours(await read(), row.id)).toEqual([before])
  })

  test('keeps what was changed there', async () => {
    const [, row] = await expectedRows(household, household.accounts[0]?.id ?? '')
    const [theirs] = ours(await read(), row.id)
    await device({ do: 'change', id: theirs?.id ?? '', fields: { notes: 'mine now' } })
    await edit(row.id, { payoree: 'Renamed Again Fake' })
    const done = await push()
    expect(done.counts.left['changed-there']).toBe(1)
    expect(ours(await read(), row.id)).toMatchObject([{ notes: 'mine now', payee: theirs?.payee }])
  })

  test('loses what was hidden here, and its undo makes it again', async () => {
    const row = (await expectedRows(household, household.accounts[0]?.id ?? '')).at(-1)
    const [before] = ours(await read(), row.id)
    await edit(row.id, { isHidden: true })
    const done = await push()
    expect(done.counts.deleted).toBe(1)
    expect(ours(await read(), row.id)).toEqual([])
    await undoPush(context, done.id)
    const { amount, date, payee } = before ?? {}
    expect(ours(await read(), row.id)).toMatchObject([{ amount, date, payee }])
  })

  test('that is down is told in words, and nothing is lost', async () => {
    await server.stop()
    const done = await push()
    expect(done.state).toBe('failed')
    expect(done.failure).toMatchObject({ reason: 'unreachable', actor: 'nobody' })
    expect(done.failure?.message).toContain("can't be reached")
    await server.start()
    expect((await push()).failure).toBeNull()
  })

  test('loses what the pushes made by an undo of each, but for what was changed there', async () => {
    const { body } = await household.send('GET', '/pushes')
    for (const { id, kind, counts } of body.pushes) {
      if (kind === 'push' && counts.created > 0) expect((await undoPush(context, id)).failure).toBeNull()
    }
    const left = (await read()).flatMap(({ rows }) => rows)
    expect(left.some(({ notes }) => notes === 'mine now')).toBe(true)
    expect(left.some(({ payee }) => payee === 'Typed in')).toBe(true)
    expect(left.length).toBeLessThan(30)
  })

  test('leaves no copy of the budget and no password behind', () => {
    const folders = fs.readdirSync(path.join(household.config.home, 'destinations'))
    for (const folder of folders) {
      expect(fs.readdirSync(path.join(household.config.home, 'destinations', folder))).toEqual([])
    }
    expect(household.logged()).not.toContain(server.password)
  })
})
