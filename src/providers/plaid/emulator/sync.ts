// `/transactions/sync`: what changed between two moments of a World, in pages, under cursors that say where
// they stand.
import { crc32 } from 'node:zlib'
import * as z from 'zod'
import { changesBetween, positionOn } from '../../world/truth.ts'
import type { StandingStatement } from '../../world/truth.ts'
import type { World } from '../../world/world.ts'
import { refusal } from './answers.ts'
import { asOfIn, sharedAccounts, suffixOf, worldOf } from './bank.ts'
import type { Bank } from './bank.ts'
import { accountIn, showAccount, showTransaction } from './show.ts'
import type { ConnectionState } from './state.ts'

export type SyncAsked = {
  readonly cursor: string | null
  readonly count: number
  readonly wantsOriginal: boolean
}

/** A moment of the World as the connection shows it: so many changes, under the n-th choice of accounts. */
type Moment = { readonly position: number; readonly selection: number }

/** Where a loop began; and, in the middle of it, where it goes and how many changes it has told. */
type Cursor = {
  readonly from: Moment | null
  readonly paging: { readonly to: Moment; readonly told: number } | null
}

type ChangeTold =
  | { readonly kind: 'added' | 'modified'; readonly row: ReturnType<typeof showTransaction> }
  | {
      readonly kind: 'removed'
      readonly row: { readonly account_id: string; readonly transaction_id: string }
    }

export function answerSync(bank: Bank, connection: ConnectionState, asked: SyncAsked) {
  const world = worldOf(bank, connection.worldKey)
  const now: Moment = {
    position: positionOn(world, asOfIn(bank, world)),
    selection: connection.selections.length - 1,
  }
  const cursor = readCursor(bank, connection, asked.cursor)
  const { from, paging } = cursor
  if (from !== null && (from.position > now.position || from.selection > now.selection))
    throw refusal.cursor()
  // News came between two pages: what was told and what is to come no longer fit together.
  if (paging !== null && !sameMoment(paging.to, now)) throw refusal.movedWhilePaging()

  const changes = changesTold(bank, connection, from, now, asked.wantsOriginal)
  const told = paging?.told ?? 0
  const end = told + Math.min(asked.count, bank.state.pageSizeMax ?? asked.count)
  const hasMore = end < changes.length
  const page = changes.slice(told, end)
  const next: Cursor = hasMore ? { from, paging: { to: now, told: end } } : { from: now, paging: null }
  return {
    accounts: sharedAccounts(bank, connection)
      .filter(({ kind, isClosed }) => kind !== 'investment' && !isClosed)
      .map((account) => showAccount(bank, connection, account)),
    added: page.flatMap((change) => (change.kind === 'added' ? [change.row] : [])),
    modified: page.flatMap((change) => (change.kind === 'modified' ? [change.row] : [])),
    removed: page.flatMap((change) => (change.kind === 'removed' ? [change.row] : [])),
    next_cursor: writeCursor(bank, connection, next),
    has_more: hasMore,
    transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE',
  }
}

/** Whether the cursor continues a loop: only there can anything move while paging. */
export const isMidPage = (bank: Bank, connection: ConnectionState, cursor: string | null): boolean =>
  readCursor(bank, connection, cursor).paging !== null

function changesTold(
  bank: Bank,
  connection: ConnectionState,
  from: Moment | null,
  to: Moment,
  wantsOriginal: boolean,
): readonly ChangeTold[] {
  const world = worldOf(bank, connection.worldKey)
  const suffix = suffixOf(bank, connection)
  const before = from === null ? new Map<string, StandingStatement>() : shownAt(bank, connection, from)
  const after = shownAt(bank, connection, to)
  const told: ChangeTold[] = []
  for (const [key, standing] of after) {
    const known = before.get(key)
    if (known?.statement === standing.statement) continue
    const row = showTransaction(standing, { world, suffix, wantsOriginal })
    told.push({ kind: known === undefined ? 'added' : 'modified', row })
  }
  for (const [key, { account, statement }] of before) {
    if (after.has(key)) continue
    const ids = {
      account_id: accountIn(world, account).bankId + suffix,
      transaction_id: statement.bankId + suffix,
    }
    told.push({ kind: 'removed', row: ids })
  }
  return told
}

/** The statements that the connection shows at a moment, by account and id. */
function shownAt(bank: Bank, connection: ConnectionState, { position, selection }: Moment) {
  const world = worldOf(bank, connection.worldKey)
  const accounts = new Map<string, boolean>()
  for (const { key, kind } of sharedAccounts(bank, connection, connection.selections[selection] ?? null)) {
    // Investments have a product of their own.
    accounts.set(key, kind !== 'investment')
  }
  const shown = new Map<string, StandingStatement>()
  for (const change of changesUpTo(world, position)) {
    if (accounts.get(change.account) !== true) continue
    if (change.kind === 'removal') shown.delete(`${change.account} ${change.bankId}`)
    else if ((change.statement.postedOn ?? change.statement.transactionOn) >= connection.historyFrom) {
      shown.set(`${change.account} ${change.statement.bankId}`, change)
    }
  }
  return shown
}

function changesUpTo(world: World, position: number) {
  const last = world.happenings.at(-1)
  return last === undefined ? [] : changesBetween(world, 0, last.on).slice(0, position)
}

const sameMoment = (left: Moment, right: Moment): boolean =>
  left.position === right.position && left.selection === right.selection

const moment = z.tuple([z.int().nonnegative(), z.int().nonnegative()])
const cursorContent = z.tuple([
  z.string(),
  z.number(),
  moment.nullable(),
  moment.nullable(),
  z.int().nonnegative(),
])

/**
 * Connection, what its ids end in, start, goal while paging, changes told: in base64 with a check sum in
 * front.
 */
function writeCursor(bank: Bank, connection: ConnectionState, { from, paging }: Cursor): string {
  const pair = (point: Moment | null) => (point === null ? null : [point.position, point.selection])
  const ids = crc32(suffixOf(bank, connection))
  const content = JSON.stringify([
    connection.id,
    ids,
    pair(from),
    pair(paging?.to ?? null),
    paging?.told ?? 0,
  ])
  return Buffer.from(checkSum(content) + content).toString('base64')
}

function readCursor(bank: Bank, connection: ConnectionState, cursor: string | null): Cursor {
  if (cursor === null || cursor === '') return { from: null, paging: null }
  const text = Buffer.from(cursor, 'base64').toString()
  const content = text.slice(8)
  if (text.slice(0, 8) !== checkSum(content)) throw refusal.cursor()
  const parsed = cursorContent.safeParse(JSON.parse(content))
  if (!parsed.success) throw refusal.cursor()
  const [id, ids, from, to, told] = parsed.data
  if (id !== connection.id || ids !== crc32(suffixOf(bank, connection))) throw refusal.cursor()
  return {
    from: pointOf(from),
    paging: to === null ? null : { to: { position: to[0], selection: to[1] }, told },
  }
}

const pointOf = (pair: readonly [number, number] | null): Moment | null =>
  pair === null ? null : { position: pair[0], selection: pair[1] }

const checkSum = (content: string): string => crc32(content).toString(16).padStart(8, '0')
