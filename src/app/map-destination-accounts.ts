import type { TheirAccount } from '../destinations/contract.ts'
import { parseCalendarDate } from '../domain/calendar.ts'
import { showId } from '../domain/ids.ts'
import { readMappings, replaceMappings } from '../storage/destinations.ts'
import type { MappingRow, NewMapping } from '../storage/destinations.ts'
import { readAccounts } from '../storage/read/accounts.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { fromDestination } from './destination-failures.ts'
import { findDestination, withDestination } from './destination-session.ts'
import { mappingView, showDestination } from './list-destinations.ts'
import { invalid } from './refusal.ts'
import { wantId } from './views/show.ts'

/** A person waits for the list. */
const LIST_MS_MAX = 120_000

/** Our accounts, theirs, and which goes where. */
export async function showDestinationAccounts(context: AppContext, shownId: string) {
  const row = await findDestination(context, shownId)
  const { accounts, mappings } = await asOwner(context, async (tx) => ({
    accounts: await readAccounts(tx),
    mappings: await readMappings(tx, row.id),
  }))
  const theirs = await theirAccounts(context, shownId)
  return {
    accounts: accounts.map(({ id, name, currency }) => ({ id: showId('account', id), name, currency })),
    theirAccounts: theirs.map((account) => ({ ...account })),
    mappings: mappings.map(mappingView),
  }
}

export type MappingWish = {
  readonly accountId: string
  readonly theirAccountId: string
  /** The first day that is sent. */
  readonly sendsFromOn: string
}

/** From now on these accounts are sent, and no others. What was sent before stays there. */
export async function mapDestinationAccounts(context: AppContext, shownId: string, wishes: readonly MappingWish[]) {
  const row = await findDestination(context, shownId)
  const theirs = await theirAccounts(context, shownId)
  const ours = await asOwner(context, readAccounts)
  const mappings = wishes.map((wish, index): NewMapping => {
    const accountId = wantId('account', wish.accountId, 'account')
    const account = ours.find(({ id }) => id === accountId)
    const their = theirs.find(({ id }) => id === wish.theirAccountId)
    const sendsFromOn = parseCalendarDate(wish.sendsFromOn)
    if (account === undefined) throw invalid(`/accounts/${index}/accountId`, 'There is no such account.')
    if (their === undefined) throw invalid(`/accounts/${index}/theirAccountId`, 'There is no such account there.')
    if (sendsFromOn === null) throw invalid(`/accounts/${index}/sendsFromOn`, 'A date looks like 2026-01-31.')
    if (their.currency !== null && their.currency !== account.currency) {
      const text = `${account.name} is in ${account.currency}, and ${their.name} in ${their.currency}.`
      throw invalid(`/accounts/${index}/theirAccountId`, `${text} Amounts are never converted.`)
    }
    return {
      id: context.newId(),
      accountId,
      theirAccountId: their.id,
      theirName: their.name,
      theirCurrency: their.currency,
      sendsFromOn,
    }
  })
  refuseTwice(mappings)
  await asOwner(context, (tx) => replaceMappings(tx, context.ownerId, row.id, mappings))
  return showDestination(context, row.id)
}

function refuseTwice(mappings: readonly (NewMapping & Pick<MappingRow, 'theirAccountId'>)[]): void {
  mappings.forEach((mapping, index) => {
    const earlier = mappings.slice(0, index)
    if (earlier.some(({ accountId }) => accountId === mapping.accountId)) {
      throw invalid(`/accounts/${index}/accountId`, 'An account is sent to one account there.')
    }
    if (earlier.some(({ theirAccountId }) => theirAccountId === mapping.theirAccountId)) {
      throw invalid(`/accounts/${index}/theirAccountId`, `Two accounts can't go to ${mapping.theirName}.`)
    }
  })
}

async function theirAccounts(context: AppContext, shownId: string): Promise<readonly TheirAccount[]> {
  const row = await findDestination(context, shownId)
  const wish = { isDryRun: false, signal: AbortSignal.timeout(LIST_MS_MAX) }
  return fromDestination(() => withDestination(context, row, wish, ({ session }) => session.listAccounts()))
}
