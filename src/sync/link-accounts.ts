// Ties the accounts that a source lists to ours. A reconnect may give known accounts new ids: where it is certain which
// one is meant the old account gets a new link, else a new account is made, which a person can join later.
import type { SourceAccount } from '../domain/account.ts'
import type { AccountId, AccountLinkId, OwnerId, RunId } from '../domain/ids.ts'
import { identifyAccount } from '../domain/account-identity.ts'
import type { ListedAccount } from '../domain/account-identity.ts'
import { isReplaced, readAccountCandidates } from '../storage/account-candidates.ts'
import {
  endLinks,
  insertAccount,
  insertLink,
  isLinkFlipped,
  keepBalances,
  readLinks,
  refreshAccount,
} from '../storage/accounts.ts'
import type { LinkedAccount } from '../storage/accounts.ts'
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
  const candidates = await readAccountCandidates(tx, ownerId, connection)
  crashPoint('link-accounts: candidates read')
  const stillListed = new Set(wholeList.map(({ sourceId }) => sourceId))
  const free = candidates.filter(({ isOwn, accountSourceId }) => !isOwn || !stillListed.has(accountSourceId ?? ''))
  const siblings = unknown.map((account): ListedAccount => ({ ...account, bankName: connection.institutionName }))
  const taken = new Set<AccountId>()
  const made: LinkedAccount[] = []
  for (const account of unknown) {
    const old = wholeList.length === 0 ? null : knownAccount(account, free.filter((each) => !taken.has(each.accountId)), siblings)
    const accountId = old ?? (newId() as AccountId)
    taken.add(accountId)
    if (old === null) await insertAccount(tx, ownerId, accountId, account)
    else await refreshAccount(tx, ownerId, accountId, account)
    crashPoint('link-accounts: account there')
    // Whatever read under this id or this account before reads no more.
    const replaced = candidates.filter(
      (each) => (each.accountId === accountId && isReplaced(each)) || (each.isOwn && each.accountSourceId === account.sourceId),
    )
    await endLinks(tx, ownerId, replaced.map(({ linkId }) => linkId))
    crashPoint('link-accounts: old links ended')
    const linkId = newId() as AccountLinkId
    await insertLink(tx, ownerId, { id: linkId, accountId, connectionId: connection.id, accountSourceId: account.sourceId })
    crashPoint('link-accounts: link made')
    const { sourceId: accountSourceId, name, kind, currency, mask, persistentId } = account
    const facts = { accountSourceId, name, kind, currency, mask, persistentId }
    const isFlipped = old !== null && (await isLinkFlipped(tx, ownerId, linkId))
    crashPoint('link-accounts: sign known')
    made.push({ linkId, accountId, ...facts, isSelected: true, hasFailed: false, isFlipped })
  }
  return made
}

/** The account that this one certainly was before. What is likely only is decided when its records are there. */
function knownAccount(
  account: SourceAccount,
  free: Parameters<typeof identifyAccount>[1],
  siblings: readonly ListedAccount[],
): AccountId | null {
  const listed = siblings.find(({ sourceId }) => sourceId === account.sourceId)
  if (listed === undefined) return null
  const identity = identifyAccount(listed, free, { siblings, overlapWith: () => null })
  return identity.kind === 'same' ? identity.accountId : null
}
