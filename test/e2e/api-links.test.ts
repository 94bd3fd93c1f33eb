import { beforeAll, describe, expect, test } from 'vitest'
import { requestSync } from '../../src/app/request-sync.ts'
import { insertConnection } from '../../src/storage/new-connections.ts'
import { asOwner } from '../../src/app/context.ts'
import type { ConnectionId } from '../../src/domain/ids.ts'
import { linkDemo, openTestHousehold, ORIGIN, signInOverHttp, startDemoLink } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

let household: TestHousehold
let send: TestHousehold['send']
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  send = household.send
})

const connections = async () => (await send('GET', '/connections')).body.connections

describe('connecting', () => {
  test('waits until the person is done, as often as it is asked', async () => {
    const link = await startDemoLink(household, 'demo-marlow')
    expect(link).toMatchObject({
      stage: 'waiting',
      institutionName: 'Marlow & Dene',
      connectionId: null,
      runId: null,
    })
    expect(link.showUrl.startsWith(`${ORIGIN}/demo-bank/`)).toBe(true)
    expect((await send('POST', `/links/${link.id}/check`)).body.stage).toBe('waiting')
    expect((await send('GET', `/links/${link.id}`)).body).toEqual(link)
  })

  test('works without the browser coming back', async () => {
    const link = await startDemoLink(household, 'demo-marlow')
    await signInOverHttp(household.raw, link.showUrl)
    const { body } = await send('POST', `/links/${link.id}/check`)
    expect(body).toMatchObject({
      stage: 'connected',
      connectionId: expect.stringMatching(/^con_/),
      message: null,
    })
    expect((await send('GET', `/runs/${body.runId}`)).body).toMatchObject({
      state: 'queued',
      trigger: 'connect',
    })
  })

  test('comes to one connection when it is asked many times at once', async () => {
    const before = (await connections()).length
    const link = await startDemoLink(household, 'demo-kastanien')
    await signInOverHttp(household.raw, link.showUrl)
    const asked = await Promise.all([1, 2, 3, 4].map(() => send('POST', `/links/${link.id}/check`)))
    expect(new Set(asked.map(({ body }) => body.connectionId)).size).toBe(1)
    expect(asked.every(({ body }) => body.stage === 'connected')).toBe(true)
    expect(await connections()).toHaveLength(before + 1)
  })

  test('stops where the state that comes back is not ours', async () => {
    const before = (await connections()).length
    const link = await startDemoLink(household, 'demo-harborline')
    await signInOverHttp(household.raw, link.showUrl)
    const { body } = await send('POST', `/links/${link.id}/check`, { state: 'forged' })
    expect(body).toMatchObject({ stage: 'declined', declineReason: 'state-mismatch' })
    expect(body.message.happened).toContain("can't be verified")
    // The right state is of no use afterwards.
    expect((await send('POST', `/links/${link.id}/check`)).body.stage).toBe('declined')
    expect(await connections()).toHaveLength(before)
  })

  test('that is left half-way connects nothing and says so', async () => {
    const link = await startDemoLink(household, 'demo-harborline')
    await household.raw(new Request(link.showUrl))
    await household.raw(new Request(`${link.showUrl}/exit`, { method: 'POST' }))
    const { body } = await send('POST', `/links/${link.id}/check`)
    expect(body).toMatchObject({ stage: 'declined', declineReason: 'exited', connectionId: null })
    expect(body.message.yourTransactions).toContain('Nothing was connected')
  })

  test('refuses a bank that is not there', async () => {
    const wish = { institutionId: 'demo-nonsense', provider: 'plaid', isDemo: true, country: 'US' }
    expect((await send('POST', '/links', wish)).status).toBe(404)
    expect((await send('POST', '/links', { ...wish, provider: 'nonsense' })).status).toBe(502)
    expect((await send('POST', '/links', { ...wish, provider: 'nonsense' })).body.actor).toBe('us')
  })

  test('keeps no state, token or credential readable in the database', async () => {
    const link = await startDemoLink(household, 'demo-harborline')
    const returned = new URL(await signInOverHttp(household.raw, link.showUrl))
    const state = returned.searchParams.get('state') ?? ''
    expect(state.length).toBeGreaterThanOrEqual(43)
    await send('POST', `/links/${link.id}/check`, { state })
    const rows = await asOwner(household.context, async (tx) => [
      ...(await tx.selectFrom('linkSession').selectAll().execute()),
      ...(await tx.selectFrom('credential').selectAll().execute()),
    ])
    const dump = rows
      .map((row) =>
        Object.values(row)
          .map((value) => String(value instanceof Buffer ? value.toString('latin1') : value))
          .join(),
      )
      .join()
    expect(dump).not.toContain(state)
    expect(dump).not.toMatch(/"accessToken"|access-/)
  })
})

describe('two wishes to sync', () => {
  test('at once are one run, which can be cancelled once', async () => {
    const { connectionId, runId } = await linkDemo(household, 'demo-cedar')
    const asked = await Promise.all([1, 2, 3].map(() => send('POST', `/connections/${connectionId}/sync`)))
    expect(asked.map(({ status, body }) => [status, body.id])).toEqual(
      Array.from({ length: 3 }, () => [200, runId]),
    )
    expect((await send('POST', `/runs/${runId}/cancel`)).body.state).toBe('cancelled')
    const again = await send('POST', `/runs/${runId}/cancel`)
    expect(again.status).toBe(409)
    expect((await send('POST', `/connections/${connectionId}/sync`)).status).toBe(202)
  })
})

describe('a dry run', () => {
  test('never joins a run that saves', async () => {
    const { connectionId } = await linkDemo(household, 'demo-cedar')
    const dry = requestSync(household.context, connectionId, { isDryRun: true })
    await expect(dry).rejects.toMatchObject({ code: 'busy', message: expect.stringMatching(/under way/) })
  })
})

describe('a paused connection', () => {
  test('says so and goes on when resumed', async () => {
    const { connectionId } = await linkDemo(household, 'demo-harborline')
    const { body: paused } = await send('POST', `/connections/${connectionId}/pause`)
    expect(paused).toMatchObject({ status: 'paused', action: 'resume' })
    const { body: resumed } = await send('POST', `/connections/${connectionId}/resume`)
    expect(resumed.status).not.toBe('paused')
    expect(resumed.nextDueAt).not.toBeNull()
  })
})

describe('a household', () => {
  test('never holds demo and real banks together', async () => {
    const wish = { institutionId: 'ins_1', provider: 'plaid', isDemo: false, country: 'US' }
    const refused = await send('POST', '/links', wish)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ type: '/problems/household-mixed', actor: 'user' })

    const other = await openTestHousehold({ hasWorker: false })
    const link = await startDemoLink(other, 'demo-marlow')
    await signInOverHttp(other.raw, link.showUrl)
    await asOwner(other.context, (tx) =>
      insertConnection(tx, other.context.ownerId, {
        id: other.context.newId() as ConnectionId,
        provider: 'plaid',
        isDemo: false,
        connectionSourceId: 'connection-fake-1',
        institutionSourceId: null,
        institutionName: 'A Real Bank',
        country: 'US',
        askedHistoryDays: 730,
      }),
    )
    // Begun while the household was empty, it must not complete any more.
    expect((await other.send('POST', `/links/${link.id}/check`)).status).toBe(409)
    expect((await other.send('GET', '/overview')).body.household).toBe('real')
    expect((await other.send('POST', '/demo/advance', { days: 1 })).status).toBe(409)
    expect((await other.send('POST', '/demo/remove')).status).toBe(409)
    expect((await other.send('GET', '/connections')).body.connections).toHaveLength(1)
  })
})
