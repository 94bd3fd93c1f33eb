// What holds in a World on a day, as its emulators present it and as a ledger must show it. Emulators ask on
// every request, so the change log, the newest view and its sums are kept with the World, which never
// changes.
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Statement, World, WorldAccount } from './world.ts'

/** A statement that stands on the day, with the movement and account it belongs to. */
export type StandingStatement = {
  readonly account: string
  readonly movement: string
  readonly statement: Statement
}

/** One change of the bank's view, numbered from 1 in the World's order. */
export type Change = { readonly position: number; readonly on: CalendarDate; readonly account: string } & (
  | { readonly kind: 'upsert'; readonly movement: string; readonly statement: Statement }
  | { readonly kind: 'removal'; readonly bankId: string }
)

/** One real-world movement as the ledger must show it. */
export type TrueMovement = {
  readonly account: string
  readonly movement: string
  readonly amountMinor: bigint
  readonly status: 'pending' | 'posted'
  readonly on: CalendarDate
}

/** Changes after `position` (0: all) that happened on or before `asOf`. */
export function changesBetween(world: World, position: number, asOf: CalendarDate): readonly Change[] {
  return changeLog(world).slice(Math.max(position, 0), positionOn(world, asOf))
}

/** How many changes have happened by the end of the day: the newest position. */
export function positionOn(world: World, asOf: CalendarDate): number {
  const log = changeLog(world)
  let low = 0
  let high = log.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const change = log[middle]
    if (change !== undefined && change.on <= asOf) low = middle + 1
    else high = middle
  }
  return low
}

const LOGS = new WeakMap<World, readonly Change[]>()

/** Every change of the World, once and for all its days. */
function changeLog(world: World): readonly Change[] {
  const kept = LOGS.get(world)
  if (kept) return kept
  const log: Change[] = []
  for (const happening of world.happenings) {
    const position = log.length + 1
    const { on } = happening
    if (happening.kind === 'state') {
      const { account, movement, statement } = happening
      log.push({ position, on, account, kind: 'upsert', movement, statement })
    } else if (happening.kind === 'withdraw') {
      log.push({ position, on, account: happening.account, kind: 'removal', bankId: happening.bankId })
    }
  }
  LOGS.set(world, log)
  return log
}

/** The view after some changes. It only moves forward; going back in time starts anew. */
type View = {
  position: number
  readonly standing: Map<string, StandingStatement>
  /** Posted sums by account key, without the opening balances. */
  readonly posted: Map<string, bigint>
  list: readonly StandingStatement[] | null
}

const VIEWS = new WeakMap<World, View>()

function viewOn(world: World, asOf: CalendarDate): View {
  const position = positionOn(world, asOf)
  let view = VIEWS.get(world)
  if (view === undefined || view.position > position) {
    view = { position: 0, standing: new Map(), posted: new Map(), list: null }
    VIEWS.set(world, view)
  }
  if (view.position === position) return view
  for (const change of changeLog(world).slice(view.position, position)) applyChange(view, change)
  view.position = position
  view.list = null
  return view
}

function applyChange(view: View, change: Change): void {
  const { account } = change
  const key = `${account} ${change.kind === 'removal' ? change.bankId : change.statement.bankId}`
  const before = view.standing.get(key)
  const after =
    change.kind === 'removal' ? null : { account, movement: change.movement, statement: change.statement }
  const moved = postedMinor(after) - postedMinor(before ?? null)
  view.posted.set(account, (view.posted.get(account) ?? 0n) + moved)
  if (after === null) view.standing.delete(key)
  else view.standing.set(key, after)
}

const postedMinor = (standing: StandingStatement | null): bigint =>
  standing?.statement.status === 'posted' ? standing.statement.amountMinor : 0n

/** The statements the bank shows on the day, in the order they first appeared. */
export function standingOn(world: World, asOf: CalendarDate): readonly StandingStatement[] {
  const view = viewOn(world, asOf)
  view.list ??= [...view.standing.values()]
  return view.list
}

/** The ledger that is right on the day: one row for each movement that stands, posted before pending. */
export function trueLedger(world: World, asOf: CalendarDate): readonly TrueMovement[] {
  const movements = new Map<string, TrueMovement>()
  for (const { account, movement, statement } of standingOn(world, asOf)) {
    const known = movements.get(movement)
    if (known?.status === 'posted' && statement.status === 'pending') continue
    const { amountMinor, status } = statement
    movements.set(movement, {
      account,
      movement,
      amountMinor,
      status,
      on: statement.postedOn ?? statement.transactionOn,
    })
  }
  return [...movements.values()]
}

/** Booked balance on the day: the opening balance plus what is posted. */
export function bookedMinor(world: World, account: WorldAccount, asOf: CalendarDate): bigint {
  return account.openingMinor + (viewOn(world, asOf).posted.get(account.key) ?? 0n)
}

/** Accounts that are open, or were closed, by the day. */
export function accountsOn(
  world: World,
  asOf: CalendarDate,
): readonly (WorldAccount & { readonly isClosed: boolean })[] {
  const opened = new Set<string>()
  const closed = new Set<string>()
  for (const happening of rareHappenings(world)) {
    if (happening.on > asOf) continue
    if (happening.kind === 'account-opened') opened.add(happening.account)
    if (happening.kind === 'account-closed') closed.add(happening.account)
  }
  return world.accounts
    .filter((account) =>
      account.opensOn === null ? true : account.opensOn <= asOf || opened.has(account.key),
    )
    .map((account) => ({ ...account, isClosed: closed.has(account.key) }))
}

export type Access = 'open' | 'sign-in-required' | 'consent-ended'

/**
 * Whether the bank lets us in on the day. `connectedOn` is the day of the person's last connecting or repair:
 * what the bank asked for up to that day has been answered by it.
 */
export function accessOn(world: World, asOf: CalendarDate, connectedOn: CalendarDate | null = null): Access {
  let access: Access = 'open'
  for (const happening of rareHappenings(world)) {
    if (happening.on > asOf || (connectedOn !== null && happening.on <= connectedOn)) continue
    if (happening.kind === 'sign-in-required' || happening.kind === 'consent-ended') access = happening.kind
    if (happening.kind === 'access-restored') access = 'open'
  }
  return access
}

/**
 * What the bank appends to every id (of accounts and statements) for a connection made on the day: empty
 * until the ids were reissued. A connection keeps its ids until the person reconnects.
 */
export function idSuffix(world: World, connectedOn: CalendarDate): string {
  let suffix = ''
  for (const happening of rareHappenings(world)) {
    if (happening.kind === 'ids-reissued' && happening.on <= connectedOn) suffix = happening.suffix
  }
  return suffix
}

const RARE = new WeakMap<World, World['happenings']>()

/** The few happenings that are not about statements. */
function rareHappenings(world: World): World['happenings'] {
  const kept = RARE.get(world)
  if (kept) return kept
  const rare = world.happenings.filter(({ kind }) => kind !== 'state' && kind !== 'withdraw')
  RARE.set(world, rare)
  return rare
}
