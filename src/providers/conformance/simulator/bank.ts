// The bank behind the reference adapter: shows a World in a small wire format of its own, in several
// dialects. It is to the simulator what an emulator is to a real provider.
import { createHash } from 'node:crypto'
import type { CalendarDate } from '../../../domain/calendar.ts'
import { isWithin } from '../../../domain/calendar.ts'
import { formatDecimal, money } from '../../../domain/money.ts'
import { accessOn, accountsOn, bookedMinor, changesBetween, idSuffix, positionOn } from '../../world/truth.ts'
import type { StandingStatement } from '../../world/truth.ts'
import type { Faults, World, WorldAccount } from '../../world/world.ts'

/** How the bank behaves: the valued capabilities that differ between real providers. */
export type Dialect = {
  readonly reads: 'changes' | 'window'
  readonly pending: 'linked' | 'same-id' | 'unlinked'
  readonly sourceIds: 'stable' | 'sometimes-absent' | 'reissued-on-reconnect'
  readonly repair: 'in-place' | 'new-link'
}

export type WireAccount = {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly currency: string
  readonly digits: string
  readonly persistent: string | null
  readonly balance: { readonly direction: 'in' | 'out'; readonly amount: string }
  readonly closed: boolean
}

export type WireRow = {
  readonly account: string
  readonly id: string | null
  readonly status: 'pending' | 'booked'
  readonly direction: 'in' | 'out'
  readonly amount: string
  readonly currency: string
  readonly booked: string | null
  readonly done: string
  readonly text: string
  readonly party: string | null
  readonly purpose: string | null
  readonly replaces: string | null
}

/** What the bank knows at a moment: everything an answer depends on. */
export type BankState = {
  readonly world: World
  readonly dialect: Dialect
  readonly pageSize: number
  asOf: CalendarDate
  /** The day of the last connecting: ids and the need to sign in follow from it. */
  connectedOn: CalendarDate
  faults: { readonly fault: Faults; skipped: number; used: number }[]
}

const suffixOf = ({ world, connectedOn }: BankState): string => idSuffix(world, connectedOn)

export function wireAccounts(state: BankState): readonly WireAccount[] {
  const { world, asOf } = state
  return accountsOn(world, asOf).map((account) => ({
    id: account.bankId + suffixOf(state),
    name: account.name,
    kind: account.kind,
    currency: account.currency,
    digits: account.mask,
    persistent: account.persistentId,
    balance: unsigned(bookedMinor(world, account, asOf), account),
    closed: account.isClosed,
  }))
}

const unsigned = (minor: bigint, { currency }: WorldAccount) => ({
  direction: minor < 0n ? ('out' as const) : ('in' as const),
  amount: formatDecimal(money(minor < 0n ? -minor : minor, currency)),
})

/** The rows as they stood after so many changes, by a key that is stable for one connection. */
function rowsAt(state: BankState, position: number): ReadonlyMap<string, WireRow> {
  const isSameId = state.dialect.pending === 'same-id'
  const standing = new Map<string, StandingStatement>()
  for (const change of changesBetween(state.world, 0, state.asOf).slice(0, position)) {
    if (change.kind === 'removal') standing.delete(`${change.account} ${change.bankId}`)
    else standing.set(`${change.account} ${change.statement.bankId}`, change)
  }
  const rows = new Map<string, WireRow>()
  for (const [key, statement] of standing) {
    const rowKey = isSameId ? `${statement.account} ${statement.movement}` : key
    if (rows.get(rowKey)?.status === 'booked' && statement.statement.status === 'pending') continue
    const row = wireRow(state, statement)
    if (row !== null) rows.set(rowKey, row)
  }
  return rows
}

function wireRow(state: BankState, { account: key, movement, statement }: StandingStatement): WireRow | null {
  const account = state.world.accounts.find((known) => known.key === key)
  if (account === undefined) return null
  const suffix = suffixOf(state)
  const { dialect } = state
  const bankId = dialect.pending === 'same-id' ? movement : statement.bankId
  const isTold = dialect.pending === 'linked' && statement.supersedes !== null
  return {
    account: account.bankId + suffix,
    id: dialect.sourceIds === 'sometimes-absent' && isNameless(bankId) ? null : bankId + suffix,
    status: statement.status === 'posted' ? 'booked' : 'pending',
    ...unsigned(statement.amountMinor, account),
    currency: account.currency,
    booked: statement.postedOn,
    done: statement.transactionOn,
    text: statement.description,
    party: statement.counterpartyName,
    purpose: statement.category,
    replaces: isTold ? statement.supersedes + suffix : null,
  }
}

/** Every third statement or so has no id, always the same ones. */
const isNameless = (bankId: string): boolean =>
  (createHash('sha256').update(bankId).digest()[0] ?? 0) % 3 === 0

export type WireChanges = {
  readonly rows: readonly WireRow[]
  readonly gone: readonly { readonly account: string; readonly id: string }[]
  readonly next: string | null
  /** Present when there is no further page: what the next read may start from. */
  readonly mark: string | null
  readonly accounts: readonly WireAccount[]
}

/** What an answer refuses, with the status it does so under. */
export type Refusal = { readonly status: number; readonly code: string }

type ChangesAsked = {
  readonly since: string | null
  readonly from: string | null
  readonly token: string | null
}

/** A page of what changed since a mark, net: a row that came and went in between is not told of. */
export function wireChanges(state: BankState, asked: ChangesAsked): WireChanges | Refusal {
  const target = positionOn(state.world, state.asOf)
  const since = asked.since === null ? 0 : positionOfMark(state, asked.since)
  if (since === null || since > target) return { status: 400, code: 'mark-refused' }
  const offset = asked.token === null ? 0 : offsetOfToken(asked.token, since, target)
  if (offset === null) return { status: 409, code: 'moved' }
  const before = rowsAt(state, since)
  const after = rowsAt(state, target)
  const rows = [...after].flatMap(([key, row]) =>
    sameRow(before.get(key), row) || isOlder(row, asked.from) ? [] : [row],
  )
  const gone = [...before].flatMap(([key, { account, id }]) =>
    after.has(key) || id === null ? [] : [{ account, id }],
  )
  const end = offset + state.pageSize
  const isLast = end >= rows.length + gone.length
  return {
    rows: rows.slice(offset, end),
    gone: gone.slice(Math.max(0, offset - rows.length), Math.max(0, end - rows.length)),
    next: isLast ? null : `token:${since}:${target}:${end}`,
    mark: isLast ? `mark:${state.world.key}:${suffixOf(state)}:${target}` : null,
    accounts: wireAccounts(state),
  }
}

const sameRow = (left: WireRow | undefined, right: WireRow): boolean =>
  JSON.stringify(left) === JSON.stringify(right)

const isOlder = (row: WireRow, from: string | null): boolean =>
  from !== null && (row.booked ?? row.done) < from

function positionOfMark(state: BankState, mark: string): number | null {
  const [kind, key, suffix, position = ''] = mark.split(':')
  const isOurs = kind === 'mark' && key === state.world.key && suffix === suffixOf(state)
  return isOurs && /^\d+$/.test(position) ? Number(position) : null
}

function offsetOfToken(token: string, since: number, target: number): number | null {
  const [kind, from, to, offset = ''] = token.split(':')
  const isCurrent = kind === 'token' && from === String(since) && to === String(target)
  return isCurrent && /^\d+$/.test(offset) ? Number(offset) : null
}

type WindowAsked = {
  readonly account: string
  readonly from: string
  readonly to: string
  readonly token: string | null
}

export type WireWindow = { readonly rows: readonly WireRow[]; readonly next: string | null }

/** A page of everything an account shows between two days, both included. */
export function wireWindow(state: BankState, asked: WindowAsked): WireWindow | Refusal {
  const offset = asked.token === null ? 0 : offsetOfToken(asked.token, 0, positionOn(state.world, state.asOf))
  if (offset === null) return { status: 409, code: 'moved' }
  if (!wireAccounts(state).some(({ id }) => id === asked.account))
    return { status: 404, code: 'account-unknown' }
  const range = { from: asked.from as CalendarDate, to: asked.to as CalendarDate }
  const rows = [...rowsAt(state, positionOn(state.world, state.asOf)).values()].filter(
    (row) => row.account === asked.account && isWithin((row.booked ?? row.done) as CalendarDate, range),
  )
  const end = offset + state.pageSize
  const next = end < rows.length ? `token:0:${positionOn(state.world, state.asOf)}:${end}` : null
  return { rows: rows.slice(offset, end), next }
}

/** What the bank wants of the person before it answers, as a refusal. */
export function refusedAccess({ world, asOf, connectedOn }: BankState): Refusal | null {
  const access = accessOn(world, asOf, connectedOn)
  return access === 'open' ? null : { status: 403, code: access }
}
