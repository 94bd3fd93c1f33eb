// A layout that one person's file taught is given to another, whose files are then read without asking.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { Answer, TestHousehold } from '../support/household.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-layouts-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Neither the day nor the sign can be told from it. */
const CSV = ['Wibble date,Party,Sum', '03/04/2026,Quux,4.50', '01/02/2026,Plumbus,7.25', '05/01/2026,Grault,1.75', ''].join('\n')
const ANSWERS = { 'date-order': 'dmy', sign: 'turned' }

let giver: TestHousehold
let taker: TestHousehold
beforeAll(async () => {
  giver = await openTestHousehold({ hasWorker: false })
  taker = await openTestHousehold({ hasWorker: false })
})

const send = async (household: TestHousehold, method: string, route: string, body?: unknown): Promise<Answer> =>
  household.send(method, route, body)

async function preview(household: TestHousehold, answers: Record<string, string> = {}) {
  const { body: account } = await send(household, 'POST', '/accounts', { name: 'Giro', kind: 'checking', currency: 'EUR' })
  const { body: uploaded } = await send(household, 'POST', '/files', new TextEncoder().encode(CSV))
  const wish = { accountId: account.id, answers }
  const { body } = await send(household, 'POST', `/files/${uploaded.fileId}/preview`, wish)
  return { fileId: uploaded.fileId, wish, reading: body.reading }
}

describe('a layout', () => {
  let shared: Record<string, unknown>

  test('is learned from an import, and given away without anything of the account', async () => {
    expect((await send(giver, 'GET', '/layouts')).body.layouts).toEqual([])
    const { fileId, wish, reading } = await preview(giver, ANSWERS)
    expect(reading.kind, JSON.stringify(reading)).toBe('read')
    await send(giver, 'POST', `/files/${fileId}/import`, { ...wish, planHash: reading.planHash })
    const { layouts } = (await send(giver, 'GET', '/layouts')).body
    expect(layouts).toMatchObject([{ dateOrder: 'dmy', isSignFlipped: true, keptBack: null }])
    shared = (await send(giver, 'GET', `/layouts/${layouts[0].id}?bank=Wibble&country=IE`)).body
    expect(shared).toMatchObject({ id: 'ie-wibble', bank: 'Wibble', country: 'IE', dateOrder: 'dmy' })
    expect(JSON.stringify(shared)).not.toMatch(/Giro|Quux|Plumbus|4\.50/)
  })

  test('reads another person’s files as it read the giver’s', async () => {
    expect((await preview(taker)).reading.kind).toBe('asks')
    expect(await send(taker, 'POST', '/layouts', shared)).toMatchObject({ status: 201, body: { bank: 'Wibble' } })
    const { reading } = await preview(taker)
    expect(reading).toMatchObject({ kind: 'read', isSavedLayout: true, from: '2026-01-05', to: '2026-04-03', sum: { minor: '-1350' } })
  })

  test('is not put in the place of another unasked', async () => {
    const other = { ...shared, dateOrder: 'mdy' }
    const refused = await send(taker, 'POST', '/layouts', other)
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.body.detail).toContain('already')
    expect((await send(taker, 'POST', '/layouts?replace=true', other)).status).toBe(201)
  })

  test('goes through the command line as well', async () => {
    const { layouts } = (await runIn(giver, 'layouts', '--json')).json()
    const exported = await runIn(giver, 'layouts', 'export', layouts[0].id, '--bank', 'Wibble', '--country', 'IE')
    expect(JSON.parse(exported.out)).toEqual(shared)
    const file = path.join(folder, 'layout.json')
    fs.writeFileSync(file, exported.out)
    expect((await runIn(taker, 'layouts', 'add', file)).code).toBe(1)
    expect(await runIn(taker, 'layouts', 'add', file, '--replace')).toMatchObject({ code: 0 })
    fs.writeFileSync(file, '{')
    expect((await runIn(taker, 'layouts', 'add', file)).code).toBe(1)
    expect((await runIn(giver, 'layouts', 'export', 'csv:0')).code).toBe(1)
    expect((await runIn(giver, 'layouts', 'export', 'accounts:YNAB')).code).toBe(1)
  })

  test.each([
    ['no object', []],
    ['no columns', { columns: [] }],
    ['a role that is none', { columns: [{ header: 'a', role: 'constructor' }] }],
    ['two dates', { columns: ['a', 'b', 'c'].map((header, at) => ({ header, role: at < 2 ? 'postedOn' : 'amount' })) }],
    ['no amount', { columns: [{ header: 'a', role: 'postedOn' }] }],
    ['a delimiter that is a letter', { delimiter: 'a' }],
    ['an open question', { isSignFlipped: null }],
    ['a name without end', { bank: 'x'.repeat(1_000) }],
    ['a thousand columns', { columns: Array.from({ length: 1_000 }, () => ({ header: 'a', role: 'ignore' })) }],
    ['another prototype', JSON.parse('{"__proto__": {"id": "x"}, "columns": 1}')],
  ])('that is hostile is refused in words: %s', async (_, change) => {
    const hostile = Array.isArray(change) ? change : { ...shared, ...change }
    const { status, body } = await send(taker, 'POST', '/layouts?replace=true', hostile)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body.detail.length).toBeGreaterThan(20)
  })
})
