// Rules, payorees and categories of a fake household. A change says what it would do and is undone by its id.
import { Hono, type Context } from 'hono'
import type { CategoryView } from '../../../src/api/contract/categories.ts'
import type { PayoreeView } from '../../../src/api/contract/payorees.ts'
import type { RulebookChangeView, RuleListView } from '../../../src/api/contract/rules.ts'
import type { FakeHousehold } from './household.ts'
import { dayBefore, minutesAgo } from './ledger.ts'

type Rule = RuleListView['rules'][number]
type Entry = { batchId: string; kind: string; summary: string; changed: number; at: string; undoneAt: string | null }
type GivenRule = Pick<Rule, 'name' | 'isOn' | 'condition' | 'actions' | 'stops' | 'fromOn'>

const USED = { transactions: 0, rules: 0, payorees: 0, mappings: 3 }
const CATEGORIES: CategoryView[] = [
  { id: 'food', parentId: null, name: 'Food and drink', kind: 'expense', isOwn: false, usage: USED },
  { id: 'food.coffee', parentId: 'food', name: 'Coffee and bakery', kind: 'expense', isOwn: false, usage: USED },
  { id: 'food.restaurants', parentId: 'food', name: 'Restaurants', kind: 'expense', isOwn: false, usage: USED },
  { id: 'income', parentId: null, name: 'Income', kind: 'income', isOwn: false, usage: USED },
  { id: 'income.salary', parentId: 'income', name: 'Salary', kind: 'income', isOwn: false, usage: USED },
  { id: 'cat_own', parentId: 'food', name: 'Market stalls', kind: 'expense', isOwn: true, usage: { ...USED, transactions: 12 } },
]

function firstRules(): Rule[] {
  const rule: Rule = {
    id: 'rul_1',
    name: 'Coffee',
    isOn: true,
    condition: { field: 'description', test: 'contains', value: 'coffee' },
    actions: [{ set: 'category', categoryId: 'food.coffee' }],
    stops: false,
    fromOn: null,
    updatedAt: minutesAgo(4_000),
    matched: 37,
    matchedLately: 4,
    doesNothing: null,
  }
  const nested = {
    any: [{ field: 'payoree', test: 'is', value: 'Blue Kettle Coffee' }, { all: [{ field: 'direction', value: 'out' }] }],
  }
  return [
    rule,
    {
      ...rule,
      id: 'rul_2',
      name: 'Kettles',
      isOn: false,
      condition: nested,
      doesNothing: 'it is off',
      matched: 0,
      matchedLately: 0,
    },
  ]
}

const PAYOREES: PayoreeView[] = [
  {
    id: 'pay_1',
    name: 'Blue Kettle Coffee',
    keys: ['text:bluekettle', 'text:bluekettlecoffee'],
    transactions: 121,
    lastOn: dayBefore(0),
    category: { id: 'food.coffee', name: 'Coffee and bakery' },
  },
  { id: null, name: 'Blue Kettle 114', keys: ['text:bluekettle114'], transactions: 3, lastOn: dayBefore(4), category: null },
  { id: null, name: 'Green Basket Market', keys: ['text:greenbasket'], transactions: 120, lastOn: dayBefore(1), category: null },
]

const SUGGESTION = {
  condition: { field: 'description', test: 'contains', value: 'lantern' },
  action: { set: 'category', categoryId: 'food.restaurants' },
  words: 'Category Restaurants',
  support: 6,
  precision: 0.96,
  matches: 40,
  exampleIds: ['txn_000004'],
}

/** Routes of the rulebook. */
export function rulebookRoutes(household: FakeHousehold): Hono {
  const app = new Hono()
  const isEmpty = household.transactions.length === 0
  const rules = isEmpty ? [] : firstRules()
  const entries: Entry[] = []

  const changed = (summary: string, isDryRun: boolean): RulebookChangeView => {
    const sample = household.transactions.slice(0, 2).map((row) => {
      const before = {
        payoree: row.payoree,
        category: row.category,
        note: row.note,
        tags: [],
        isHidden: row.isHidden,
        isTransfer: false,
      }
      const after = { ...before, category: 'Coffee and bakery' }
      return { id: row.id, on: row.on, description: row.description, amount: row.amount, before, after }
    })
    const batchId = isDryRun ? null : `bat_rulebook_${entries.length}`
    if (batchId !== null) {
      entries.unshift({ batchId, kind: 'rule', summary, changed: 37, at: minutesAgo(0), undoneAt: null })
    }
    return { batchId, isDryRun, looked: household.transactions.length, changed: 37, sample }
  }
  const take = async (context: Context, summary: string) => {
    const { isDryRun = false }: { isDryRun?: boolean } = await context.req.json()
    return context.json(changed(summary, isDryRun))
  }

  app.get('/categories', (context) => context.json({ categories: CATEGORIES }))
  app.post('/categories', (context) => take(context, 'Added a category'))
  app.patch('/categories/:id', (context) => take(context, 'Renamed a category'))
  app.delete('/categories/:id', (context) => {
    if (context.req.query('moveToId') === undefined) {
      const detail = 'It is used by 12 transactions. Name the category that takes its place.'
      return context.json({ type: 'about:blank', title: 'In use', status: 409, detail, actor: 'user' }, 409)
    }
    return context.json(changed('Moved a category', context.req.query('isDryRun') === 'true'))
  })

  app.get('/payorees', (context) => {
    const text = (context.req.query('text') ?? '').toLowerCase()
    return context.json({ payorees: isEmpty ? [] : PAYOREES.filter(({ name }) => name.toLowerCase().includes(text)) })
  })
  app.post('/payorees/:verb', (context) => take(context, `Payorees: ${context.req.param('verb')}`))
  app.post('/transactions/:id/always', (context) =>
    context.json(changed('Always like one', context.req.query('isDryRun') === 'true')),
  )

  app.get('/rules', (context) => {
    const conflicts = isEmpty
      ? []
      : [{ field: 'category', winnerId: 'rul_1', loserId: 'rul_2', count: 3, exampleId: 'txn_000004' }]
    return context.json({ looked: household.transactions.length, rules, conflicts })
  })
  app.get('/rules/suggestions', (context) => context.json({ looked: 0, suggestions: isEmpty ? [] : [SUGGESTION] }))
  app.post('/rules/try', (context) => context.json({ payoree: 'Blue Kettle', category: 'Restaurants', isMatched: true }))
  app.post('/rules', async (context) => {
    const { rule, isDryRun = false }: { rule: GivenRule; isDryRun?: boolean } = await context.req.json()
    const id = `rul_new_${rules.length}`
    if (!isDryRun) {
      rules.push({ ...rule, id, updatedAt: minutesAgo(0), matched: 37, matchedLately: 4, doesNothing: null })
    }
    return context.json({ ...changed(`Made the rule “${rule.name}”`, isDryRun), ruleId: id })
  })
  app.put('/rules/:id', (context) => take(context, 'Changed a rule'))
  app.delete('/rules/:id', (context) => context.json(changed('Deleted a rule', context.req.query('isDryRun') === 'true')))

  app.get('/rulebook/changes', (context) => context.json({ changes: entries }))
  app.post('/rulebook/changes/:id/undo', (context) => {
    const entry = entries.find(({ batchId }) => batchId === context.req.param('id'))
    if (entry === undefined) return context.notFound()
    entry.undoneAt = minutesAgo(0)
    rules.splice(0, rules.length, ...rules.filter(({ id }) => !id.startsWith('rul_new')))
    return context.json({ batchId: entry.batchId, restored: 37, keptIds: [] })
  })
  return app
}
