// An account that nobody knew gets an empty ledger when it is listed. With its first records it may turn out to be one
// that is there already: then its link moves over before anything is written. Where that is likely only, it is asked.
import { compareHistories, identifyAccount } from '../domain/account-identity.ts'
import type { HistoryRow, Identity, IdentityReason, ListedAccount } from '../domain/account-identity.ts'
import { addDays } from '../domain/calendar.ts'
import type { AccountId, BatchId, OwnerId } from '../domain/ids.ts'
import { recordDate } from '../domain/source-record.ts'
import type { SourceRecord } from '../domain/source-record.ts'
import {
  askWhichAccount,
  isReplaced,
  moveLink,
  readAccountCandidates,
  readEmptyAccounts,
  readHistories,
} from '../storage/account-candidates.ts'
import type { AccountCandidate, AccountQuestion } from '../storage/account-candidates.ts'
import { endLinks, isLinkFlipped } from '../storage/accounts.ts'
import type { LinkedAccount } from '../storage/accounts.ts'
import type { ConnectionFacts } from '../storage/connections.ts'
import { crashPoint } from '../storage/crash-points.ts'
import type { Tx } from '../storage/schema.ts'
import type { Links } from './link-accounts.ts'

export type Reattached = { readonly links: Links; readonly questions: readonly AccountQuestion[] }

/** Moves the links of accounts whose first records show that they are known. Call with the connection locked. */
export async function reattachAccounts(
  tx: Tx,
  { ownerId, connection }: { readonly ownerId: OwnerId; readonly connection: ConnectionFacts },
  links: Links,
  records: readonly SourceRecord[],
): Promise<Reattached> {
  const stated = Map.groupBy(records, ({ accountSourceId }) => accountSourceId)
  const linked = [...stated.keys()].flatMap((sourceId) => links.get(sourceId) ?? [])
  const empty = await readEmptyAccounts(tx, ownerId, linked.map(({ accountId }) => accountId))
  crashPoint('reattach-accounts: empty accounts known')
  const fresh = linked.filter(({ accountId, isSelected }) => isSelected && empty.has(accountId))
  if (fresh.length === 0) return { links, questions: [] }
  const all = await readAccountCandidates(tx, ownerId, connection)
  crashPoint('reattach-accounts: candidates read')
  const inUse = new Set([...links.values()].map(({ accountId }) => accountId))
  const candidates = all.filter(({ accountId }) => !inUse.has(accountId))
  if (candidates.length === 0) return { links, questions: [] }
  const histories = await historiesOf(tx, ownerId, candidates, records)
  crashPoint('reattach-accounts: histories read')
  const siblings = fresh.map((link) => listedOf(link, connection))
  const moved = new Map(links)
  const questions: AccountQuestion[] = []
  const taken = new Set<AccountId>()
  for (const link of fresh) {
    const own = historyOf(stated.get(link.accountSourceId) ?? [])
    const listed = listedOf(link, connection)
    const free = candidates.filter(({ accountId }) => !taken.has(accountId))
    const identity = identifyAccount(listed, free, {
      siblings,
      overlapWith: ({ accountId }) => compareHistories(own, histories.get(accountId) ?? []),
    })
    if (identity.kind === 'ask') questions.push(questionOf(link, listed, identity, candidates))
    if (identity.kind !== 'same') continue
    const into = identity.accountId
    taken.add(into)
    await endLinks(tx, ownerId, candidates.filter((each) => each.accountId === into && isReplaced(each)).map(({ linkId }) => linkId))
    crashPoint('reattach-accounts: old link ended')
    await moveLink(tx, ownerId, { linkId: link.linkId, from: link.accountId, into })
    crashPoint('reattach-accounts: link moved')
    const isFlipped = await isLinkFlipped(tx, ownerId, link.linkId)
    crashPoint('reattach-accounts: sign known')
    moved.set(link.accountSourceId, { ...link, accountId: into, isFlipped })
  }
  return { links: moved, questions }
}

async function historiesOf(
  tx: Tx,
  ownerId: OwnerId,
  candidates: readonly AccountCandidate[],
  records: readonly SourceRecord[],
): Promise<ReadonlyMap<AccountId, readonly HistoryRow[]>> {
  const days = records.map((record) => recordDate(record)).toSorted()
  const [from, to] = [days[0], days.at(-1)]
  if (from === undefined || to === undefined) return new Map()
  const range = { from: addDays(from, -1), to: addDays(to, 1) }
  const histories = await readHistories(tx, ownerId, candidates.map(({ accountId }) => accountId), range)
  crashPoint('reattach-accounts: histories found')
  return histories
}

const historyOf = (records: readonly SourceRecord[]): readonly HistoryRow[] =>
  records
    .filter(({ status }) => status === 'posted')
    .map((record) => ({ amountMinor: record.amount.minor, on: recordDate(record) }))

const listedOf = (link: LinkedAccount, { institutionName }: ConnectionFacts): ListedAccount => ({
  sourceId: link.accountSourceId,
  name: link.name,
  kind: link.kind,
  currency: link.currency,
  mask: link.mask,
  persistentId: link.persistentId,
  bankName: institutionName,
})

const REASON_WORDS: Readonly<Record<IdentityReason, string>> = {
  'persistent-id': 'the bank gives both the same lasting id',
  'source-id': 'the bank calls both the same',
  looks: 'number, kind and name are the same',
  number: 'the numbers end the same',
  name: 'bank and name are the same',
  history: 'many of the same movements are in both',
}

function questionOf(
  { accountId }: LinkedAccount,
  { name, bankName }: ListedAccount,
  { candidates }: Extract<Identity, { kind: 'ask' }>,
  known: readonly AccountCandidate[],
): AccountQuestion {
  const maybe = candidates.map((each) => {
    const account = known.find((one) => one.accountId === each.accountId)
    return `“${account?.name ?? ''}” (${REASON_WORDS[each.by]})`
  })
  const why = `The account “${name}” of ${bankName} may be one that you have: ${maybe.join(' or ')}. Until you say so it is kept apart.`
  return { accountId, candidateIds: candidates.map((each) => each.accountId), why }
}

/** Asks what could not be decided, once the records are written that people know the account by. */
export async function askAboutAccounts(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  questions: readonly AccountQuestion[],
  newId: () => string,
): Promise<void> {
  for (const question of questions) {
    await askWhichAccount(tx, ownerId, question, { id: newId(), batchId })
    crashPoint('reattach-accounts: question asked')
  }
}
