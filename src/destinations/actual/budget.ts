// The open budget, in the process that holds Actual's client. What is written counts only after the sync that
// ends each call: the copy of the budget is thrown away with the process.
import type {
  BridgeCalls,
  BudgetFields,
  BudgetRow,
  ChangedRow,
  MadeRow,
  NewRow,
  OpenWish,
} from './bridge-messages.ts'
import { loadClient } from './client.ts'
import type { Client, Query } from './client.ts'
import { accountList, budgetList, categoryList, payeeList, preferences, rowList } from './wire.ts'
import type { Row } from './wire.ts'

/** A failure that is told by a code: `which-budget` names those there are. */
export class BudgetFailure extends Error {
  override readonly name = 'BudgetFailure'
  readonly code: string
  readonly names: readonly string[]

  constructor(code: string, names: readonly string[] = []) {
    super(code)
    this.code = code
    this.names = names
  }
}

/** Ids in one query: each is a part of its text, and SQLite reads no more than so much. */
const IDS_PER_QUERY_MAX = 500

export type Budget = {
  readonly [Name in Exclude<keyof BridgeCalls, 'open'>]: (
    takes: BridgeCalls[Name]['takes'],
  ) => Promise<BridgeCalls[Name]['gives']>
}

/** Signs in, fetches a fresh copy of the budget and brings it up to date. */
export async function openBudget(wish: OpenWish): Promise<{ budget: Budget; currency: string | null }> {
  const { folder, address, password, encryptionPassword } = wish
  const client = await loadClient(new URL(address))
  await client.init({ dataDir: folder, serverURL: address, password })
  const syncId = chooseBudget(budgetList.parse(await client.getBudgets()), wish.budget.trim())
  await client.downloadBudget(syncId, encryptionPassword === '' ? {} : { password: encryptionPassword })
  await client.sync()
  const { defaultCurrencyCode } = preferences.parse(await client.getPreferences())
  return { budget: budgetOf(client), currency: defaultCurrencyCode || null }
}

function chooseBudget(all: ReturnType<typeof budgetList.parse>, wanted: string): string {
  const found = all.flatMap(({ name, groupId }) => (groupId == null ? [] : [{ name, groupId }]))
  const fitting = wanted === '' ? found : found.filter(({ name, groupId }) => name === wanted || groupId === wanted)
  const [only, ...others] = fitting
  if (only !== undefined && others.length === 0) return only.groupId
  throw new BudgetFailure('which-budget', found.map(({ name }) => name))
}

const budgetOf = (client: Client): Budget => ({
  listAccounts: async () =>
    accountList.parse(await client.getAccounts()).map(({ id, name, closed }) => {
      return { id, name, isClosed: closed === true }
    }),
  listCategories: async () =>
    categoryList.parse(await client.getCategories({ hidden: false })).map(({ id, name }) => ({ id, name })),
  read: async ({ accountId, fromOn, toOn, ids }) => {
    const days = { account: accountId, date: { $gte: fromOn } }
    const inDays = await findRows(client, { $and: [days, { date: { $lte: toOn } }] })
    const known = await findByField(client, 'id', ids)
    return [...new Map([...inDays, ...known].map((each) => [each.id, each])).values()]
  },
  create: ({ accountId, rows, isExact }) => create(client, accountId, rows, isExact),
  change: async ({ rows }) => {
    const changed: (ChangedRow | string)[] = []
    for (const { id, fields } of rows) changed.push(await changeRow(client, id, fields))
    await client.sync()
    return withRows(client, changed)
  },
  remove: async ({ ids }) => {
    for (const id of ids) await client.deleteTransaction(id)
    await client.sync()
    return null
  },
})

/**
 * Adds rows that aren't there by their import ids. It is never the client's `importTransactions`, which takes a
 * row that the person typed in on a near day for the new one and writes into it: a guess that nobody can check,
 * and that an undo would delete. The budget's own rules do run, as for everything that comes in.
 */
async function create(
  client: Client,
  accountId: string,
  rows: readonly NewRow[],
  isExact: boolean,
): Promise<readonly MadeRow[]> {
  const importIds = rows.map(({ importId }) => importId)
  const before = new Set((await findByField(client, 'imported_id', importIds)).map(({ importId }) => importId))
  const fresh = rows.filter(({ importId }) => !before.has(importId))
  if (fresh.length > 0) {
    const takesCategory = await isOnBudget(client, accountId)
    const added = fresh.map((each) => newRow(each, takesCategory))
    await client.addTransactions(accountId, added, { learnCategories: false, runTransfers: false })
  }
  if (isExact) {
    const made = await findByField(client, 'imported_id', fresh.map(({ importId }) => importId))
    const fieldsOf = new Map(fresh.map(({ importId, fields }) => [importId, fields]))
    for (const { id, importId } of made) await changeRow(client, id, fieldsOf.get(importId ?? '') ?? {})
  }
  await client.sync()
  const found = await findByField(client, 'imported_id', importIds)
  const rowOf = new Map(found.map((each) => [each.importId, each]))
  return importIds.map((importId) => {
    return { importId, wasThere: before.has(importId), row: rowOf.get(importId) ?? null }
  })
}

/** Accounts that aren't part of the budget keep no categories. */
async function isOnBudget(client: Client, accountId: string): Promise<boolean> {
  const found = accountList.parse(await client.getAccounts()).find(({ id }) => id === accountId)
  if (found === undefined) throw new BudgetFailure('account-gone')
  return found.offbudget !== true
}

const newRow = ({ importId, fields }: NewRow, takesCategory: boolean): object => ({
  date: fields.date,
  amount: fields.amount,
  payee_name: fields.payeeName ?? '',
  imported_payee: fields.bankText || fields.payeeName || '',
  notes: fields.notes,
  imported_id: importId,
  cleared: fields.isCleared,
  ...(takesCategory && fields.categoryId != null ? { category: fields.categoryId } : {}),
})

/** The id of the row that was written, or why it was not. */
async function changeRow(client: Client, id: string, fields: BudgetFields): Promise<ChangedRow | string> {
  const [before] = await findByField(client, 'id', [id])
  if (before === undefined) return { problem: 'gone' }
  if (before.isSplit) return { problem: 'split' }
  const { date, amount, payeeName, bankText, notes, categoryId, isCleared } = fields
  await client.updateTransaction(id, {
    ...(date === undefined ? {} : { date }),
    ...(amount === undefined ? {} : { amount }),
    ...(payeeName === undefined ? {} : { payee: await payeeId(client, payeeName) }),
    ...(bankText === undefined ? {} : { imported_payee: bankText }),
    ...(notes === undefined ? {} : { notes }),
    ...(categoryId === undefined ? {} : { category: categoryId }),
    ...(isCleared === undefined ? {} : { cleared: isCleared }),
  })
  return id
}

async function payeeId(client: Client, name: string | null): Promise<string | null> {
  if (name === null || name.trim() === '') return null
  const wanted = name.trim()
  const all = payeeList.parse(await client.getPayees()).filter(({ transfer_acct }) => transfer_acct == null)
  const same = all.find((each) => each.name === wanted)
  const alike = all.find((each) => each.name.toLowerCase() === wanted.toLowerCase())
  return (same ?? alike)?.id ?? client.createPayee({ name: wanted })
}

async function withRows(client: Client, changed: readonly (ChangedRow | string)[]): Promise<readonly ChangedRow[]> {
  const ids = changed.filter((each) => typeof each === 'string')
  const rowOf = new Map((await findByField(client, 'id', ids)).map((each) => [each.id, each]))
  return changed.map((each) => {
    if (typeof each !== 'string') return each
    const row = rowOf.get(each)
    return row === undefined ? { problem: 'gone' } : { row }
  })
}

async function findByField(
  client: Client,
  field: 'id' | 'imported_id',
  values: readonly string[],
): Promise<readonly BudgetRow[]> {
  const found: BudgetRow[] = []
  for (let at = 0; at < values.length; at += IDS_PER_QUERY_MAX) {
    found.push(...(await findRows(client, { [field]: { $oneof: values.slice(at, at + IDS_PER_QUERY_MAX) } })))
  }
  return found
}

/** Whole transactions: the parts of a split come with it, and are left out. */
async function findRows(client: Client, conditions: object): Promise<readonly BudgetRow[]> {
  const query: Query = client.q('transactions').filter(conditions).select('*').options({ splits: 'grouped' })
  const { data: rows } = rowList.parse(await client.aqlQuery(query))
  if (rows.length === 0) return []
  const payees = namesOf(payeeList.parse(await client.getPayees()))
  const categories = namesOf(categoryList.parse(await client.getCategories({ hidden: true })))
  const hidden = namesOf(categoryList.parse(await client.getCategories({ hidden: false })))
  return rows.map((each) => budgetRow(each, payees, new Map([...categories, ...hidden])))
}

const namesOf = (all: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> =>
  new Map(all.map(({ id, name }) => [id, name]))

const budgetRow = (
  each: Row,
  payees: ReadonlyMap<string, string>,
  categories: ReadonlyMap<string, string>,
): BudgetRow => ({
  id: each.id,
  accountId: each.account,
  date: each.date,
  amount: each.amount,
  payeeName: each.payee == null ? null : (payees.get(each.payee) ?? null),
  bankText: each.imported_payee ?? '',
  notes: each.notes ?? '',
  importId: each.imported_id ?? null,
  categoryId: each.category ?? null,
  categoryName: each.category == null ? null : (categories.get(each.category) ?? null),
  isCleared: each.cleared === true,
  isReconciled: each.reconciled === true,
  isSplit: each.is_parent === true,
})
