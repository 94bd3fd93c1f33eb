// Ties the accounts that a source lists to ours. A reconnect may give known accounts new ids: where it is certain which
// one is meant the old account gets a new link, else a new account is made, which a person can join later.
import type { SourceAccount } from '../domain/account.ts'
import type { AccountId, AccountLinkId, OwnerId, RunId } from '../domain/ids.ts'
import { endLinks, insertAccount, insertLink, keepBalances, readLinks } from '../storage/accounts.ts'
import { refreshAccount, relinkCandidates } from '../storage/accounts.ts'
import type { LinkedAccount, RelinkCandidate } from '../storage/accounts.ts'
import { lockConnection } from '../storage/connections.ts'
import type { ConnectionFacts } from '../storage/connections.ts'
import { crashPoint } from '../storage/crash-points.ts'
import type { Tx } from '../storage/schema.ts'
import { checkAccount, limit } from './check-page.ts'
import { ACCOUNTS_MAX } from './limits.ts'

/** The connection's links by the source's account id. */
export type Links = ReadonlyMap<string, LinkedAccount>

export type LinkingDeps = { readonly newId: () => string; readonly now: () => Date }

/**
 * Brings accounts and links up to what the source lists, and keeps its balances. Throws `broken` where an account is
 * not in canonical form.
 * @param isWhole true where the list holds every account of the connection, so that others have lost their ids
 */
export async function linkAccounts(
  tx: Tx,
  deps: LinkingDeps,
  at: { readonly ownerId: OwnerId; readonly runId: RunId; readonly connection: ConnectionFacts },
  listed: readonly SourceAccount[],
  isWhole: boolean,
): Promise<Links> {
  if (listed.length > ACCOUNTS_MAX) throw limit(`the bank lists ${listed.length} accounts; ${ACCOUNTS_MAX} is the most`)
  listed.forEach(checkAccount)
  const { ownerId, runId, connection } = at
  // Two runners that link the same account at once would make it twice.
  await lockConnection(tx, ownerId, connection.id)
  crashPoint('link-accounts: connection locked')
  const known = await readLinks(tx, ownerId, connection.id)
  crashPoint('link-accounts: links read')
  const links = new Map(known.map((link) => [link.accountSourceId, link]))
  const unknown = listed.filter((account) => !isSame(links.get(account.sourceId), account))
  for (const account of listed) {
    const link = links.get(account.sourceId)
    if (!link || !isSame(link, account)) continue
    if (hasChanged(link, account)) await refreshAccount(tx, ownerId, link.accountId, account)
    crashPoint('link-accounts: account refreshed')
  }
  if (unknown.length > 0) {
    const made = await linkUnknown(tx, deps, at, unknown, isWhole ? listed : [])
    crashPoint('link-accounts: unknown accounts linked')
    for (const link of made) links.set(link.accountSourceId, link)
  }
  const balances = listed.flatMap((account) => {
    const link = links.get(account.sourceId)
    return link ? account.balances.map((balance) => ({ ...balance, accountId: link.accountId })) : []
  })
  await keepBalances(tx, ownerId, runId, balances, deps.now(), deps.newId)
  crashPoint('link-accounts: balances kept')
  return links
}

/** An id under which another currency appears is another account: a ledger has one currency. */
const isSame = (link: LinkedAccount | undefined, { currency }: SourceAccount): boolean => link?.currency === currency

const hasChanged = (link: LinkedAccount, { name, kind, mask, isClosed, persistentId }: SourceAccount): boolean =>
  link.name !== name ||
  link.kind !== kind ||
  link.mask !== mask ||
  isClosed ||
  (persistentId !== null && link.persistentId !== persistentId)

async function linkUnknown(
  tx: Tx,
  { newId }: LinkingDeps,
  { ownerId, connection }: { readonly ownerId: OwnerId; readonly connection: ConnectionFacts },
  unknown: readonly SourceAccount[],
  wholeList: readonly SourceAccount[],
): Promise<readonly LinkedAccount[]> {
  const candidates = await relinkCandidates(tx, ownerId, connection)
  crashPoint('link-accounts: candidates read')
  const stillListed = new Set(wholeList.map(({ sourceId }) => sourceId))
  const free = candidates.filter(({ isOwn, accountSourceId }) => !isOwn || !stillListed.has(accountSourceId))
  const made: LinkedAccount[] = []
  for (const account of unknown) {
    const old = wholeList.length === 0 ? null : certainMatch(account, free, unknown)
    const accountId = old?.accountId ?? (newId() as AccountId)
    if (old === null) await insertAccount(tx, ownerId, accountId, account)
    else await refreshAccount(tx, ownerId, accountId, account)
    crashPoint('link-accounts: account there')
    // Whatever read under this id or this account before reads no more.
    const replaced = candidates.filter((each) => each.accountId === accountId || each.accountSourceId === account.sourceId)
    await endLinks(tx, ownerId, replaced.map(({ linkId }) => linkId))
    crashPoint('link-accounts: old links ended')
    const linkId = newId() as AccountLinkId
    await insertLink(tx, ownerId, { id: linkId, accountId, connectionId: connection.id, accountSourceId: account.sourceId })
    crashPoint('link-accounts: link made')
    const { sourceId: accountSourceId, name, kind, currency, mask, persistentId } = account
    const facts = { accountSourceId, name, kind, currency, mask, persistentId }
    made.push({ linkId, accountId, ...facts, isSelected: true, hasFailed: false })
  }
  return made
}

/**
 * The account that this one was before, if there is exactly one on both sides: by an id that survives reconnects, by the
 * source's id and mask, else by mask, kind, currency and name together.
 */
function certainMatch(
  account: SourceAccount,
  free: readonly RelinkCandidate[],
  unknown: readonly SourceAccount[],
): RelinkCandidate | null {
  const isSameCurrency = ({ currency }: { readonly currency: string }) => currency === account.currency
  if (account.persistentId !== null) {
    const hasId = ({ persistentId }: { readonly persistentId: string | null }) => persistentId === account.persistentId
    const byId = free.filter(hasId).filter(isSameCurrency)
    if (byId.length > 0) return unknown.filter(hasId).length === 1 ? only(byId) : null
  }
  const bySourceId = free.filter(
    ({ accountSourceId, mask, currency }) =>
      accountSourceId === account.sourceId && mask === account.mask && currency === account.currency,
  )
  if (bySourceId.length > 0) return only(bySourceId)
  if (account.mask === null) return null
  const looksAlike = (each: Pick<SourceAccount, 'mask' | 'kind' | 'name' | 'currency' | 'persistentId'>): boolean =>
    each.mask === account.mask &&
    each.kind === account.kind &&
    each.name === account.name &&
    isSameCurrency(each) &&
    (each.persistentId === null || account.persistentId === null || each.persistentId === account.persistentId)
  return unknown.filter(looksAlike).length === 1 ? only(free.filter(looksAlike)) : null
}

function only<Value>(values: readonly Value[]): Value | null {
  const [first, ...others] = values
  return first !== undefined && others.length === 0 ? first : null
}
