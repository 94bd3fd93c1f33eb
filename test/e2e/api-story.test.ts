import { beforeAll, describe, expect, test } from 'vitest'
import { connectDemo, openTestHousehold, runEnded, signInOverHttp } from '../support/household.ts'
import type { Answer, TestHousehold } from '../support/household.ts'

const text = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'))

describe('a person connects a demo bank, syncs, imports a file and disconnects', () => {
  let household: TestHousehold
  let send: TestHousehold['send']
  let connectionId = ''
  let accountIds: string[] = []

  beforeAll(async () => {
    household = await openTestHousehold()
    send = household.send
  })

  const total = async (): Promise<number> => (await send('GET', '/transactions?limit=1')).body.total

  test('at first there is an empty household and demo banks are offered', async () => {
    const { body } = await send('GET', '/overview')
    expect(body).toMatchObject({ household: 'empty', demoDay: null, accountCount: 0, transactionCount: 0 })
    const { institutions } = (await send('GET', '/institutions?country=FR')).body
    expect(institutions.length).toBeGreaterThanOrEqual(3)
    expect(institutions.every((each: { isDemo: boolean }) => each.isDemo)).toBe(true)
  })

  test("the history of two years arrives through the bank's own pages", async () => {
    const { run, link, connectionId: id } = await connectDemo(household, 'demo-harborline')
    connectionId = id
    expect(link).toMatchObject({ stage: 'connected', message: null })
    expect(run).toMatchObject({ state: 'succeeded', trigger: 'connect', step: 'done', rejected: [] })
    expect(run.counts.fetched).toBe(
      run.counts.added + run.counts.updated + run.counts.unchanged + run.counts.ignored,
    )
    const { body } = await send('GET', `/connections/${connectionId}`)
    expect(body).toMatchObject({
      isDemo: true,
      isDisconnected: false,
      status: 'ok',
      message: null,
      action: null,
    })
    expect(body.accounts.length).toBeGreaterThanOrEqual(5)
    accountIds = body.accounts.map(({ id: accountId }: { id: string }) => accountId)
    expect(await total()).toBeGreaterThanOrEqual(2_000)
    const newest = (await send('GET', '/transactions?limit=1')).body.transactions[0]
    const monthsBefore = new Date(Date.parse(newest.on) - 23 * 30.5 * 86_400_000).toISOString().slice(0, 10)
    expect((await send('GET', `/transactions?limit=1&to=${monthsBefore}`)).body.total).toBeGreaterThan(0)
  })

  test('a second sync adds nothing', async () => {
    const before = await total()
    const asked = await send('POST', `/connections/${connectionId}/sync`)
    expect(asked.status).toBe(202)
    expect(asked.headers.get('location')).toBe(`/api/v1/runs/${asked.body.id}`)
    const run = await runEnded(send, asked.body.id)
    expect(run).toMatchObject({ state: 'succeeded', counts: { added: 0, updated: 0 } })
    expect(await total()).toBe(before)
  })

  test('keyset pages show every transaction once, newest first', async () => {
    const seen: { id: string; on: string }[] = []
    let cursor: string | null = null
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`
      const { body }: Answer = await send('GET', `/transactions?limit=500${query}`)
      seen.push(...body.transactions)
      cursor = body.nextCursor
    } while (cursor !== null)
    expect(seen).toHaveLength(await total())
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    expect(seen.map(({ on }) => on)).toEqual(
      seen
        .map(({ on }) => on)
        .toSorted()
        .toReversed(),
    )
  })

  test('the sums of accounts are the balances that the bank tells', async () => {
    const { accounts } = (await send('GET', '/accounts')).body
    const checked = accounts.filter(
      (each: { balance: { kind: string } | null }) => each.balance?.kind === 'booked',
    )
    expect(checked.length).toBeGreaterThan(0)
    for (const account of checked) {
      const { body } = await send('GET', `/transactions?limit=1&accountId=${account.id}`)
      expect(body.sums[0].currency).toBe(account.currency)
      expect(body.total).toBe(account.transactionCount)
    }
  })

  test('what the person decides survives later syncs', async () => {
    const before = (await send('GET', '/transactions?limit=1&status=posted')).body.transactions[0]
    const edited = await send('PATCH', `/transactions/${before.id}`, {
      category: null,
      note: 'with Kim',
      payoree: 'Kim',
    })
    expect(edited.body).toMatchObject({ payoree: 'Kim', note: 'with Kim', category: null, isEdited: true })
    const { body: run } = await send('POST', `/connections/${connectionId}/sync`)
    await runEnded(send, run.id)
    const { body } = await send('GET', `/transactions/${before.id}`)
    expect(body).toMatchObject({
      payoree: 'Kim',
      note: 'with Kim',
      isEdited: true,
      description: before.description,
    })
    expect(body.records[0]).toMatchObject({ source: 'Harborline Bank', version: 1, isRemoved: false })
    expect((await send('GET', '/transactions?text=with%20kim')).body.total).toBe(1)
  })

  test('days that pass at the bank bring news, and pending ones post without doubles', async () => {
    const { body: before } = await send('GET', '/overview')
    const { body: after } = await send('POST', '/demo/advance', { days: 5 })
    expect(Date.parse(after.demoDay) - Date.parse(before.demoDay)).toBe(5 * 86_400_000)
    const { body: asked } = await send('POST', `/connections/${connectionId}/sync`)
    const run = await runEnded(send, asked.id)
    expect(run.state).toBe('succeeded')
    expect(run.counts.added + run.counts.updated).toBeGreaterThan(0)
    const { body: again } = await send('POST', `/connections/${connectionId}/sync`)
    expect((await runEnded(send, again.id)).counts).toMatchObject({ added: 0, updated: 0, removed: 0 })
  })

  test('a file goes into the same ledger, and the same file again adds nothing', async () => {
    const account = (await send('POST', '/accounts', { name: 'Till', kind: 'cash', currency: 'EUR' })).body
    const csv = text(['Date,Description,Amount', '2026-10-20,Lamp oil,-4.50', '2026-10-21,Wages,2500.00'])
    const before = await total()
    for (const round of [0, 1]) {
      const { body: file } = await send('POST', '/files', csv, {
        'x-file-name': encodeURIComponent('Käse.csv'),
      })
      expect(file).toMatchObject({ name: 'Käse.csv', sizeBytes: csv.length })
      const wish = { accountId: account.id, answers: {} }
      const { body: preview } = await send('POST', `/files/${file.fileId}/preview`, wish)
      expect(preview.reading).toMatchObject({
        kind: 'read',
        counts: { added: round === 0 ? 2 : 0, rejected: 0 },
      })
      expect(preview.importedBeforeAt === null).toBe(round === 0)
      const { planHash } = preview.reading
      const imported = await send('POST', `/files/${file.fileId}/import`, { ...wish, planHash })
      expect(imported.body.counts).toMatchObject({
        added: round === 0 ? 2 : 0,
        unchanged: round === 0 ? 0 : 2,
      })
    }
    expect(await total()).toBe(before + 2)
    const { sums } = (await send('GET', '/transactions?limit=1')).body
    expect(sums.map(({ currency }: { currency: string }) => currency)).toEqual(['EUR', 'USD'])
  })

  test("disconnecting ends the bank's access and keeps the history", async () => {
    const before = await total()
    const { status, body } = await send('POST', `/connections/${connectionId}/disconnect`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ isDisconnected: true, action: null })
    expect(await total()).toBe(before)
    expect((await send('POST', `/connections/${connectionId}/disconnect`)).status).toBe(200)
    const refused = await send('POST', `/connections/${connectionId}/sync`)
    expect(refused.status).toBe(409)
    expect(refused.body.detail).toContain('still here')
  })

  test('connecting the same bank anew goes on with the same accounts and doubles nothing', async () => {
    const before = await total()
    const { run, connectionId: next } = await connectDemo(household, 'demo-harborline')
    expect(run.state).toBe('succeeded')
    expect(next).not.toBe(connectionId)
    const { accounts } = (await send('GET', `/connections/${next}`)).body
    expect(accounts.map(({ id }: { id: string }) => id).toSorted()).toEqual(accountIds.toSorted())
    expect(await total()).toBe(before)
  })

  test('nothing that was logged holds a credential', () => {
    expect(household.logged()).not.toMatch(/access-(sandbox|demo|production)|demo-fake-secret/)
  })

  test("removing the demo leaves the person's own file and nothing made up", async () => {
    const { body } = await send('POST', '/demo/remove')
    expect(body).toMatchObject({ household: 'empty', demoDay: null, accountCount: 1, transactionCount: 2 })
    expect((await send('GET', '/connections')).body.connections).toEqual([])
    expect((await send('GET', '/runs')).body).toEqual({ runs: [], nextCursor: null })
  })
})

describe('a connection that needs a new sign-in', () => {
  test('says so, is repaired in place and catches up', async () => {
    const household = await openTestHousehold()
    const { send, raw } = household
    const { connectionId } = await connectDemo(household, 'demo-cedar')
    await send('POST', '/demo/advance', { days: 12 })
    const { body: asked } = await send('POST', `/connections/${connectionId}/sync`)
    expect(await runEnded(send, asked.id)).toMatchObject({
      state: 'needs-user',
      error: { kind: 'needsUser' },
    })
    const { body: stuck } = await send('GET', `/connections/${connectionId}`)
    expect(stuck).toMatchObject({ status: 'reauth', action: 'reconnect' })
    expect(stuck.message.happened).toMatch(/sign in again/)
    expect((await send('GET', '/overview')).body.needsYou).toBe(1)
    const { body: link } = await send('POST', `/connections/${connectionId}/repair`)
    await signInOverHttp(raw, link.showUrl)
    const { body: done } = await send('POST', `/links/${link.id}/check`)
    expect(done).toMatchObject({ stage: 'connected', connectionId })
    const run = await runEnded(send, done.runId)
    expect(run).toMatchObject({ state: 'succeeded', trigger: 'repair' })
    expect((await send('GET', `/connections/${connectionId}`)).body).toMatchObject({
      status: 'ok',
      action: null,
    })
  })
})
