// Rules, payorees and categories over the interface, on real rows of an imported file.
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

const FILE = `Date,Description,Amount
2026-03-02,AMZN Mktp US*2K4 Amzn.com/bill WA,-12.50
2026-03-03,AMZN Mktp US*9X1 Amzn.com/bill WA,-20.00
2026-03-04,ZORBLAX EMPORIUM 1234,-5.00
2026-03-05,ZORBLAX EMPORIUM 9876,-6.00
2026-03-06,QUUXHALL TRADING CO,-7.00
2026-03-07,Payroll ACME CORP,2500.00
`

let household: TestHousehold
let accountId: string

const send = (method: string, path: string, body?: unknown) => household.send(method, path, body)

type Shown = {
  id: string
  description: string
  payoree: string | null
  category: string | null
  isHidden: boolean
  note: string | null
}

async function ledger(): Promise<readonly Shown[]> {
  const { body } = await send('GET', '/transactions?includeHidden=true')
  return body.transactions
}

async function rowOf(words: string): Promise<Shown> {
  const row = (await ledger()).find(({ description }) => description.includes(words))
  if (!row) throw new Error(`no transaction says ${words}`)
  return row
}

const about = (value: string) => ({ field: 'description', test: 'contains', value })

beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  const account = await send('POST', '/accounts', { name: 'Test', kind: 'checking', currency: 'USD' })
  accountId = account.body.id
  const file = await household.send('POST', '/files', new TextEncoder().encode(FILE), { 'x-file-name': 'test.csv' })
  const preview = await send('POST', `/files/${file.body.fileId}/preview`, { accountId })
  expect(preview.body.reading.kind).toBe('read')
  const { planHash } = preview.body.reading
  const imported = await send('POST', `/files/${file.body.fileId}/import`, { accountId, planHash })
  expect(imported.body.counts).toMatchObject({ added: 6 })
})

describe('an import', () => {
  test('names the other party and sorts by category before anything is shown', async () => {
    expect(await rowOf('AMZN Mktp US*2K4')).toMatchObject({ payoree: 'Amazon', category: 'General shopping' })
  })
})

describe('a rule', () => {
  const rule = (more: object = {}) => ({
    name: 'Zorblax',
    condition: { all: [about('zorblax'), { field: 'account', accountIds: [accountId] }] },
    actions: [
      { set: 'category', categoryId: 'shopping.hobbies' },
      { set: 'note', text: 'toys' },
      { set: 'tag', name: 'fun' },
    ],
    ...more,
  })

  test('does to history what its preview showed, and is undone whole', async () => {
    const before = await ledger()
    const preview = await send('POST', '/rules', { rule: rule(), isDryRun: true })
    expect(preview).toMatchObject({ status: 200, body: { batchId: null, changed: 2 } })
    expect(await ledger()).toEqual(before)
    expect((await send('GET', '/rules')).body.rules).toEqual([])
    const saved = await send('POST', '/rules', { rule: rule() })
    expect(saved.body.sample).toEqual(preview.body.sample)
    expect(await rowOf('ZORBLAX EMPORIUM 1234')).toMatchObject({
      category: 'Hobbies and toys',
      categoryId: 'shopping.hobbies',
      tags: ['fun'],
      isTransfer: false,
      note: 'toys',
    })
    const listed = await send('GET', '/rules')
    expect(listed.body.rules).toMatchObject([{ id: saved.body.ruleId, matched: 2, doesNothing: null, ...rule() }])
    const undone = await send('POST', `/rulebook/changes/${saved.body.batchId}/undo`)
    expect(undone.body).toMatchObject({ restored: 2, keptIds: [] })
    expect(await ledger()).toEqual(before)
    expect((await send('GET', '/rules')).body.rules).toEqual([])
    expect((await send('POST', `/rulebook/changes/${saved.body.batchId}/undo`)).status).toBe(409)
  })

  test('never overwrites what was set by hand, unless that is ticked, and its undo brings that back', async () => {
    const { id } = await rowOf('ZORBLAX EMPORIUM 1234')
    await send('PATCH', `/transactions/${id}`, { category: '', note: 'mine' })
    const saved = await send('POST', '/rules', { rule: rule() })
    expect(await rowOf('ZORBLAX EMPORIUM 1234')).toMatchObject({ category: null, note: 'mine' })
    const ticked = await send('PUT', `/rules/${saved.body.ruleId}`, { rule: rule(), overwritesByHand: true })
    expect(ticked.body.changed).toBe(1)
    expect(await rowOf('ZORBLAX EMPORIUM 1234')).toMatchObject({ category: 'Hobbies and toys', note: 'toys' })
    await send('POST', `/rulebook/changes/${ticked.body.batchId}/undo`)
    expect(await rowOf('ZORBLAX EMPORIUM 1234')).toMatchObject({ category: null, note: 'mine' })
    await send('DELETE', `/rules/${saved.body.ruleId}`)
    expect(await rowOf('ZORBLAX EMPORIUM 9876')).toMatchObject({ note: null })
  })

  test('with a catastrophic expression is refused with its place', async () => {
    const bad = rule({ condition: { field: 'description', test: 'matches', value: '(a+)+$' } })
    const refused = await send('POST', '/rules', { rule: bad })
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toMatchObject([{ pointer: '/rule/condition/value' }])
    expect(refused.body.detail).toContain('At character 5')
  })

  test('in another order wins, and a recompute changes nothing that a rule has not', async () => {
    const hides = rule({ name: 'Hides', actions: [{ set: 'ignored' }, { set: 'note', text: 'hidden' }] })
    const first = await send('POST', '/rules', { rule: rule() })
    const second = await send('POST', '/rules', { rule: hides })
    expect(await rowOf('ZORBLAX EMPORIUM 9876')).toMatchObject({ isHidden: true, note: 'toys' })
    expect((await send('GET', '/rules')).body.conflicts).toMatchObject([{ field: 'note', winnerId: first.body.ruleId }])
    await send('PUT', '/rules/order', { ruleIds: [second.body.ruleId, first.body.ruleId] })
    expect(await rowOf('ZORBLAX EMPORIUM 9876')).toMatchObject({ isHidden: true, note: 'hidden' })
    const before = await ledger()
    expect((await send('POST', '/rulebook/recompute')).body).toMatchObject({ looked: 6, changed: 0 })
    expect((await send('POST', '/rulebook/recompute')).body).toMatchObject({ looked: 6, changed: 0, hasLearned: false })
    expect(await ledger()).toEqual(before)
    for (const { body } of [first, second]) await send('DELETE', `/rules/${body.ruleId}`)
  })

  test('is suggested from edits that agree, and not once it is made', async () => {
    for (const words of ['ZORBLAX EMPORIUM 1234', 'ZORBLAX EMPORIUM 9876']) {
      await send('PATCH', `/transactions/${(await rowOf(words)).id}`, { category: 'Books and news' })
    }
    expect((await send('GET', '/rules/suggestions')).body.suggestions).toEqual([])
  })
})

describe('a payoree', () => {
  test('is merged with another, keeps that name in later imports, and is split again', async () => {
    const zorblax = (await rowOf('ZORBLAX EMPORIUM 9876')).payoree
    const quux = (await rowOf('QUUXHALL')).payoree
    const before = await ledger()
    const merged = await send('POST', '/payorees/merge', { names: [quux], into: zorblax })
    expect(merged.body).toMatchObject({ changed: 3 })
    expect((await rowOf('QUUXHALL')).payoree).toBe(zorblax)
    const { body } = await send('GET', '/payorees?text=zorb')
    expect(body.payorees).toMatchObject([{ name: zorblax, transactions: 3 }])
    const [quuxKey] = body.payorees[0].keys.filter((key: string) => key.includes('quux'))
    const split = await send('POST', '/payorees/split', { name: zorblax, keys: [quuxKey] })
    expect(split.body.changed).toBe(1)
    expect((await rowOf('QUUXHALL')).payoree).toBe(quux)
    expect((await send('POST', `/rulebook/changes/${merged.body.batchId}/undo`)).status).toBe(409)
    await send('POST', `/rulebook/changes/${split.body.batchId}/undo`)
    await send('POST', `/rulebook/changes/${merged.body.batchId}/undo`)
    expect(await ledger()).toEqual(before)
  })

  test('is always sorted and named as one of its transactions was', async () => {
    const { id } = await rowOf('AMZN Mktp US*2K4')
    await send('PATCH', `/transactions/${id}`, { payoree: 'The River', category: 'Books and news' })
    const always = await send('POST', `/transactions/${id}/always`)
    expect(always.status).toBe(200)
    expect(await rowOf('AMZN Mktp US*9X1')).toMatchObject({ payoree: 'The River', category: 'Books and news' })
  })
})

describe('a category', () => {
  test('can be added, renamed and typed by name', async () => {
    const added = await send('POST', '/categories', { name: 'Model trains', parentId: 'shopping' })
    await send('PATCH', `/categories/${added.body.categoryId}`, { name: 'Trains' })
    const { id } = await rowOf('QUUXHALL')
    const edited = await send('PATCH', `/transactions/${id}`, { category: 'trains' })
    expect(edited.body.category).toBe('Trains')
  })

  test('in use is not deleted, but moved: decisions, payorees and rules go along, and come back', async () => {
    const before = await ledger()
    const actions = [{ set: 'category', categoryId: 'shopping.books' }]
    const rule = { name: 'Books', condition: about('nothing says this'), actions }
    const saved = await send('POST', '/rules', { rule })
    const refused = await send('DELETE', '/categories/shopping.books')
    expect(refused.status).toBe(422)
    expect(refused.body.detail).toMatch(/in use: \d+ transactions, 1 rules, 1 payorees/)
    const usageOf = async (id: string) =>
      (await send('GET', '/categories')).body.categories.find((each: { id: string }) => each.id === id).usage
    const used = await usageOf('shopping.books')
    expect(used).toMatchObject({ rules: 1, payorees: 1 })
    expect(used.transactions).toBe((await ledger()).filter(({ category }) => category === 'Books and news').length)
    expect(used.mappings).toBeGreaterThan(0)
    const hobbies = await usageOf('shopping.hobbies')
    const moved = await send('DELETE', '/categories/shopping.books?moveToId=shopping.hobbies')
    expect(await rowOf('AMZN Mktp US*9X1')).toMatchObject({ category: 'Hobbies and toys' })
    expect(await rowOf('ZORBLAX EMPORIUM 9876')).toMatchObject({ category: 'Hobbies and toys' })
    expect(await usageOf('shopping.hobbies')).toEqual({
      transactions: hobbies.transactions + used.transactions,
      rules: hobbies.rules + 1,
      payorees: hobbies.payorees + 1,
      mappings: hobbies.mappings + used.mappings,
    })
    const listed = await send('GET', '/rules')
    expect(listed.body.rules[0].actions).toEqual([{ set: 'category', categoryId: 'shopping.hobbies' }])
    const ids = (await send('GET', '/categories')).body.categories.map(({ id }: { id: string }) => id)
    expect(ids).not.toContain('shopping.books')
    expect((await send('POST', '/rulebook/recompute')).body.changed).toBe(0)
    await send('POST', `/rulebook/changes/${moved.body.batchId}/undo`)
    await send('DELETE', `/rules/${saved.body.ruleId}`)
    expect(await ledger()).toEqual(before)
  })
})

describe('the description of the interface', () => {
  test('has all of it', async () => {
    const { body } = await send('GET', '/openapi.json')
    const paths = ['/rules', '/rules/order', '/rules/{id}', '/payorees/merge', '/categories/{id}', '/rulebook/recompute']
    for (const path of paths) expect(Object.keys(body.paths)).toContain(`/api/v1${path}`)
  })
})

describe('decisions', () => {
  const words = ['glorp', 'vexit', 'munja', 'trask']
  const names = ['Coffee and bakery', 'Fuel', 'Pharmacy', 'Games']
  const hut = (index: number): string => {
    const day = String((index % 28) + 1).padStart(2, '0')
    const town = `${'abcdefghij'[index % 10]}${'klmnopqrst'[Math.floor(index / 10)]}`
    return `2026-04-${day},${words[index % 4]} hut number ${town},-${index + 3}.10`
  }

  test('teach: a later import is sorted like them, and a recompute sorts the rest', { timeout: 60_000 }, async () => {
    await importRows(Array.from({ length: 80 }, (_, index) => hut(index)))
    const ledger = (await send('GET', '/transactions?limit=500')).body.transactions as Shown[]
    const taught = ledger.filter(({ description }) => / hut number /.test(description)).slice(0, 60)
    const categoryOf = (text: string) => names[words.findIndex((word) => text.startsWith(word))]
    for (const { id, description } of taught) {
      const edited = await send('PATCH', `/transactions/${id}`, { category: categoryOf(description) })
      expect(edited.status).toBe(200)
    }
    await importRows(['2026-05-02,glorp hut number zz,-9.99'])
    expect(await rowOf('glorp hut number zz')).toMatchObject({ category: 'Coffee and bakery' })
    const again = await send('POST', '/rulebook/recompute')
    expect(again.body.changed).toBeGreaterThan(0)
    expect((await send('POST', '/rulebook/recompute')).body).toMatchObject({ changed: 0, hasLearned: false })
  })
})

async function importRows(rows: readonly string[]): Promise<void> {
  const bytes = new TextEncoder().encode(`Date,Description,Amount\n${rows.join('\n')}\n`)
  const file = await household.send('POST', '/files', bytes, { 'x-file-name': 'more.csv' })
  const preview = await send('POST', `/files/${file.body.fileId}/preview`, { accountId })
  const { planHash } = preview.body.reading
  const imported = await send('POST', `/files/${file.body.fileId}/import`, { accountId, planHash })
  expect(imported.body.counts).toMatchObject({ added: rows.length })
}
