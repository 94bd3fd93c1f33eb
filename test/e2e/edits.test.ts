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

describe('tags', () => {
  const tagRule = (name: string, tag: string) => ({
    rule: {
      name,
      condition: { field: 'description', test: 'contains', value: 'starbucks' },
      actions: [{ set: 'tag', name: tag }],
    },
  })

  test('are a field like the others: what the person says stands over rules, none at all is a value, and it is undone', async () => {
    const saved = await household.send('POST', '/rules', tagRule('Coffee', 'coffee'))
    expect(saved.status).toBe(200)
    expect((await household.send('GET', `/transactions/${id}`)).body).toMatchObject({ tags: ['coffee'], isEdited: false })
    expect((await patch({ tags: [' trip ', 'Berlin', 'trip'] })).body).toMatchObject({
      tags: ['Berlin', 'trip'],
      isEdited: true,
    })
    expect((await patch({ tags: [] })).body).toMatchObject({ tags: [], isEdited: true })
    const { fields, changes } = await why()
    expect(fields.find(({ field }: { field: string }) => field === 'tags')).toMatchObject({
      value: [],
      by: 'person',
      beneath: { value: ['coffee'], by: expect.stringMatching(/^rule:/) },
    })
    const ofTags = changes.filter(({ field }: { field: string }) => field === 'tags')
    expect(ofTags.map(({ after }: { after: string }) => JSON.parse(after))).toEqual([
      { decided: true, value: [] },
      { decided: true, value: ['Berlin', 'trip'] },
    ])
    expect((await patch({ automatic: ['tags'] })).body).toMatchObject({ tags: ['coffee'], isEdited: false })
  })

  test('of the same set in another order are no change', async () => {
    await patch({ tags: ['a', 'b'] })
    const before = (await why()).changes.length
    expect((await patch({ tags: ['b', 'a'] })).body).toMatchObject({ tags: ['a', 'b'] })
    expect((await why()).changes).toHaveLength(before)
  })

  test('that were set by hand give way to a rule only where the person says so, and come back with its undo', async () => {
    await patch({ tags: ['mine'] })
    const kept = await household.send('POST', '/rules', tagRule('Drinks', 'drinks'))
    expect((await household.send('GET', `/transactions/${id}`)).body.tags).toEqual(['mine'])
    await household.send('DELETE', `/rules/${kept.body.ruleId}`)
    const forced = await household.send('POST', '/rules', { ...tagRule('Drinks', 'drinks'), overwritesByHand: true })
    expect((await household.send('GET', `/transactions/${id}`)).body.tags).toEqual(['coffee', 'drinks'])
    expect((await runIn(household, 'undo', forced.body.batchId)).code).toBe(0)
    expect((await household.send('GET', `/transactions/${id}`)).body.tags).toEqual(['mine'])
  })

  test('are found by the search and refused where there are too many or they are too long', async () => {
    await patch({ tags: ['zugfahrt'] })
    expect((await household.send('GET', '/transactions?text=zugfahrt')).body.total).toBe(1)
    expect((await patch({ tags: Array.from({ length: 51 }, (_, n) => `t${n}`) })).status).toBe(422)
    expect((await patch({ tags: ['x'.repeat(61)] })).status).toBe(422)
    expect((await patch({ tags: ['x'], automatic: ['tags'] })).status).toBe(422)
    await patch({ automatic: ['tags'] })
  })

  test('are added, taken, emptied and left to rules on the command line', async () => {
    const run = (...args: string[]) => runIn(household, 'edit', id, ...args, '--json')
    expect((await run('--tag', 'trip', '--tag', 'Berlin', '--no-tag', 'coffee')).json()).toMatchObject({ tags: ['Berlin', 'trip'] })
    expect((await run('--no-tag', 'Berlin')).json()).toMatchObject({ tags: ['trip'] })
    expect((await run('--empty', 'tags')).json()).toMatchObject({ tags: [], isEdited: true })
    expect((await run('--automatic', 'tags')).json()).toMatchObject({ tags: ['coffee'], isEdited: false })
    expect((await run('--tag', 'x', '--empty', 'tags')).said).toContain('different things')
    const { rules } = (await household.send('GET', '/rules')).body
    for (const rule of rules) await household.send('DELETE', `/rules/${rule.id}`)
    expect((await run('--automatic', 'tags')).json()).toMatchObject({ tags: [] })
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
