// What no bank should send and no person should write, through the whole of Tributary: nothing is lost without a word,
// nothing is doubled, and every page goes on working.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

type Row = { readonly id: string; readonly on: string; readonly description: string; readonly amount: { readonly minor: string } }

let household: TestHousehold
let accountId = ''
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
})
beforeEach(async () => {
  accountId = (await household.send('POST', '/accounts', { name: 'Test', kind: 'checking', currency: 'EUR' })).body.id
})

/** Imports a file and gives what became of its rows. */
async function imported(lines: readonly string[], answers: object = {}) {
  const { send } = household
  const bytes = new TextEncoder().encode(['Date,Description,Amount', ...lines].join('\n'))
  const { body: uploaded } = await send('POST', '/files', bytes, { 'x-file-name': 'rows.csv' })
  const wish = { accountId, answers }
  const preview = await send('POST', `/files/${uploaded.fileId}/preview`, wish)
  expect(preview.status, JSON.stringify(preview.body)).toBe(200)
  const done = await send('POST', `/files/${uploaded.fileId}/import`, { ...wish, planHash: preview.body.reading.planHash })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  return done.body
}

const rows = async (query = ''): Promise<readonly Row[]> =>
  (await household.send('GET', `/transactions?limit=500&accountId=${accountId}${query}`)).body.transactions

/** Every page that sums or proves the account. */
async function expectPagesWork(): Promise<void> {
  for (const page of ['/overview', '/accounts', '/findings', `/accounts/${accountId}/proof`, `/accounts/${accountId}/coverage`, '/rules', '/reviews', '/transfers', `/transactions?accountId=${accountId}`]) {
    const answer = await household.send('GET', page)
    expect(answer.status, `${page}: ${JSON.stringify(answer.body)}`).toBe(200)
  }
  const exported = await household.send('GET', '/exports/csv')
  expect(exported.status).toBe(200)
}

describe('dates', () => {
  test('that no calendar has, or no ledger could mean, are told with their line, and the others land', async () => {
    const { counts } = await imported([
      '2026-03-01,BEFORE,-1.00',
      '2026-02-30,NO SUCH DAY,-2.00',
      '0001-01-01,YEAR ONE,-3.00',
      '9999-12-31,THE END,-4.00',
      '0000-00-00,NOTHING,-5.00',
      '2026-03-02,AFTER,-6.00',
    ])
    expect(counts).toMatchObject({ fetched: 6, added: 2, rejected: 4 })
    expect((await rows()).map(({ description }) => description)).toEqual(['AFTER', 'BEFORE'])
    await expectPagesWork()
  })

  test('at the ends of what is taken are kept as they are, and no page or rule breaks on them', async () => {
    await imported(['1900-01-01,FIRST DAY,-1.00', '2200-12-31,LAST DAY,-2.00', '2024-02-29,LEAP DAY,-3.00'])
    expect((await rows()).map(({ on }) => on)).toEqual(['2200-12-31', '2024-02-29', '1900-01-01'])
    await expectPagesWork()
  })
})

describe('amounts', () => {
  test('of zero are counted as notices that moved no money, and take nothing along', async () => {
    const lines = ['2026-02-28,FLORIST,-7.50', '2026-03-01,CARD CHECK,0.00', '2026-03-01,CARD CHECK,0.00', '2026-03-02,FEE WAIVED,-0.00']
    const first = await imported(lines)
    expect(first.counts).toMatchObject({ fetched: 4, added: 1, ignored: 3, rejected: 0 })
    expect((await imported([...lines, '2026-03-03,BAKERY,-1.00'])).counts).toMatchObject({ added: 1, unchanged: 1, ignored: 3 })
    expect(await rows()).toHaveLength(2)
    await expectPagesWork()
  })

  test('as large as a ledger can hold are exact, larger ones are told, and their sums break nothing', async () => {
    const most = '92233720368547758.07'
    const { counts } = await imported([
      `2026-03-01,MOST,${most}`,
      `2026-03-02,MOST AGAIN,${most}`,
      `2026-03-03,LEAST,-${most}`,
      '2026-03-04,ONE MORE,92233720368547758.08',
      '2026-03-05,ABSURD,-999999999999999999999999999999.99',
      '2026-03-06,SMALL,-0.01',
    ])
    expect(counts).toMatchObject({ fetched: 6, added: 4, rejected: 2 })
    expect((await rows('&text=MOST')).map(({ amount }) => amount.minor)).toEqual(['9223372036854775807', '9223372036854775807'])
    await expectPagesWork()
  })

  test('whose sum no ledger could hold leave the proof of balances after them standing', async () => {
    const most = '92233720368547758.07'
    await imported([`2019-03-01,MOST,${most}`, `2019-03-02,MOST AGAIN,${most}`, '2019-03-06,SMALL,-0.01'])
    const bytes = new TextEncoder().encode(
      'Date,Description,Amount,Balance\n2026-03-01,ONE,-1.00,99.00\n2026-03-02,TWO,-2.00,97.00\n2026-03-05,THREE,-3.00,94.00\n',
    )
    const { body: uploaded } = await household.send('POST', '/files', bytes, { 'x-file-name': 'balances.csv' })
    const wish = { accountId, answers: {} }
    const { planHash } = (await household.send('POST', `/files/${uploaded.fileId}/preview`, wish)).body.reading
    expect((await household.send('POST', `/files/${uploaded.fileId}/import`, { ...wish, planHash })).status).toBe(200)
    await expectPagesWork()
  })
})

describe('texts', () => {
  const hebrew = 'קפה תל אביב'
  const arabic = 'شركة الكهرباء'
  const composed = 'CAFÉ ÅNGSTRÖM'
  const decomposed = composed.normalize('NFD')
  const zalgo = `Z${'\u0301\u0316'.repeat(40)}ALGO`

  test('written from right to left, in combining marks or in pictures are kept as they came and found', async () => {
    await imported([hebrew, arabic, decomposed, zalgo, '👩‍👩‍👧‍👦 FAMILY', '\u202Egnorts\u202C'].map((text, at) => `2026-03-0${at + 1},${text},-${at + 1}.00`))
    const shown = (await rows()).map(({ description }) => description)
    expect(shown).toEqual(expect.arrayContaining([hebrew, arabic, decomposed, zalgo]))
    expect(await rows(`&text=${encodeURIComponent(hebrew)}`)).toHaveLength(1)
    await expectPagesWork()
  })

  test('that differ only in how letters are put together are one movement, not two', async () => {
    await imported([`2026-03-01,${composed},-4.50`, '2026-03-02,BAKERY,-1.00'])
    const { counts } = await imported([`2026-03-01,${decomposed},-4.50`, '2026-03-02,BAKERY,-1.00'])
    expect(counts).toMatchObject({ added: 0 })
    expect(await rows()).toHaveLength(2)
  })

  test('are matched by rules however their letters are put together', async () => {
    await imported([`2026-03-01,${decomposed},-4.50`, `2026-03-02,${arabic},-9.00`])
    for (const [value, name] of [[composed.toLowerCase(), 'latin'], [arabic.slice(0, 4), 'arabic']] as const) {
      const rule = { name, condition: { field: 'description', test: 'contains', value }, actions: [{ set: 'tag', name }] }
      const saved = await household.send('POST', '/rules', { rule })
      expect(saved.status).toBe(200)
      expect(saved.body.changed, name).toBeGreaterThan(0)
    }
  })
})

describe('regular expressions', () => {
  const LONG = 'a'.repeat(1_000)
  /** Two seconds would be felt; what hangs takes years. */
  const MS_MAX = 2_000

  test.each(['(a+)+$', '(a*)*b', '(a|a)*c', '(.*a){20}b', '^(\\w+\\s?)*$', '(x+x+)+y', '(a?){50}a{50}', 'a*a*a*a*a*a*b'])(
    'such as %s are refused in words, or take no longer than others',
    async (value) => {
      const rule = { name: value, condition: { field: 'description', test: 'matches', value }, actions: [{ set: 'tag', name: 'x' }] }
      const startedAt = performance.now()
      const saved = await household.send('POST', '/rules', { rule })
      expect([200, 422]).toContain(saved.status)
      if (saved.status === 422) expect(saved.body.errors[0]).toMatchObject({ pointer: '/rule/condition/value', detail: expect.stringMatching(/^At character/) })
      await imported([`2026-03-01,${LONG}!,-1.00`])
      await household.send('POST', '/rules/try', { text: `${LONG}!` })
      expect(performance.now() - startedAt).toBeLessThan(MS_MAX)
      if (saved.status === 200) await household.send('DELETE', `/rules/${saved.body.ruleId}`)
    },
  )
})
