import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestFirefly } from '../../src/destinations/firefly/testing/server.ts'
import type { TestFirefly } from '../../src/destinations/firefly/testing/server.ts'
import { countRows, expectedRows, openPushHousehold, singleRows, transferLegs } from './pushing.ts'
import type { PushHousehold } from './pushing.ts'

let household: PushHousehold
let firefly: TestFirefly
let destinationId: string
const FROM = '2000-01-01'

const writes = () => firefly.seen.filter(({ method }) => method !== 'GET')
const pushNow = async () => {
  const { body: begun, status } = await household.send('POST', `/destinations/${destinationId}/pushes`)
  expect(status).toBe(202)
  return ended(begun.id)
}
const ended = async (id: string) => {
  for (;;) {
    const { body } = await household.send('GET', `/pushes/${id}`)
    if (body.state !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
const undo = async (id: string) => ended((await household.send('POST', `/pushes/${id}/undo`)).body.id)

function addsUp({ counts }: { counts: Record<string, unknown> }): boolean {
  const { total, left: _left, held: _held, ...parts } = counts as Record<string, number>
  return total === Object.values(parts).reduce((sum, each) => sum + each, 0)
}

beforeAll(async () => {
  household = await openPushHousehold()
  firefly = await startTestFirefly()
  household.accounts.forEach(({ name, currency }, index) => {
    firefly.accounts.set(String(index + 1), { name, currency_code: currency, active: true })
  })
}, 60_000)
afterAll(() => firefly.close())

describe('a destination', () => {
  test('with a wrong token is refused in words, and nothing is kept', async () => {
    const settings = { address: firefly.address, token: 'wrong-fake' }
    const { status, body } = await household.send('POST', '/destinations', { program: 'firefly', settings })
    expect(status).toBe(409)
    expect(body.detail).toContain("doesn't take the access token")
    expect(body.actor).toBe('user')
    expect(await countRows(household, 'destination')).toBe(0)
  })

  test('must be reached over https unless it is on this machine', async () => {
    const settings = { address: 'http://firefly.example', token: 'wrong-fake' }
    const { body } = await household.send('POST', '/destinations', { program: 'firefly', settings })
    expect(body.detail).toContain('https://')
  })

  test('is set up, and never shows its token again', async () => {
    const settings = { address: firefly.address, token: firefly.token }
    const { status, body } = await household.send('POST', '/destinations', { program: 'firefly', settings })
    expect(status).toBe(201)
    destinationId = body.id
    expect(JSON.stringify((await household.send('GET', '/destinations')).body)).not.toContain(firefly.token)
  })

  test('is told which account goes where', async () => {
    const { body } = await household.send('GET', `/destinations/${destinationId}/accounts`)
    expect(body.theirAccounts).toHaveLength(household.accounts.length)
    const accounts = household.accounts.map(({ id }, index) => {
      return { accountId: id, theirAccountId: String(index + 1), sendsFromOn: FROM }
    })
    const mapped = await household.send('PUT', `/destinations/${destinationId}/accounts`, { accounts })
    expect(mapped.body.accounts).toHaveLength(accounts.length)
  })
})

describe('a push', () => {
  test('is planned without a write here or there', async () => {
    const before = await countRows(household, 'push')
    const { status, body } = await household.send('GET', `/destinations/${destinationId}/plan`)
    expect(status).toBe(200)
    expect(body.counts.created).toBeGreaterThan(20)
    expect(body.words).toMatch(/^Would send \d+/)
    expect(addsUp(body)).toBe(true)
    expect(writes()).toEqual([])
    expect(await countRows(household, 'push')).toBe(before)
    expect(await countRows(household, 'pushed_transaction')).toBe(0)
  })

  test('sends the ledger, to the last cent, and holds what is pending or in question', async () => {
    const push = await pushNow()
    expect(push.failure).toBeNull()
    expect(push.state).toBe('succeeded')
    expect(addsUp(push)).toBe(true)
    for (const [index, { id }] of household.accounts.entries()) {
      const expected = (await expectedRows(household, id)).filter(({ status }) => status === 'posted')
      const sum = expected.reduce((total, { amount }) => total + BigInt(amount.minor), 0n)
      const theirId = String(index + 1)
      const held = [...firefly.groups.values()].flat().filter((each) =>
        [each.source_id, each.destination_id].includes(theirId),
      )
      expect(held).toHaveLength(expected.length)
      const heldSum = held.reduce((total, { source_id, amount }) => {
        const minor = BigInt(amount.replace('.', ''))
        return source_id === theirId ? total - minor : total + minor
      }, 0n)
      expect(heldSum).toBe(sum)
    }
  })

  test('changes nothing the second time', async () => {
    const before = writes().length
    const push = await pushNow()
    expect(push.counts.unchanged).toBeGreaterThan(20)
    expect(push.words).toMatch(/^Nothing new to send\./)
    expect(writes()).toHaveLength(before)
  })

  test('sends an edit as one update, which its undo takes back', async () => {
    const [row] = await singleRows(household, household.accounts[1]?.id ?? '')
    await household.send('PATCH', `/transactions/${row.id}`, { payoree: 'Renamed Fake', note: 'a note' })
    const before = writes().length
    const push = await pushNow()
    expect(push.counts).toMatchObject({ updated: 1, created: 0, deleted: 0 })
    expect(writes().slice(before).map(({ method }) => method)).toEqual(['PUT'])
    const renamed = () => [...firefly.groups.values()].flat().filter(({ source_name, destination_name }) =>
      [source_name, destination_name].includes('Renamed Fake'),
    )
    expect(renamed()).toHaveLength(1)
    expect(renamed()[0]?.notes).toBe('a note')
    const undone = await undo(push.id)
    expect(undone.counts).toMatchObject({ total: 1, updated: 1 })
    expect(renamed()).toEqual([])
    expect((await pushNow()).counts.updated).toBe(1)
  })

  test('leaves alone what was changed there, and says so', async () => {
    const [row] = await singleRows(household, household.accounts[1]?.id ?? '')
    const importId = `t${row.id.slice(4)}-00`
    const [theirs] = [...firefly.groups.values()].flat().filter(({ external_id }) => external_id === importId)
    if (theirs === undefined) throw new Error('the row was not sent')
    theirs.description = 'mine now'
    await household.send('PATCH', `/transactions/${row.id}`, { payoree: 'Renamed Again Fake' })
    const push = await pushNow()
    expect(push.counts.left['changed-there']).toBe(1)
    expect(push.words).toContain('1 changed there, left alone.')
    expect(theirs.description).toBe('mine now')
    expect(theirs.destination_name).not.toBe('Renamed Again Fake')
  })

  test('removes there what was hidden here, and its undo makes it again', async () => {
    const row = (await singleRows(household, household.accounts[1]?.id ?? '')).at(-1)
    await household.send('PATCH', `/transactions/${row.id}`, { isHidden: true })
    const size = firefly.groups.size
    const push = await pushNow()
    expect(push.counts.deleted).toBe(1)
    expect(firefly.groups.size).toBe(size - 1)
    const undone = await undo(push.id)
    expect(undone.counts.created).toBe(1)
    expect(firefly.groups.size).toBe(size)
    expect((await pushNow()).counts.deleted).toBe(1)
    await household.send('PATCH', `/transactions/${row.id}`, { isHidden: false })
    expect((await pushNow()).counts.created).toBe(1)
    expect(firefly.groups.size).toBe(size)
  })
})

describe('a transfer between two accounts that are sent', () => {
  const transfers = () => [...firefly.groups.values()].flat().filter(({ type }) => type === 'transfer')
  const importIdOf = (id: string) => `t${id.slice(4)}-00`

  test('is one row there, with the import id of the leg that paid', async () => {
    const legs = await transferLegs(household)
    expect(legs.length).toBeGreaterThan(0)
    const sent = transfers().map(({ external_id }) => external_id)
    expect(new Set(sent)).toEqual(new Set(legs.map(([out]) => importIdOf(out))))
    expect(sent).toHaveLength(legs.length)
  })

  test('of which one leg is hidden is left alone and told; with both it goes, and comes back', async () => {
    const size = transfers().length
    const [[out, other] = ['', '']] = await transferLegs(household)
    await household.send('PATCH', `/transactions/${other}`, { isHidden: true })
    const half = await pushNow()
    expect(half.counts.left['transfer-changed']).toBe(1)
    expect(transfers()).toHaveLength(size)
    await household.send('PATCH', `/transactions/${out}`, { isHidden: true })
    expect((await pushNow()).counts).toMatchObject({ deleted: 1, created: 0 })
    expect(transfers()).toHaveLength(size - 1)
    for (const id of [out, other]) await household.send('PATCH', `/transactions/${id}`, { isHidden: false })
    expect((await pushNow()).counts).toMatchObject({ deleted: 0, created: 2 })
    expect(transfers()).toHaveLength(size)
    expect((await pushNow()).words).toMatch(/^Nothing new to send\./)
  })
})

describe('faults of the other side', () => {
  const hideOne = async (index: number, isHidden: boolean) => {
    const rows = await singleRows(household, household.accounts[1]?.id ?? '')
    await household.send('PATCH', `/transactions/${rows[index].id}`, { isHidden })
    return rows[index].id as string
  }

  test('are tried again: a 503 and a 429 pass', async () => {
    const id = await hideOne(2, true)
    firefly.fail(1, 503, {}, 'DELETE')
    firefly.fail(1, 429, { 'retry-after': '1' }, 'DELETE')
    expect((await pushNow()).counts.deleted).toBe(1)
    await household.send('PATCH', `/transactions/${id}`, { isHidden: false })
  }, 30_000)

  test('do not double a row whose answer was lost', async () => {
    const size = firefly.groups.size
    firefly.loseAnswers(1, 'POST')
    const push = await pushNow()
    expect(push.counts.created).toBe(1)
    expect(firefly.groups.size).toBe(size + 1)
  }, 30_000)

  test('that stay are told, with who must act', async () => {
    await hideOne(2, true)
    firefly.fail(1, 429, { 'retry-after': '3600' }, 'GET')
    const push = await pushNow()
    expect(push.state).toBe('failed')
    expect(push.failure).toMatchObject({ reason: 'rate-limited', actor: 'nobody' })
    expect(push.failure.message).toContain('allows no more requests for now')
    expect(push.failure.retryAt).not.toBeNull()
    expect(household.logged()).not.toContain(firefly.token)
  })
})

describe('an undo', () => {
  test('of the first push removes what it sent, and keeps what was changed there since', async () => {
    const { body } = await household.send('GET', '/pushes')
    const first = body.pushes.at(-1)
    const undone = await undo(first.id)
    expect(undone.failure).toBeNull()
    expect(undone.counts.deleted).toBeGreaterThan(20)
    expect(undone.counts.left['changed-there']).toBeGreaterThan(0)
    expect([...firefly.groups.values()].flat().some(({ description }) => description === 'mine now')).toBe(true)
    expect(addsUp(undone)).toBe(true)
  })
})
