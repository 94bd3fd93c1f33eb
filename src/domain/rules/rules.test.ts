import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../calendar.ts'
import type { CurrencyCode } from '../currency.ts'
import type { AccountId, RuleId, TransactionId } from '../ids.ts'
import { compileRules } from './compile-rule.ts'
import { conditionFromJson, conditionToJson } from './rule-json.ts'
import { reportRules } from './rule-report.ts'
import { ruleFaults } from './rule-faults.ts'
import { runRules } from './run-rules.ts'
import { suggestRules } from './suggest-rules.ts'
import type { Edited } from './suggest-rules.ts'
import type { Action, Condition, Rule, RuleSubject } from './rule.ts'

const EUR = 'EUR' as CurrencyCode
const account = 'account-1' as AccountId

const rule = (id: string, condition: Condition, actions: readonly Action[], more: Partial<Rule> = {}): Rule => ({
  id: id as RuleId,
  name: id,
  isOn: true,
  condition,
  actions,
  stops: false,
  fromOn: null,
  ...more,
})

const subject = (more: Partial<RuleSubject> = {}): RuleSubject => ({
  accountId: account,
  on: '2026-05-04' as CalendarDate,
  minor: -1250n,
  currency: EUR,
  description: 'AMZN Mktp DE*2K4',
  payoree: 'Amazon',
  categoryId: null,
  ...more,
})

const about = (value: string): Condition => ({ field: 'description', test: 'contains', value })
const category = (categoryId: string): Action => ({ set: 'category', categoryId })
const run = (rules: readonly Rule[], more: Partial<RuleSubject> = {}) =>
  runRules(compileRules(rules), subject(more)).outcome

describe('conditions', () => {
  const amount = (test: 'is' | 'more-than' | 'less-than' | 'between', minor: bigint, upToMinor: bigint | null = null) =>
    ({ field: 'amount', test, minor, upToMinor, currency: EUR }) satisfies Condition

  test.each<[string, Condition, boolean]>([
    ['a text is, whatever the capitals', { field: 'payoree', test: 'is', value: 'AMAZON' }, true],
    ['a text contains', about('mktp'), true],
    ['a text starts with', { field: 'description', test: 'starts-with', value: 'mktp' }, false],
    ['a text matches', { field: 'description', test: 'matches', value: '^amzn.*\\*\\w+$' }, true],
    ['the amount is, without its sign', amount('is', 1250n), true],
    ['more than is not the amount itself', amount('more-than', 1250n), false],
    ['less than', amount('less-than', 1251n), true],
    ['between holds both ends', amount('between', 1000n, 1250n), true],
    ['another currency never', { ...amount('is', 1250n), currency: 'USD' as CurrencyCode }, false],
    ['the account', { field: 'account', accountIds: [account] }, true],
    ['no category', { field: 'category', categoryId: null }, true],
    ['the direction', { field: 'direction', value: 'out' }, true],
    ['all', { all: [about('amzn'), about('rewe')] }, false],
    ['any', { any: [about('rewe'), { all: [about('amzn'), amount('is', 1250n)] }] }, true],
  ])('%s', (_words, condition, expected) => {
    expect(run([rule('a', condition, [{ set: 'ignored' }])]).ignored !== null).toBe(expected)
    expect(conditionFromJson(JSON.parse(JSON.stringify(conditionToJson(condition))))).toEqual(condition)
  })
})

describe('a list of rules', () => {
  const shopping = rule('shopping', about('amzn'), [category('shopping'), { set: 'tag', name: 'online' }])
  const books = rule('books', about('amzn'), [category('books'), { set: 'tag', name: 'read' }])

  test('keeps what the rule higher in the list has set', () => {
    expect(run([shopping, books]).category).toEqual({ value: 'shopping', by: 'shopping' })
    expect(run([books, shopping]).category).toEqual({ value: 'books', by: 'books' })
  })

  test('adds up tags', () => {
    expect(run([shopping, books]).tags.map(({ value }) => value)).toEqual(['online', 'read'])
  })

  test('ends at a rule that stops', () => {
    expect(run([{ ...shopping, stops: true }, books]).tags.map(({ value }) => value)).toEqual(['online'])
  })

  test('lets conditions see what rules above have set', () => {
    const named = rule('named', about('amzn'), [{ set: 'payoree', name: 'Book Shop' }])
    const seen = rule('seen', { field: 'payoree', test: 'is', value: 'Book Shop' }, [category('books')])
    expect(run([named, seen]).category?.value).toBe('books')
    expect(run([seen, named]).category).toBeNull()
  })

  test('passes over rules that are off and days before a rule begins', () => {
    expect(run([{ ...shopping, isOn: false }]).category).toBeNull()
    expect(run([{ ...shopping, fromOn: '2026-05-05' as CalendarDate }]).category).toBeNull()
    expect(run([{ ...shopping, fromOn: '2026-05-04' as CalendarDate }]).category?.value).toBe('shopping')
  })

  test('tells where two rules want different things, and which rules do nothing', () => {
    const rules = [
      shopping,
      rule('other', about('amzn'), [category('other')]),
      rule('unused', about('nothing has this'), [category('x')]),
      rule('stopper', about('rewe'), [category('food')], { stops: true }),
      rule('late', about('rewe'), [{ set: 'tag', name: 'shop' }]),
      { ...rule('off', about('amzn'), [category('y')]), isOn: false },
    ]
    const seen = ['AMZN 1', 'AMZN 2', 'REWE 3'].map((description, index) => {
      return { id: `t${index}` as TransactionId, subject: subject({ description }) }
    })
    const report = reportRules(compileRules(rules), seen, '2026-05-04' as CalendarDate)
    expect(report.conflicts).toEqual([
      { field: 'category', winner: 'shopping', loser: 'other', count: 2, example: 't0' },
    ])
    expect(report.dead).toEqual([
      { ruleId: 'other', why: 'Rules above it set the same fields, every time.' },
      { ruleId: 'unused', why: 'It matches none of the 3 transactions looked at.' },
      { ruleId: 'late', why: 'A rule above it stops before it, every time.' },
    ])
    expect(report.uses.find(({ ruleId }) => ruleId === 'shopping')).toMatchObject({ matched: 2, matchedLately: 2 })
  })
})

describe('a rule', () => {
  const terms = { categoryIds: new Set(['food']), accountIds: new Set([account]), currencies: new Set([EUR]) }
  const faultsOf = (condition: Condition, actions: readonly Action[] = [category('food')]) =>
    ruleFaults(rule('a', condition, actions), terms).map(({ pointer }) => pointer)

  test('that is whole has no faults', () => {
    expect(faultsOf({ all: [about('x1'), { field: 'account', accountIds: [account] }] })).toEqual([])
  })

  test('with a catastrophic expression is refused with its position, in a sentence', () => {
    const bad = rule('a', { field: 'description', test: 'matches', value: '^(a+)+$' }, [category('food')])
    const [fault] = ruleFaults(bad, terms)
    expect(fault).toMatchObject({ pointer: '/condition/value', position: 5 })
    expect(fault?.detail).toMatch(/^At character 6: This repeats something that itself repeats/)
  })

  const deep = [1, 2, 3, 4, 5].reduce<Condition>((inside) => ({ any: [inside] }), about('x1'))
  test.each<[string, Condition, readonly Action[], string]>([
    ['an empty group, which would match all', { all: [] }, [category('food')], '/condition/all'],
    ['groups too deep', deep, [category('food')], '/condition/any/0/any/0/any/0/any/0/any'],
    ['an empty text', about(' '), [category('food')], '/condition/value'],
    ['an unknown category', about('x1'), [category('gone')], '/actions/0/categoryId'],
    ['nothing to do', about('x1'), [], '/actions'],
    ['one field twice', about('x1'), [category('food'), category('food')], '/actions/1'],
    ['an unknown account', { field: 'account', accountIds: ['b' as AccountId] }, [category('food')], '/condition/accountIds/0'],
    ['too many conditions', { any: Array.from({ length: 60 }, () => about('x1')) }, [category('food')], '/condition'],
  ])('is refused for %s', (_words, condition, actions, pointer) => {
    expect(faultsOf(condition, actions)).toEqual([pointer])
  })
})

describe('suggestions', () => {
  const edited = (id: string, description: string, payoree: string, decidedCategory?: string | null): Edited => ({
    id: id as TransactionId,
    description,
    payoree,
    decidedPayoree: undefined,
    decidedCategory,
  })
  const edits = ['1', '2', '3', '4'].map((id) => edited(id, `AMZN MKTP ${id}`, 'Amazon', 'shopping'))
  const never = () => false

  test('are what the person did again and again, with support and measured precision', () => {
    const history = [...edits, edited('5', 'AMZN MKTP 5', 'Amazon')]
    expect(suggestRules(history, never)).toEqual([
      {
        condition: { field: 'payoree', test: 'is', value: 'Amazon' },
        action: category('shopping'),
        support: 4,
        precision: 1,
        matches: 5,
        examples: ['1', '2', '3'],
      },
    ])
  })

  test('are not made of edits that disagree, that are few, or that a rule covers', () => {
    const disagreeing = [...edits, edited('6', 'AMZN', 'Amazon', 'gifts')]
    expect(suggestRules(disagreeing, never).map(({ condition }) => condition)).toEqual([
      { field: 'description', test: 'contains', value: 'amzn mktp' },
    ])
    expect(suggestRules([...edits, edited('6', 'AMZN MKTP 6', 'Amazon', 'gifts')], never)).toEqual([])
    expect(suggestRules(edits.slice(2), never)).toEqual([])
    expect(suggestRules(edits, () => true)).toEqual([])
  })
})
