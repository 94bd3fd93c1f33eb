// YNAB, by its REST interface: new rows and changes in bulk, since every request counts, deletes one by one.
import type * as z from 'zod'
import { parseCurrency } from '../../domain/currency.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { JsonValue } from '../../domain/source-record.ts'
import type { HeldRow, OutgoingRow, TheirCategory } from '../../domain/push/rows.ts'
import { DestinationError } from '../contract.ts'
import type {
  AccountRef,
  DestinationAdapter,
  DestinationSession,
  ReadWish,
  RowChange,
  RowRestore,
  SentOutcome,
} from '../contract.ts'
import { exchange, odd, UnknownOutcome } from '../exchange.ts'
import type { Exchange, JsonAnswer, Wish } from '../exchange.ts'
import { oneByOne } from '../one-by-one.ts'
import { LABEL, manifest } from './manifest.ts'
import { changedRow, heldRow, milliunitsOf, newRow } from './map-rows.ts'
import type { RowFields } from './map-rows.ts'
import { accountList, categoryList, planList, refusal, rowList, savedRows } from './wire.ts'
import type { Row } from './wire.ts'

/** Where YNAB is. */
export const YNAB_ADDRESS = new URL('https://api.ynab.com/v1')

/** Tries of new rows whose answers get lost. */
const CREATE_TRIES_MAX = 3
/** Characters of a refusal that are shown. */
const REASON_CHARS_MAX = 200
/** Groups whose categories are YNAB's own: it ignores or refuses them in rows. */
const OWN_GROUPS = ['Internal Master Category', 'Credit Card Payments']

type Line = Exchange & { readonly base: string }
type Plan = Line & { readonly currency: CurrencyCode | null }

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

/** One request in most cases, two where a known row lies before the days asked for. */
async function readRows(plan: Plan, account: AccountRef, wish: ReadWish): Promise<readonly HeldRow[]> {
  const { fromOn, toOn, theirIds } = wish
  const since = await accountRows(plan, account, `?since_date=${fromOn}`)
  const known = new Set(theirIds)
  const hasAll = theirIds.every((id) => since.some((row) => row.id === id))
  const rows = hasAll ? since : await accountRows(plan, account, '')
  return rows
    .filter(({ id, date }) => known.has(id) || (date >= fromOn && date <= toOn))
    .map((row) => heldRow(account, row))
}

async function accountRows(plan: Plan, { theirId }: AccountRef, query: string): Promise<readonly Row[]> {
  const answer = await get(plan, `/accounts/${encodeURIComponent(theirId)}/transactions${query}`, rowList)
  return answer.data.transactions.filter(({ deleted }) => !deleted)
}

type Ready = { readonly importId: string; readonly fields: RowFields }

async function createRows(
  plan: Plan,
  account: AccountRef,
  rows: readonly OutgoingRow[],
): Promise<readonly SentOutcome[]> {
  const ready = rows.map((row) => {
    const milli = milliunitsOf(row.amount)
    return milli === null ? tooFine(row) : { importId: row.importId, fields: newRow(account, row, milli) }
  })
  return sendReady(ready, (part) => store(plan, account, 'created', part))
}

/** Outcomes that are known already, in their places among those of the rows that are sent. */
async function sendReady(
  ready: readonly (Ready | SentOutcome)[],
  send: (part: readonly Ready[]) => Promise<readonly SentOutcome[]>,
): Promise<readonly SentOutcome[]> {
  const sendable = ready.flatMap((each) => ('fields' in each ? [each] : []))
  const outcomes = sendable.length === 0 ? [] : [...(await send(sendable))]
  return ready.map((each) => ('fields' in each ? (outcomes.shift() ?? noAnswer(each)) : each))
}

const tooFine = ({ importId }: OutgoingRow): SentOutcome => ({
  importId,
  outcome: 'refused',
  reason: `${LABEL} keeps three decimals, and this amount has more.`,
})

const noAnswer = ({ importId }: Ready): SentOutcome => ({
  importId,
  outcome: 'refused',
  reason: `${LABEL} did not answer for this row.`,
})

/**
 * Stores new rows. Where an answer is lost, those that are there by their import ids were stored by us. YNAB itself
 * stores no import id twice in an account, not even one whose row was deleted.
 */
async function store(
  plan: Plan,
  account: AccountRef,
  outcome: 'created' | 'restored',
  rows: readonly Ready[],
): Promise<readonly SentOutcome[]> {
  const done = new Map<string, SentOutcome>()
  for (let tries = 1; ; tries += 1) {
    const open = rows.filter(({ importId }) => !done.has(importId))
    try {
      for (const each of await storeOnce(plan, account, outcome, open)) done.set(each.importId, each)
      return rows.map((each) => done.get(each.importId) ?? noAnswer(each))
    } catch (error) {
      if (!(error instanceof UnknownOutcome) || tries >= CREATE_TRIES_MAX) throw failureOf(error)
      for (const held of await findAll(plan, account, open)) {
        if (held.importId !== null) done.set(held.importId, { importId: held.importId, outcome, held })
      }
    }
  }
}

const failureOf = (error: unknown): unknown => (error instanceof UnknownOutcome ? error.failure : error)

async function storeOnce(
  plan: Plan,
  account: AccountRef,
  outcome: 'created' | 'restored',
  rows: readonly Ready[],
): Promise<readonly SentOutcome[]> {
  if (rows.length === 0) return []
  const body: JsonValue = { transactions: rows.map(({ fields }) => fields) }
  const answer = await send(plan, { method: 'POST', path: '/transactions', body, isSafeToRepeat: false })
  if (answer.status === 400) {
    return halves(rows, answer, (part) => storeOnce(plan, account, outcome, part))
  }
  const { transactions, duplicate_import_ids } = parsed(savedRows, answer).data
  const saved = new Map((transactions ?? []).map((row) => [row.import_id ?? '', row]))
  const twice = rows.filter(({ importId }) => (duplicate_import_ids ?? []).includes(importId))
  const there = new Map((await findAll(plan, account, twice)).map((held) => [held.importId, held]))
  return rows.map((each): SentOutcome => {
    const { importId } = each
    const row = saved.get(importId)
    if (row !== undefined) return { importId, outcome, held: heldRow(account, row) }
    const held = there.get(importId)
    if (held !== undefined) return { importId, outcome: 'already there', held }
    return twice.includes(each)
      ? { importId, outcome: 'refused', reason: `${LABEL} had this row before, and it was deleted there.` }
      : noAnswer(each)
  })
}

/** A refused part is refused as a whole: the row at fault is found by halving. */
async function halves<Each extends { readonly importId: string }>(
  rows: readonly Each[],
  answer: JsonAnswer,
  again: (part: readonly Each[]) => Promise<readonly SentOutcome[]>,
): Promise<readonly SentOutcome[]> {
  const [only] = rows
  if (only === undefined) return []
  if (rows.length === 1) return [{ importId: only.importId, outcome: 'refused', reason: reasonOf(answer) }]
  const middle = Math.ceil(rows.length / 2)
  return [...(await again(rows.slice(0, middle))), ...(await again(rows.slice(middle)))]
}

/** Those of the rows that are there, by their import ids. */
async function findAll(plan: Plan, account: AccountRef, rows: readonly Ready[]): Promise<readonly HeldRow[]> {
  if (rows.length === 0) return []
  const wanted = new Set(rows.map(({ importId }) => importId))
  const all = await accountRows(plan, account, '')
  return all.filter(({ import_id }) => wanted.has(import_id ?? '')).map((row) => heldRow(account, row))
}

async function updateRows(
  plan: Plan,
  account: AccountRef,
  changes: readonly RowChange[],
): Promise<readonly SentOutcome[]> {
  const ready = changes.map(({ theirId, row, fields }) => {
    const milli = milliunitsOf(row.amount)
    return milli === null ? tooFine(row) : { importId: row.importId, fields: changedRow(theirId, row, fields, milli) }
  })
  return sendReady(ready, (part) => patch(plan, account, 'updated', part))
}

/** The same fields twice are the same row, so a patch is safe to repeat. */
async function patch(
  plan: Plan,
  account: AccountRef,
  outcome: 'updated' | 'restored',
  rows: readonly Ready[],
): Promise<readonly SentOutcome[]> {
  const body: JsonValue = { transactions: rows.map(({ fields }) => fields) }
  const answer = await send(plan, { method: 'PATCH', path: '/transactions', body, isSafeToRepeat: true })
  if (answer.status === 400 || answer.status === 404) {
    return halves(rows, answer, (part) => patch(plan, account, outcome, part))
  }
  const { transactions } = parsed(savedRows, answer).data
  const saved = new Map((transactions ?? []).map((row) => [row.id, row]))
  return rows.map((each): SentOutcome => {
    const row = saved.get(String(each.fields['id']))
    return row === undefined
      ? noAnswer(each)
      : { importId: each.importId, outcome, held: heldRow(account, row) }
  })
}

async function removeRow(plan: Plan, { theirId, importId }: HeldRow): Promise<SentOutcome> {
  const path = `/transactions/${encodeURIComponent(theirId)}`
  const answer = await send(plan, { method: 'DELETE', path, isSafeToRepeat: true })
  if (answer.status === 200 || answer.status === 404) return { importId: importId ?? '', outcome: 'deleted' }
  return { importId: importId ?? '', outcome: 'refused', reason: reasonOf(answer) }
}

async function restoreRows(
  plan: Plan,
  account: AccountRef,
  rows: readonly RowRestore[],
): Promise<readonly SentOutcome[]> {
  const ready = rows.map(({ theirId, importId, image, wasDeleted }) => {
    const fields = JSON.parse(image) as RowFields
    const where: RowFields = wasDeleted ? { account_id: account.theirId, import_id: importId } : { id: theirId }
    return { importId, wasDeleted, fields: { ...fields, ...where } }
  })
  const made = await sendReady(ready.filter(({ wasDeleted }) => wasDeleted), (part) =>
    store(plan, account, 'restored', part),
  )
  const changed = await sendReady(ready.filter(({ wasDeleted }) => !wasDeleted), (part) =>
    patch(plan, account, 'restored', part),
  )
  const byImportId = new Map([...made, ...changed].map((each) => [each.importId, each]))
  return ready.map((each) => byImportId.get(each.importId) ?? noAnswer(each))
}

function reasonOf({ status, body }: JsonAnswer): string {
  const read = refusal.safeParse(body)
  const said = read.success ? read.data.error.detail : `status ${status}`
  return `${LABEL} says: ${said.slice(0, REASON_CHARS_MAX)}`
}

type PathWish = Omit<Wish, 'url'> & { readonly path: string }

const send = (line: Line, { path, ...wish }: PathWish): Promise<JsonAnswer> =>
  exchange(line, { ...wish, url: `${line.base}${path}` })

async function get<Shape extends z.ZodType>(line: Line, path: string, shape: Shape): Promise<z.infer<Shape>> {
  return parsed(shape, await send(line, { method: 'GET', path, isSafeToRepeat: true }))
}

function parsed<Shape extends z.ZodType>(shape: Shape, { status, body }: JsonAnswer): z.infer<Shape> {
  const read = shape.safeParse(body)
  if (status >= 200 && status < 300 && read.success) return read.data
  throw odd(LABEL, { cause: read.success ? `status ${status}` : read.error.issues.map(({ path }) => path.join('.')) })
}
