import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../domain/calendar.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { parseCurrency } from '../../domain/currency.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import { money } from '../../domain/money.ts'
import type { OutgoingRow } from '../../domain/push/rows.ts'
import type { BudgetRow } from './bridge-messages.ts'
import { amountOf, changedFields, heldRow, newFields } from './map-rows.ts'

const currency = (code: string): CurrencyCode => parseCurrency(code) as CurrencyCode
const outgoing: OutgoingRow = {
  importId: 'tfake-00',
  bookedOn: parseCalendarDate('2026-01-31') as CalendarDate,
  amount: money(-1234n, currency('USD')),
  payoreeName: ' Corner Shop ',
  bankText: 'POS CORNER SHOP 12',
  note: null,
  tags: ['away'],
  category: null,
  isPending: true,
  transfer: null,
}
const budgetRow: BudgetRow = {
  id: 'row-1',
  accountId: 'account-1',
  date: '2026-01-31',
  amount: -1234,
  payeeName: 'Corner Shop',
  bankText: 'POS CORNER SHOP 12',
  notes: '',
  importId: 'tfake-00',
  categoryId: null,
  categoryName: null,
  isCleared: false,
  isReconciled: false,
  isSplit: false,
}
const account = { theirId: 'account-1', currency: currency('USD') }

describe('an amount', () => {
  test('of two decimals or none is kept exactly', () => {
    expect(amountOf(money(-1234n, currency('USD')))).toBe(-1234)
    expect(amountOf(money(1234n, currency('JPY')))).toBe(123_400)
  })

  test('that Actual cannot hold exactly is refused', () => {
    expect(amountOf(money(1234n, currency('KWD')))).toBeNull()
    expect(amountOf(money(2n ** 51n, currency('USD')))).toBeNull()
  })

  test('comes back as it went', () => {
    const codes = fc.constantFrom('USD', 'EUR', 'JPY')
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), codes, (minor, code) => {
        const amount = amountOf(money(minor, currency(code)))
        const where = { theirId: 'account-1', currency: currency(code) }
        const held = heldRow(where, { ...budgetRow, amount: Number(amount) })
        expect(held.facts.amountMinor).toBe(minor)
      }),
      { seed: 7 },
    )
  })
})

describe('a row', () => {
  test('is sent with what is pending as uncleared, and the bank\'s text where rules look', () => {
    expect(newFields(outgoing, -1234)).toEqual({
      date: '2026-01-31',
      amount: -1234,
      payeeName: 'Corner Shop',
      bankText: 'POS CORNER SHOP 12',
      notes: '',
      categoryId: null,
      isCleared: false,
    })
  })

  test('is changed in the named fields alone, and never loses its category', () => {
    expect(changedFields(outgoing, new Set(['amount', 'category']), -5)).toEqual({ amount: -5 })
  })

  test('that was split, moved or is finer than its currency counts as changed there', () => {
    const { facts } = heldRow(account, budgetRow)
    for (const change of [{ isSplit: true }, { accountId: 'account-2' }]) {
      expect(heldRow(account, { ...budgetRow, ...change }).facts.text).not.toBe(facts.text)
    }
    const yen = { theirId: 'account-1', currency: currency('JPY') }
    expect(heldRow(yen, budgetRow).facts.text).toContain('amount -1234')
  })

  test('of a day that is none is no answer', () => {
    expect(() => heldRow(account, { ...budgetRow, date: '2026-02-31' })).toThrow("that Tributary doesn't know")
  })
})
