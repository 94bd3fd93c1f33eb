// A person's decisions about the fields of a transaction, and how they take them back.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-edits-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

let household: TestHousehold
let id = ''
let automatic: Record<string, unknown> = {}
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  const file = path.join(folder, 'rows.csv')
  fs.writeFileSync(file, 'Date,Description,Amount\n2026-03-04,STARBUCKS STORE 1234,-5.00\n2026-03-14,QUUX,-7.00\n')
  expect(await runIn(household, 'import', file, '--new-account', 'Test', '--currency', 'USD')).toMatchObject({ code: 0 })
  const { body } = await household.send('GET', '/transactions?text=STARBUCKS')
  automatic = body.transactions[0]
  id = String(automatic['id'])
  expect(automatic).toMatchObject({ payoree: 'Starbucks', isEdited: false })
  expect(automatic['category']).not.toBeNull()
})

const patch = (edit: object) => household.send('PATCH', `/transactions/${id}`, edit)
const why = async () => (await household.send('GET', `/transactions/${id}/why`)).body

describe('a decision about a field', () => {
  test('is empty where it was emptied, and what the bank says shows again where it was taken back', async () => {
    expect((await patch({ payoree: null, category: null, note: 'Mine' })).body).toMatchObject({
      payoree: null,
      category: null,
      note: 'Mine',
      isEdited: true,
    })
    const { status, body } = await patch({ automatic: ['payoree'] })
    expect(status).toBe(200)
    expect(body).toMatchObject({ payoree: 'Starbucks', category: null, note: 'Mine', isEdited: true })
    expect((await patch({ automatic: ['category', 'note'] })).body).toMatchObject({
      category: automatic['category'],
      note: null,
      isEdited: false,
    })
  })

  test('that is taken back stays in the history of its field, apart from one that was emptied', async () => {
    const { changes, fields } = await why()
    const ofPayoree = changes.filter(({ field }: { field: string }) => field === 'payoree')
    expect(ofPayoree.map(({ after, by }: { after: string; by: string }) => [JSON.parse(after), by])).toEqual([
      [{ decided: false }, 'person'],
      [{ decided: true, value: null }, 'person'],
    ])
    expect(fields[0]).toMatchObject({ field: 'payoree', value: 'Starbucks', decidedAt: null, beneath: null })
  })

  test('is taken back once: a second time changes nothing and tells nothing', async () => {
    const before = (await why()).changes.length
    expect((await patch({ automatic: ['payoree', 'isHidden'] })).status).toBe(200)
    expect((await why()).changes).toHaveLength(before)
  })

  test("can't be set and taken back at once, nor taken back of a field that there is not", async () => {
    const torn = await patch({ note: 'Both', automatic: ['note'] })
    expect(torn).toMatchObject({ status: 422, body: { errors: [{ pointer: '/note' }] } })
    expect((await patch({ automatic: ['amount'] })).status).toBe(422)
    expect((await household.send('GET', `/transactions/${id}`)).body).toMatchObject({ note: null })
  })

  test('about hiding gives the transaction back to its rules', async () => {
    await patch({ isHidden: true })
    const hidden = await patch({ automatic: ['isHidden'] })
    expect(hidden.body).toMatchObject({ isHidden: false, isEdited: false })
  })
})

describe('tributary edit', () => {
  const run = (...args: string[]) => runIn(household, 'edit', ...args)

  test('sets, empties and takes back', async () => {
    expect((await run(id, '--payoree', 'The Corner', '--empty', 'category', '--hide')).out).toBe(
      'Saved: The Corner, no category, hidden.',
    )
    const back = await run(id, '--automatic', 'payoree', '--automatic', 'category', '--automatic', 'hidden', '--json')
    expect(back.code).toBe(0)
    expect(back.json()).toMatchObject({ payoree: 'Starbucks', category: automatic['category'], isEdited: false })
    expect((await runIn(household, 'why', id)).out).toContain('payoree by person')
  })

  test('refuses what makes no sense, in words', async () => {
    expect((await run(id)).said).toContain('say what to change')
    expect((await run(id, '--note', 'x', '--empty', 'note')).said).toContain('different things')
    expect((await run(id, '--automatic', 'amount')).said).toContain('no field "amount"')
    expect((await run(id, '--note', 'x', '--automatic', 'note')).code).toBe(1)
  })
})
