// What holds in a World on a day, as its emulators present it and as a ledger must show it.
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Statement, World, WorldAccount } from './world.ts'

/** A statement that stands on the day, with the movement and account it belongs to. */
export type StandingStatement = { readonly account: string; readonly movement: string; readonly statement: Statement }

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
  return changeLog(world).filter((change) => change.position > position && change.on <= asOf)
}

const LOGS = new WeakMap<World, readonly Change[]>()

/** Every change of the World, once and for all its days. Worlds are immutable, so the log is kept with them. */
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

/** The statements the bank shows on the day, in the order they first appeared. */
export function standingOn(world: World, asOf: CalendarDate): readonly StandingStatement[] {
  const standing = new Map<string, StandingStatement>()
  for (const change of changesBetween(world, 0, asOf)) {
    if (change.kind === 'removal') standing.delete(`${change.account} ${change.bankId}`)
    else {
      const { account, movement, statement } = change
      standing.set(`${account} ${statement.bankId}`, { account, movement, statement })
    }
  }
  return [...standing.values()]
}

/** The ledger that is right on the day: one row for each movement that stands, posted before pending. */
export function trueLedger(world: World, asOf: CalendarDate): readonly TrueMovement[] {
  const movements = new Map<string, TrueMovement>()
  for (const { account, movement, statement } of standingOn(world, asOf)) {
    const known = movements.get(movement)
    if (known?.status === 'posted' && statement.status === 'pending') continue
    const { amountMinor, status } = statement
    movements.set(movement, { account, movement, amountMinor, status, on: statement.postedOn ?? statement.transactionOn })
  }
  return [...movements.values()]
}

/** Booked balance on the day: the opening balance plus what is posted. */
export function bookedMinor(world: World, account: WorldAccount, asOf: CalendarDate): bigint {
  return standingOn(world, asOf)
    .filter((standing) => standing.account === account.key && standing.statement.status === 'posted')
    .reduce((sum, { statement }) => sum + statement.amountMinor, account.openingMinor)
}

/** Accounts that are open, or were closed, by the day. */
export function accountsOn(world: World, asOf: CalendarDate): readonly (WorldAccount & { readonly isClosed: boolean })[] {
  const opened = new Set<string>()
  const closed = new Set<string>()
  for (const happening of world.happenings) {
    if (happening.on > asOf) continue
    if (happening.kind === 'account-opened') opened.add(happening.account)
    if (happening.kind === 'account-closed') closed.add(happening.account)
  }
  return world.accounts
    .filter((account) => (account.opensOn === null ? true : account.opensOn <= asOf || opened.has(account.key)))
    .map((account) => ({ ...account, isClosed: closed.has(account.key) }))
}

/** Whether the bank lets us in on the day. */
export function accessOn(world: World, asOf: CalendarDate): 'open' | 'sign-in-required' | 'consent-ended' {
  let access: 'open' | 'sign-in-required' | 'consent-ended' = 'open'
  for (const happening of world.happenings) {
    if (happening.on > asOf) continue
    if (happening.kind === 'sign-in-required' || happening.kind === 'consent-ended') access = happening.kind
    if (happening.kind === 'access-restored') access = 'open'
  }
  return access
}
