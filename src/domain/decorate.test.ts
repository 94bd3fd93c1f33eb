import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { CalendarDate } from './calendar.ts'
import { CATEGORIES } from './category/tree.ts'
import type { CurrencyCode } from './currency.ts'
import { decorateBy, explain, subjectOfLedger } from './decorate.ts'
import type { Rulebook } from './decorate.ts'
import type { AccountId, RuleId, TransactionId } from './ids.ts'
import { NO_BRANDS } from './payoree/brands.ts'
import type { PayoreeKey } from './payoree/payoree.ts'
import { isMatched, rederive } from './rederive.ts'
import { compileRules } from './rules/compile-rule.ts'
import type { Action, Condition, Rule } from './rules/rule.ts'
import { NOTHING_DERIVED, visible } from './transaction.ts'
import type { Evidence, Intent, Transaction } from './transaction.ts'

const account = 'account-1' as AccountId

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  status: 'posted',
  amount: { minor: -1250n, currency: 'EUR' as CurrencyCode },
  postedOn: '2026-05-04' as CalendarDate,
  transactionOn: null,
  description: 'ZORBLAX EMPORIUM',
  counterpartyName: null,
  counterpartyAccountMask: null,
  providerCategory: null,
  reference: null,
  isRemoved: false,
  ...more,
})

const rule = (id: string, condition: Condition, actions: readonly Action[]): Rule => ({
  id: id as RuleId,
  name: id,
  isOn: true,
  condition,
  actions,
  stops: false,
  fromOn: null,
})

function rulebook(more: Partial<Rulebook> = {}): Rulebook {
  return {
    version: 'version-1',
    payorees: { aliases: new Map(), ownNames: [], brands: NO_BRANDS },
    bankNames: new Map(),
    categories: {
      payoreeCategories: new Map(),
      sourceCategories: new Map(),
      model: null,
      providerCategories: new Map(),
    },
    moved: new Map(),
    categoryIds: new Set(CATEGORIES.map(({ code }) => code)),
    rules: [],
    ...more,
  }
}

const zorblax = { field: 'description', test: 'contains', value: 'zorblax' } as const
const keyOf = (book: Rulebook): PayoreeKey => {
  const [key] = explain(book, evidence(), account).keys
  if (key === undefined) throw new Error('the payoree has a key')
  return key
}

describe('the derived layer', () => {
  test("names who set each field: the bank, the person's own name, or a rule", () => {
    const plain = explain(rulebook(), evidence(), account).derived
    expect(plain.payoree?.by).toBe('bank')
    const aliases = new Map([[keyOf(rulebook()), 'The Toy Shop']])
    const book = rulebook({ payorees: { aliases, ownNames: [], brands: NO_BRANDS } })
    expect(explain(book, evidence(), account).derived.payoree).toMatchObject({ name: 'The Toy Shop', by: 'alias' })
    const actions: readonly Action[] = [
      { set: 'payoree', name: 'Toys' },
      { set: 'category', categoryId: 'shopping.hobbies' },
      { set: 'transfer' },
    ]
    const ruled = explain({ ...book, rules: compileRules([rule('r1', zorblax, actions)]) }, evidence(), account)
    expect(ruled.derived).toMatchObject({
      payoree: { name: 'Toys', by: 'rule:r1', key: keyOf(book) },
      category: { id: 'shopping.hobbies', by: 'rule:r1' },
      transfer: { by: 'r1' },
    })
    expect(ruled.matched).toEqual(['r1'])
  })

  test('puts in place of a deleted category what took its place, whoever names it', () => {
    const payoreeCategories = new Map([[keyOf(rulebook()), 'shopping.books']])
    const moved = new Map([['shopping.books', 'shopping.hobbies'], ['shopping.gifts', null]])
    const categoryIds = new Set(['shopping.hobbies'])
    const book = rulebook({ moved, categoryIds, categories: { ...rulebook().categories, payoreeCategories } })
    expect(explain(book, evidence(), account).derived.category?.id).toBe('shopping.hobbies')
    const gone = rule('r1', zorblax, [{ set: 'category', categoryId: 'shopping.gifts' }])
    expect(explain({ ...book, rules: compileRules([gone]) }, evidence(), account).derived.category).toBeNull()
    const unknown = rule('r1', zorblax, [{ set: 'category', categoryId: 'never.there' }])
    expect(explain({ ...book, rules: compileRules([unknown]) }, evidence(), account).derived.category).toBeNull()
  })
})

describe('working it out again', () => {
  const words = fc.constantFrom('ZORBLAX EMPORIUM 12', 'Gehalt ACME GmbH', 'REWE SAGT DANKE', 'ATM 0042', '', 'الدفع ١٢')
  const condition = fc.oneof(
    fc.constantFrom('zorblax', 'gehalt', 'e').map((value): Condition => ({ field: 'description', test: 'contains', value })),
    fc.constantFrom('toys', 'rewe').map((value): Condition => ({ field: 'payoree', test: 'is', value })),
    fc.constantFrom('in' as const, 'out' as const).map((value): Condition => ({ field: 'direction', value })),
    fc.constantFrom('food', null).map((categoryId): Condition => ({ field: 'category', categoryId })),
  )
  const action = fc.constantFrom<Action>(
    { set: 'payoree', name: 'Toys' },
    { set: 'category', categoryId: 'food' },
    { set: 'note', text: 'x' },
    { set: 'tag', name: 'y' },
    { set: 'ignored' },
  )
  const rules = fc
    .array(fc.tuple(condition, fc.array(action, { minLength: 1, maxLength: 3 }), fc.boolean()), { maxLength: 5 })
    .map((all) => all.map(([when, then, stops], index) => ({ ...rule(`r${index}`, when, then), stops })))
  const intent = fc.record<Intent>(
    { payoree: fc.constantFrom('Mine', null, ''), category: fc.constantFrom('home', null), isHidden: fc.boolean() },
    { requiredKeys: [] },
  )
  const transaction = fc
    .tuple(words, fc.constantFrom(-1250n, 0n, 99_999n), intent)
    .map(([description, minor, decided]): Transaction => ({
      id: 'transaction-1' as TransactionId,
      accountId: account,
      evidence: evidence({ description, amount: { minor, currency: 'EUR' as CurrencyCode } }),
      derived: NOTHING_DERIVED,
      intent: decided,
    }))

  test('gives what an import gives, changes nothing a second time, and never what the person decided', () => {
    fc.assert(
      fc.property(rules, fc.array(transaction, { maxLength: 4 }), (list, ledger) => {
        const book = rulebook({ rules: compileRules(list) })
        const changes = new Map(rederive(book, ledger).map(({ transaction: row, after }) => [row, after]))
        const later = ledger.map((row) => ({ ...row, derived: changes.get(row) ?? row.derived }))
        for (const row of later) {
          expect(row.derived).toEqual(decorateBy(book)(row.evidence, row.accountId))
          const shown: Readonly<Record<string, unknown>> = visible(row)
          for (const [field, value] of Object.entries(row.intent)) expect(shown[field]).toBe(value)
        }
        expect(rederive(book, later)).toEqual([])
      }),
      { seed: 73, numRuns: 300 },
    )
  })

  test('sees the same matches in the ledger as at import', () => {
    fc.assert(
      fc.property(rules, transaction, (list, row) => {
        const book = rulebook({ rules: compileRules(list) })
        const { derived, matched } = explain(book, row.evidence, row.accountId)
        const later = { ...row, derived }
        expect(list.filter(({ id }) => isMatched(id, book, later)).map(({ id }) => id)).toEqual([...matched])
        const unruled = { ...row, derived: explain(rulebook(), row.evidence, account).derived }
        expect(subjectOfLedger(book, later)).toEqual(subjectOfLedger(book, unruled))
      }),
      { seed: 79, numRuns: 300 },
    )
  })
})
