// What a request works with: the Worlds, the state it may change, and the time.
import type { CalendarDate } from '../../../domain/calendar.ts'
import { accountsOn, idSuffix } from '../../world/truth.ts'
import type { World, WorldAccount } from '../../world/world.ts'
import { refusal } from './answers.ts'
import type { ConnectionState, PlaidState } from './state.ts'

export type Bank = {
  readonly worlds: readonly World[]
  readonly state: PlaidState
  /** The day of Worlds that were never moved. */
  readonly firstDay: CalendarDate
  readonly nowMs: number
  readonly newId: () => string
  /** Where the browser reaches us, without a slash at the end. */
  readonly baseUrl: string
}

export const asOfIn = (bank: Pick<Bank, 'state' | 'firstDay'>, world: World): CalendarDate =>
  bank.state.asOf[world.key] ?? bank.firstDay

export const instant = (ms: number): string => new Date(ms).toISOString()

export function worldOf({ worlds }: Bank, key: string): World {
  const world = worlds.find((known) => known.key === key)
  // The state outlived its World: to a client, the connection is gone.
  if (world === undefined) throw refusal.connectionGone()
  return world
}

export const worldOfInstitution = ({ worlds }: Bank, institutionId: string): World | null =>
  worlds.find(({ institution }) => institution.id === institutionId) ?? null

export type ListedAccount = WorldAccount & { readonly isClosed: boolean }

/** Accounts that the person shares through the connection and that exist by the day. */
export function sharedAccounts(
  bank: Bank,
  connection: ConnectionState,
  selection: readonly string[] | null = connection.selections.at(-1) ?? null,
): readonly ListedAccount[] {
  const world = worldOf(bank, connection.worldKey)
  return accountsOn(world, asOfIn(bank, world)).filter(
    (account) => selection === null || selection.includes(account.key),
  )
}

/** What stands behind every id of this connection. */
export const suffixOf = (bank: Bank, connection: ConnectionState): string =>
  idSuffix(worldOf(bank, connection.worldKey), connection.connectedOn)
