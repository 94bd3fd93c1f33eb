// Rules that tell of a transaction when it newly arrives: once, with the import that brings it, and gone with its undo.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asOwner } from '../../src/app/context.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-alerts-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

let household: TestHousehold
let today: CalendarDate
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  today = household.context.now().toISOString().slice(0, 10) as CalendarDate
  await imported('first', [row(-1, 'OLD LANDLORD', '-900.00')], '--new-account', 'Test', '--currency', 'USD')
})

const row = (daysOff: number, text: string, amount: string) => `${addDays(today, daysOff)},${text},${amount}\n`

async function imported(name: string, rows: readonly string[], ...args: string[]) {
  const file = path.join(folder, `${name}.csv`)
  fs.writeFileSync(file, `Date,Description,Amount\n${rows.join('')}`)
  const done = await runIn(household, 'import', file, '--json', ...args)
  expect(done, done.said).toMatchObject({ code: 0 })
  return done.json()
}

const rule = (value: string, more: object = {}) => ({
  name: `About ${value}`,
  condition: { field: 'description', test: 'contains', value },
  actions: [{ set: 'alert' }],
  ...more,
})
const save = async (value: string, options: object = {}, more: object = {}) =>
  (await household.send('POST', '/rules', { rule: rule(value, more), ...options })).body
const alerts = async (query = '') => (await household.send('GET', `/alerts${query}`)).body
const accountId = async () => String((await household.send('GET', '/accounts')).body.accounts[0].id)
const lastBatch = async () => String((await household.send('GET', '/batches')).body.batches[0].id)
const notices = async () =>
  asOwner(household.context, (tx) =>
    tx.selectFrom('outbox').select('facts').where('kind', '=', 'alerts.raised').orderBy('id').execute(),
  )

beforeEach(async () => {
  await household.send('POST', '/alerts/seen')
  for (const known of (await household.send('GET', '/rules')).body.rules) {
    await household.send('DELETE', `/rules/${known.id}`)
  }
})

describe('a rule that alerts', () => {
  test('tells of what newly arrives, once, and of nothing that is there already', async () => {
    const saved = await save('landlord')
    expect(saved).toMatchObject({ wouldAlert: 1, changed: 0 })
    expect(await alerts()).toMatchObject({ unseen: 0, alerts: [] })
    const rows = [row(-1, 'OLD LANDLORD', '-900.00'), row(0, 'NEW LANDLORD', '-950.00'), row(0, 'BAKERY', '-3.00')]
    await imported('second', rows, '--account', await accountId())
    const told = await alerts()
    expect(told).toMatchObject({
      unseen: 1,
      alerts: [{ ruleId: saved.ruleId, ruleName: 'About landlord', seenAt: null, transaction: { description: 'NEW LANDLORD' } }],
    })
    await imported('again', [...rows, row(0, 'KIOSK', '-1.00')], '--account', await accountId())
    expect((await alerts()).unseen).toBe(1)
  })

  test('is asked only where no rule above stops', async () => {
    await save('stopped', {}, { actions: [{ set: 'tag', name: 'x' }], stops: true })
    await save('stopped corner')
    await imported('stops', [row(0, 'STOPPED CORNER', '-5.00')], '--account', await accountId())
    expect((await alerts()).unseen).toBe(0)
  })

  test('goes with the import that it is about when that is undone, and tells again when it comes again', async () => {
    await save('florist')
    const rows = [row(0, 'FLORIST', '-20.00'), row(-2, 'FLORIST', '-25.00')]
    await imported('florist', rows, '--account', await accountId())
    expect((await alerts()).unseen).toBe(2)
    expect((await runIn(household, 'undo', await lastBatch())).code).toBe(0)
    expect(await alerts('?isSeenToo=true')).toMatchObject({ unseen: 0 })
    await imported('florist', rows, '--account', await accountId())
    expect((await alerts()).unseen).toBe(2)
  })

  test('leaves one notice for each import, which names the import and nothing of the person', async () => {
    await save('notary')
    const before = (await notices()).length
    await imported('notary', [row(0, 'NOTARY', '-1.00'), row(0, 'NOTARY', '-2.00')], '--account', await accountId())
    const after = await notices()
    expect(after).toHaveLength(before + 1)
    expect(Object.keys(after.at(-1)?.facts as object)).toEqual(['batchId'])
  })

  test('says before it is saved how often it would have told in the last 90 days, and tells of them where asked', async () => {
    const rows = [row(-5, 'GARAGE', '-70.00'), row(-80, 'GARAGE', '-71.00'), row(-200, 'GARAGE', '-72.00')]
    await imported('garage', rows, '--account', await accountId())
    expect(await save('garage', { isDryRun: true, alertsPast: true })).toMatchObject({ wouldAlert: 2, batchId: null })
    expect((await alerts()).unseen).toBe(0)
    const saved = await save('garage', { alertsPast: true })
    expect((await alerts()).unseen).toBe(2)
    await household.send('PUT', `/rules/${saved.ruleId}`, { rule: rule('garage'), alertsPast: true })
    expect((await alerts()).unseen).toBe(2)
    const { changes } = (await household.send('GET', '/rulebook/changes')).body
    for (const { batchId } of changes.slice(0, 2)) expect((await runIn(household, 'undo', batchId)).code).toBe(0)
    expect(await alerts()).toMatchObject({ unseen: 0, alerts: [] })
  })

  test('is marked as seen once, one or all, and pages go on where they ended', async () => {
    await save('tram')
    await imported('tram', [1, 2, 3].map((cents) => row(0, 'TRAM', `-${cents}.00`)), '--account', await accountId())
    const first = await alerts('?limit=2')
    expect(first.alerts).toHaveLength(2)
    const rest = await alerts(`?limit=2&cursor=${first.nextCursor}`)
    expect(rest).toMatchObject({ nextCursor: null, alerts: [{ transaction: { payoree: expect.any(String) } }] })
    const [one] = first.alerts
    expect((await household.send('POST', `/alerts/${one.id}/seen`)).body).toEqual({ seen: 1, unseen: 2 })
    const { seenAt } = (await alerts('?isSeenToo=true&limit=3')).alerts.find(({ id }: { id: string }) => id === one.id)
    expect((await household.send('POST', `/alerts/${one.id}/seen`)).body).toEqual({ seen: 1, unseen: 2 })
    const after = (await alerts('?isSeenToo=true&limit=3')).alerts.find(({ id }: { id: string }) => id === one.id)
    expect(after.seenAt).toBe(seenAt)
    expect((await household.send('POST', '/alerts/alr_00000000000000000000000000000000/seen')).status).toBe(404)
    expect((await runIn(household, 'alerts')).out).toContain('About tram')
    expect((await runIn(household, 'alerts', 'seen')).out).toContain('0 not seen yet')
    expect((await runIn(household, 'alerts')).out).toBe('Nothing new.')
    expect((await runIn(household, 'alerts', '--all')).out).toContain('seen')
  })

  test('stays told under its name when it is deleted', async () => {
    const { ruleId } = await save('vet')
    await imported('vet', [row(0, 'VET', '-40.00')], '--account', await accountId())
    await household.send('DELETE', `/rules/${ruleId}`)
    expect(await alerts()).toMatchObject({ unseen: 1, alerts: [{ ruleName: 'About vet' }] })
  })
})
