// YNAB, by its REST interface.
import { parseCurrency } from '../../domain/currency.ts'
import type { TheirCategory } from '../../domain/push/rows.ts'
import { DestinationError } from '../contract.ts'
import type { DestinationAdapter, DestinationSession } from '../contract.ts'
import { oneByOne } from '../one-by-one.ts'
import { get } from './line.ts'
import type { Line, Plan } from './line.ts'
import { LABEL, manifest } from './manifest.ts'
import { readRows } from './read-rows.ts'
import { accountList, categoryList, planList } from './wire.ts'
import { createRows, removeRow, restoreRows, updateRows } from './write-rows.ts'

/** Where YNAB is. */
export const YNAB_ADDRESS = new URL('https://api.ynab.com/v1')

/** Groups whose categories are YNAB's own: it ignores or refuses them in rows. */
const OWN_GROUPS = ['Internal Master Category', 'Credit Card Payments']

/** The adapter for a YNAB at this address. */
export const createYnabAdapter = (address: URL): DestinationAdapter => ({
  manifest,
  open: async (settings, secrets, deps) => {
    const line: Line = {
      label: LABEL,
      http: deps.openHttp(address),
      deps,
      headers: { authorization: `Bearer ${secrets['token'] ?? ''}` },
      base: address.href.replace(/\/+$/, ''),
    }
    return sessionOf(await choosePlan(line, settings['plan']))
  },
})

async function choosePlan(line: Line, wanted: string | undefined): Promise<Plan> {
  const { plans } = (await get(line, '/plans', planList)).data
  const found = plans.filter(({ id, name }) => wanted === undefined || id === wanted || name === wanted)
  const [only, ...others] = found
  if (only === undefined || others.length > 0) {
    const names = plans.map(({ name }) => name).join(', ')
    const text = wanted === undefined ? 'There is more than one plan in YNAB.' : 'There is no such plan in YNAB.'
    const had = plans.length === 0 ? 'You have none yet.' : `You have: ${names}.`
    throw new DestinationError('settings', `${text} ${had} Nothing was sent. Say which plan to send to.`)
  }
  const currency = parseCurrency(only.currency_format?.iso_code ?? '')
  return { ...line, base: `${line.base}/plans/${encodeURIComponent(only.id)}`, currency }
}

const sessionOf = (plan: Plan): DestinationSession => ({
  listAccounts: async () => {
    const { accounts } = (await get(plan, '/accounts', accountList)).data
    return accounts
      .filter(({ deleted }) => !deleted)
      .map(({ id, name, closed }) => ({ id, name, currency: plan.currency, isClosed: closed }))
  },
  listCategories: () => listCategories(plan),
  read: (account, wish) => readRows(plan, account, wish),
  create: (account, rows) => createRows(plan, account, rows),
  update: (account, changes) => updateRows(plan, account, changes),
  remove: (_account, rows) => oneByOne(rows, ({ importId }) => importId ?? '', (row) => removeRow(plan, row)),
  restore: (account, rows) => restoreRows(plan, account, rows),
  close: async () => {},
})

async function listCategories(plan: Plan): Promise<readonly TheirCategory[]> {
  const { category_groups } = (await get(plan, '/categories', categoryList)).data
  return category_groups
    .filter(({ name, hidden, deleted }) => !hidden && !deleted && !OWN_GROUPS.includes(name))
    .flatMap(({ categories }) => categories.filter(({ hidden, deleted }) => !hidden && !deleted))
    .map(({ id, name }) => ({ id, name }))
}
