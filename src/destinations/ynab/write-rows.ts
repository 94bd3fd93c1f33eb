// Writing rows to YNAB: new ones and changes in bulk, since every request counts, deletes one by one.
import type { JsonValue } from '../../domain/source-record.ts'
import type { HeldRow, OutgoingRow } from '../../domain/push/rows.ts'
import type { AccountRef, RowChange, RowRestore, SentOutcome } from '../contract.ts'
import { UnknownOutcome } from '../exchange.ts'
import type { JsonAnswer } from '../exchange.ts'
import { parsed, reasonOf, send } from './line.ts'
import type { Plan } from './line.ts'
import { LABEL } from './manifest.ts'
import { changedRow, heldRow, milliunitsOf, newRow } from './map-rows.ts'
import type { RowFields } from './map-rows.ts'
import { accountRows } from './read-rows.ts'
import { savedRows } from './wire.ts'

/** Tries of new rows whose answers get lost. */
const CREATE_TRIES_MAX = 3

type Ready = { readonly importId: string; readonly fields: RowFields }

export async function createRows(
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

export async function updateRows(
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

export async function removeRow(plan: Plan, { theirId, importId }: HeldRow): Promise<SentOutcome> {
  const path = `/transactions/${encodeURIComponent(theirId)}`
  const answer = await send(plan, { method: 'DELETE', path, isSafeToRepeat: true })
  if (answer.status === 200 || answer.status === 404) return { importId: importId ?? '', outcome: 'deleted' }
  return { importId: importId ?? '', outcome: 'refused', reason: reasonOf(answer) }
}

export async function restoreRows(
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
