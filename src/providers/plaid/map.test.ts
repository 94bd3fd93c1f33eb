import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonValue } from '../../domain/source-record.ts'
import { formatDecimal } from '../../domain/money.ts'
import { parseLosslessJson } from '../http/lossless-json.ts'
import { landsSomewhere } from '../../../test/support/lands-somewhere.ts'
import { sharedPath, WITHOUT_SHARED } from '../../../test/support/shared-folder.ts'
import { mapAccount, mapRemoval, mapTransaction } from './map.ts'
import {
  accountsAnswer,
  exchangeAnswer,
  institutionsAnswer,
  itemAnswer,
  linkStateAnswer,
  linkTokenAnswer,
  syncAnswer,
} from './wire.ts'

function lossless(text: string): JsonValue {
  const parsed = parseLosslessJson(text)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.value
}

const row = (more: object = {}): JsonValue =>
  lossless(
    JSON.stringify({
      transaction_id: 'tx-fake',
      account_id: 'acct-fake',
      amount: 12.5,
      iso_currency_code: 'USD',
      date: '2026-03-10',
      pending: false,
      name: 'KIOSK',
      ...more,
    }),
  )

function outcome(raw: JsonValue): string {
  const mapped = mapTransaction(raw)
  return mapped.ok ? formatDecimal(mapped.value.amount) : mapped.reason.reason
}

describe('mapping a transaction', () => {
  test.each([
    ['money out is positive at Plaid', '12.5', '-12.50'],
    ['money in is negative', '-0.01', '0.01'],
    ['nothing stays nothing', '0', '0.00'],
    ['doubles are read by their text, never multiplied', '1.005e1', '-10.05'],
    ['an amount that binary fractions can’t hold', '4503599627370497.25', '-4503599627370497.25'],
    ['more digits than a double has', '90071992547409.93', '-90071992547409.93'],
  ])('%s', (_rule, amount, expected) => {
    const text = JSON.stringify(row()).replace('12.5', amount)
    expect(outcome(lossless(text))).toBe(expected)
  })

  test.each([
    [{ amount: undefined }, 'there is no amount'],
    [{ amount: null }, 'there is no amount'],
    [{ amount: true }, "the amount can't be read"],
    [{ iso_currency_code: null }, 'no currency is stated'],
    [{ iso_currency_code: 'usd' }, '"usd" is not a known currency'],
    [{ iso_currency_code: null, unofficial_currency_code: 'DOGE' }, 'DOGE is not an official currency'],
    [{ date: undefined }, 'there is no date'],
    [{ date: '10/03/2026' }, '"10/03/2026" is not a date'],
    [{ authorized_date: '2026-02-30' }, '"2026-02-30" is not a date'],
    [{ pending: 'perhaps' }, "the pending can't be read"],
    [{ transaction_id: '' }, "the transaction_id can't be read"],
    [{ name: 'A\0B' }, 'the text holds characters that no text can hold'],
    [{ name: '\ud800' }, 'the text holds characters that no text can hold'],
  ])('%j is rejected: %s', (change, reason) => {
    expect(outcome(row(change))).toBe(reason)
  })

  test('a pending row has no posted day; its own day is the authorized one, else the stated one', () => {
    const days = (more: object) => {
      const mapped = mapTransaction(row({ pending: true, ...more }))
      return mapped.ok ? [mapped.value.postedOn, mapped.value.transactionOn] : null
    }
    expect(days({ authorized_date: '2026-03-08' })).toEqual([null, '2026-03-08'])
    expect(days({})).toEqual([null, '2026-03-10'])
  })

  test('only a posted row supersedes, and midnight UTC is not a time', () => {
    const mapped = mapTransaction(
      row({ pending: true, pending_transaction_id: 'p', datetime: '2026-03-10T00:00:00Z' }),
    )
    expect(mapped.ok && [mapped.value.supersedes, mapped.value.occurredAt]).toEqual([null, null])
  })
})

describe('mapping an account', () => {
  const account = (more: object, balances: object = {}): JsonValue => ({
    account_id: 'acct-fake',
    name: 'Account',
    mask: '0001',
    type: 'depository',
    subtype: 'checking',
    balances: { current: 100.5, available: 90, iso_currency_code: 'USD', ...balances },
    ...more,
  })
  const balancesIn = (raw: JsonValue) => {
    const mapped = mapAccount(raw)
    return mapped.ok
      ? mapped.value.balances.map(({ kind, amount }) => `${kind} ${formatDecimal(amount)}`)
      : mapped.reason
  }

  test('what is owed on a card or a loan is negative', () => {
    expect(balancesIn(account({}))).toEqual(['booked 100.50', 'available 90.00'])
    expect(balancesIn(account({ type: 'credit' }, { available: null }))).toEqual(['booked -100.50'])
    expect(balancesIn(account({ type: 'credit' }, { current: -20, available: null }))).toEqual([
      'booked 20.00',
    ])
    expect(balancesIn(account({ type: 'loan' }, { available: null }))).toEqual(['booked -100.50'])
  })

  test('a balance with too many decimals is left out and not rounded', () => {
    expect(balancesIn(account({}, { current: 23_631.9805 }))).toEqual(['available 90.00'])
  })

  test('an account without an official currency is left out with the reason', () => {
    const raw = account({}, { iso_currency_code: null, unofficial_currency_code: 'BTC' })
    expect(mapAccount(raw)).toMatchObject({ ok: false, reason: { why: 'currency', sourceId: 'acct-fake' } })
    expect(mapAccount({ account_id: 'acct-fake' })).toMatchObject({ ok: false, reason: { why: 'shape' } })
  })

  test.each([
    ['depository', 'checking', 'checking'],
    ['depository', 'money market', 'savings'],
    ['depository', 'a kind of next year', 'checking'],
    ['credit', 'credit card', 'credit-card'],
    ['loan', 'student', 'loan'],
    ['investment', '401k', 'investment'],
    ['something new', null, 'other'],
  ])('%s, %s is %s', (type, subtype, kind) => {
    const mapped = mapAccount(account({ type, subtype }))
    expect(mapped.ok && mapped.value.kind).toBe(kind)
  })
})

describe('garbage', () => {
  const SEED = 20_260_402
  const junk = fc.jsonValue() as fc.Arbitrary<JsonValue>

  test('of any kind never throws nor loses a row', () => {
    fc.assert(fc.property(junk, landsSomewhere(mapTransaction)), { seed: SEED, numRuns: 500 })
    fc.assert(
      fc.property(junk, (raw) => void [mapAccount(raw), mapRemoval(raw)]),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('in one field of a good row never throws nor loses it', () => {
    const names = Object.keys(row() as object).concat(
      'datetime',
      'counterparties',
      'payment_meta',
      'merchant_name',
      '__proto__',
    )
    const spoiled = fc.tuple(fc.constantFrom(...names), junk).map(([name, value]) => row({ [name]: value }))
    fc.assert(fc.property(spoiled, landsSomewhere(mapTransaction)), { seed: SEED, numRuns: 1_000 })
  })
})

const unless = (present: string | null) => (present === null ? ` (${WITHOUT_SHARED})` : '')
const examples = sharedPath('specs', 'plaid', 'examples')

describe.skipIf(examples === null)(`official examples${unless(examples)}`, () => {
  const example = (name: string) =>
    lossless(readFileSync(`${examples}/post_${name}__200__example-1.json`, 'utf8'))

  test.each([
    ['transactions_sync', syncAnswer],
    ['accounts_get', accountsAnswer],
    ['accounts_balance_get', accountsAnswer],
    ['item_get', itemAnswer],
    ['link_token_create', linkTokenAnswer],
    ['link_token_get', linkStateAnswer],
    ['item_public_token_exchange', exchangeAnswer],
    ['institutions_search', institutionsAnswer],
    ['institutions_get', institutionsAnswer],
  ])('%s is understood', (name, schema) => {
    expect(schema.safeParse(example(name)).error).toBeUndefined()
  })

  test('their transactions and accounts become records and accounts', () => {
    const { added, modified, removed, accounts } = syncAnswer.parse(example('transactions_sync'))
    expect([...added, ...modified].map(outcome)).toEqual(['-72.10', '-28.34'])
    expect(removed.map((raw) => mapRemoval(raw).ok)).toEqual([true])
    expect(accounts.map((raw) => mapAccount(raw).ok)).toEqual([true])
  })

  test('every transaction in any example is placed, none rejected', () => {
    const texts = readdirSync(examples ?? '').map((file) => readFileSync(`${examples}/${file}`, 'utf8'))
    const rows = texts.flatMap((text) => transactionsIn(lossless(text)))
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.map((raw) => mapTransaction(raw)).filter(({ ok }) => !ok)).toEqual([])
  })
})

/** Everything in a document that has the marks of a transaction. */
function transactionsIn(node: JsonValue): JsonValue[] {
  if (node === null || typeof node !== 'object') return []
  const parts: readonly JsonValue[] = Array.isArray(node) ? node : Object.values(node)
  const isRow = 'transaction_id' in node && 'pending' in node && 'iso_currency_code' in node
  return isRow ? [node as JsonValue] : parts.flatMap(transactionsIn)
}

const recorded = sharedPath('data', 'providers', 'plaid')

describe.skipIf(recorded === null)(`recorded payloads${unless(recorded)}`, () => {
  test('of accounts and connections are understood', () => {
    const body = (file: string) => {
      const value = lossless(readFileSync(`${recorded}/sure-vcr/${file}`, 'utf8'))
      return Array.isArray(value) ? (value[0] as { body: JsonValue }).body : value
    }
    expect(itemAnswer.safeParse(body('get_item.json')).error).toBeUndefined()
    const { accounts } = accountsAnswer.parse(body('get_item_accounts.json'))
    expect(accounts.map((raw) => mapAccount(raw).ok)).toEqual([true, true, true, true])
  })

  test('give the amounts, days and states that another project recorded for them', () => {
    const file = `${recorded}/midday/transform-cases.json`
    expect(existsSync(file)).toBe(true)
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: MiddayCase[] }
    const whole = cases.filter(
      (known) => known.function === 'transformTransaction' && known.field === '(whole result)',
    )
    expect(whole.length).toBeGreaterThan(3)
    for (const { input, expected } of whole) {
      const mapped = mapTransaction(input.transaction)
      if (!mapped.ok) throw new Error(mapped.reason.reason)
      const { amount, status, sourceId, postedOn, transactionOn } = mapped.value
      expect([sourceId, status, amount.currency]).toEqual([expected.id, expected.status, expected.currency])
      expect(Number(formatDecimal(amount))).toBe(expected.amount)
      expect([postedOn, transactionOn, (input.transaction as { date: string }).date]).toContain(expected.date)
    }
  })
})

type MiddayCase = {
  readonly function: string
  readonly field: string
  readonly input: { readonly transaction: JsonValue }
  readonly expected: { id: string; status: string; currency: string; amount: number; date: string }
}
