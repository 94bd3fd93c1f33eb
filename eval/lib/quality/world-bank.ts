// One World's bank, reached both ways: through Plaid's dialect, and as the CSV that a person downloads from it.
import type { CalendarDate } from '../../../src/domain/calendar.ts'
import type { AccountId, AccountLinkId, ConnectionId } from '../../../src/domain/ids.ts'
import type { SourceAccount } from '../../../src/domain/account.ts'
import type { Adapter } from '../../../src/providers/contract/adapter.ts'
import { createInProcessClient } from '../../../src/providers/http/in-process-client.ts'
import { DEMO_HOST } from '../../../src/providers/plaid/config.ts'
import { plaidAdapter } from '../../../src/providers/plaid/index.ts'
import { sealCredential } from '../../../src/providers/plaid/tokens.ts'
import { standingOn } from '../../../src/providers/world/truth.ts'
import type { World, WorldAccount } from '../../../src/providers/world/world.ts'
import { insertLink } from '../../../src/storage/accounts.ts'
import { keepCredential } from '../../../src/storage/credentials.ts'
import { withTransaction } from '../../../src/storage/database.ts'
import type { SyncDeps } from '../../../src/sync/deps.ts'
import { requestRun } from '../../../src/sync/request-run.ts'
import { runSync } from '../../../src/sync/run.ts'
import { connectBySandbox, openEmulator, plaidConfig } from '../../../test/support/plaid-harness.ts'
import { newId } from '../../../test/sync/household.ts'
import { csvLine, decimal } from './household.ts'
import type { Person } from './household.ts'

/** Days that a first read of two years gives. */
const HISTORY_DAYS = 730

/** Accounts that are there already, by the World's account key. */
export type KnownAccounts = ReadonlyMap<string, AccountId>

/**
 * Connects the person to the World's bank and reads its whole history. Accounts that are known already are tied to it
 * first, as a person does who says which account it is; the others are made. Gives all of them by the World's keys.
 */
export async function syncWorld(
  person: Person,
  world: World,
  asOf: CalendarDate,
  known: KnownAccounts,
): Promise<KnownAccounts> {
  const { pools, ownerId, token } = person
  const emulator = openEmulator([world], asOf)
  const credential = sealCredential(await connectBySandbox(emulator, world.institution.id))
  const http = createInProcessClient({ hosts: { [DEMO_HOST]: emulator.handle } })
  const deps: SyncDeps = {
    ...person.deps,
    db: pools.workerDb,
    providers: { route: () => ({ adapter: plaidAdapter as unknown as Adapter, config: plaidConfig, http }) },
    demoBanks: { day: async () => asOf },
    now: () => new Date(),
    random: () => 0.5,
    log: { info: () => {}, warn: console.warn, error: console.error },
  }
  const { signal } = new AbortController()
  const listed = await plaidAdapter.listAccounts({
    config: plaidConfig,
    credential,
    http,
    signal,
    log: () => {},
    keepCredential: async () => {},
  })
  const keyed = listed.map((account) => ({ account, key: keyOf(world, account) }))
  const connectionId = newId() as ConnectionId
  await withTransaction(pools.appDb, token, async (tx) => {
    const connection = { ownerId, id: connectionId, provider: 'plaid', isDemo: true, connectionSourceId: world.key }
    const { name: institutionName, country } = world.institution
    await tx
      .insertInto('connection')
      .values({ ...connection, institutionName, country, askedHistoryDays: HISTORY_DAYS })
      .execute()
    await keepCredential(tx, deps, ownerId, connectionId, credential)
    for (const { account, key } of keyed) {
      const accountId = known.get(key)
      if (accountId === undefined) continue
      const link = { id: newId() as AccountLinkId, accountId, connectionId, accountSourceId: account.sourceId }
      await insertLink(tx, ownerId, link)
    }
  })
  const requested = await requestRun({ ...deps, db: pools.appDb }, { ownerId, token, connectionId, trigger: 'user' })
  if (requested === null) throw new Error('the connection is not there')
  const result = await runSync(deps, requested.runId)
  if (result.state !== 'succeeded') throw new Error(`the run ended as ${result.state}`)
  return withTransaction(pools.appDb, token, async (tx) => {
    const links = await tx
      .selectFrom('accountLink')
      .select(['accountId', 'accountSourceId'])
      .where('connectionId', '=', connectionId)
      .execute()
    const bySourceId = new Map(links.map(({ accountId, accountSourceId }) => [accountSourceId, accountId]))
    return new Map(
      keyed.flatMap(({ account, key }) => {
        const accountId = bySourceId.get(account.sourceId)
        return accountId === undefined ? [] : [[key, accountId] as const]
      }),
    )
  })
}

/** By name: no two accounts of a World share one. */
function keyOf(world: World, { name }: SourceAccount): string {
  const account = world.accounts.find((each) => each.name === name)
  if (account === undefined) throw new Error(`the World has no account "${name}"`)
  return account.key
}

/** What the bank's website offers to download on the day: booked rows since a day, in the order of booking. */
export function csvOf(
  world: World,
  { key }: WorldAccount,
  { from, asOf }: { readonly from: CalendarDate; readonly asOf: CalendarDate },
): string {
  const rows = standingOn(world, asOf).flatMap(({ account, statement }) => {
    const { postedOn, description, amountMinor } = statement
    return account === key && postedOn !== null && postedOn >= from ? [{ postedOn, description, amountMinor }] : []
  })
  const inOrder = rows.toSorted((left, right) => (left.postedOn < right.postedOn ? -1 : 1))
  return (
    csvLine(['Date', 'Description', 'Amount']) +
    inOrder.map((row) => csvLine([row.postedOn, row.description, decimal(row.amountMinor)])).join('')
  )
}
