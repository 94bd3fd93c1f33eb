import { addDays } from '../../../domain/calendar.ts'
import type { World } from '../../world/world.ts'
import { refusal } from './answers.ts'
import { asOfIn } from './bank.ts'
import type { Bank } from './bank.ts'
import type { ConnectionState } from './state.ts'

/** A public token is good for half an hour, once. */
const PUBLIC_TOKEN_MS = 30 * 60_000

export const newAccessToken = (bank: Bank): string => `access-demo-fake-${bank.newId()}`

type Linked = {
  readonly daysRequested: number
  /** Keys of the chosen accounts; null for all. */
  readonly selection: readonly string[] | null
  readonly webhook: string | null
}

/** A new connection to the World's bank. */
export function connect(
  bank: Bank,
  world: World,
  { daysRequested, selection, webhook }: Linked,
): ConnectionState {
  const connectedOn = asOfIn(bank, world)
  const connection: ConnectionState = {
    id: `conn-fake-${bank.newId()}`,
    accessToken: newAccessToken(bank),
    worldKey: world.key,
    connectedOn,
    historyFrom: addDays(connectedOn, -daysRequested),
    selections: [selection],
    needsSignIn: false,
    isRemoved: false,
    webhook,
  }
  bank.state.connections[connection.id] = connection
  return connection
}

/** The person signed in again; what they shared stays as it was unless they chose anew. */
export function repair(
  bank: Bank,
  world: World,
  connection: ConnectionState,
  selection?: readonly string[] | null,
): void {
  connection.connectedOn = asOfIn(bank, world)
  connection.needsSignIn = false
  if (selection !== undefined) connection.selections.push(selection)
}

export function issuePublicToken(bank: Bank, { id }: ConnectionState): string {
  const token = `public-demo-fake-${bank.newId()}`
  bank.state.publicTokens[token] = {
    connectionId: id,
    expiresAtMs: bank.nowMs + PUBLIC_TOKEN_MS,
    isUsed: false,
  }
  return token
}

export function exchangePublicToken(bank: Bank, token: string): ConnectionState {
  const issued = bank.state.publicTokens[token]
  const connection = issued && bank.state.connections[issued.connectionId]
  if (!connection || issued.isUsed || issued.expiresAtMs <= bank.nowMs) throw refusal.publicToken()
  issued.isUsed = true
  return connection
}

/** The connection that the access token opens. */
export function connectionOf(bank: Bank, accessToken: string): ConnectionState {
  const connection = Object.values(bank.state.connections).find((known) => known.accessToken === accessToken)
  if (connection === undefined) throw refusal.accessToken()
  if (connection.isRemoved) throw refusal.connectionGone()
  return connection
}
