// A change of the rulebook and what follows from it for history, in one transaction, undone as one. Transactions are
// worked out again by the same pure function that decorated them, so doing and undoing need no logic of their own.
import { sql } from 'kysely'
import type { Rulebook } from '../domain/decorate.ts'
import type { BatchId, OwnerId, TransactionId } from '../domain/ids.ts'
import { reachOfRules, rederive } from '../domain/rederive.ts'
import type { Rederived } from '../domain/rederive.ts'
import type { JsonValue } from '../domain/source-record.ts'
import { INTENT_FIELDS, sameDecision } from '../domain/transaction.ts'
import type { Derived, Intent, IntentField, Transaction } from '../domain/transaction.ts'
import { dropAlerts } from './alerts.ts'
import { lockAccounts } from './commit.ts'
import { readBatchChanges, writeFieldChanges } from './field-changes.ts'
import type { FieldChangeRow } from './field-changes.ts'
import { lockIntent, replaceIntent } from './intents.ts'
import { changeVersion, rulebookFor } from './rulebook.ts'
import { readLayersOf, readLayersOfPayorees, readNewestLayers, writeDerived } from './rulebook-history.ts'
import { aliasKeysOf, imagesOf, restoreImages, sameImages, touchedBy } from './rulebook-images.ts'
import type { Images, Touched } from './rulebook-images.ts'
import type { Tx } from './schema.ts'

/** Transactions that one change may rewrite: more would hold the ledger for longer than an import should wait. */
export const CHANGED_MAX = 20_000

/** Transactions that a change of a rule is tried on, the newest first. A recompute does the rest. */
export const HISTORY_MAX = 50_000

export type RulebookDeps = { readonly ownerId: OwnerId; readonly newId: () => string; readonly now: () => Date }

export type RulebookChange = {
  readonly kind: 'rule' | 'payoree' | 'category'
  /** In words, for the list of what can be undone. */
  readonly summary: string
  readonly touched: Touched
  readonly write: (tx: Tx) => Promise<void>
  /** Which transactions the change may reach; those that it does not change cost nothing but the look. */
  readonly reach: (tx: Tx, before: Rulebook, after: Rulebook) => Promise<readonly Transaction[]>
  /** What becomes of the person's own decisions; left out, they stay as they are. */
  readonly decisions?: (transactions: readonly Transaction[], after: Rulebook) => readonly Decision[]
  /** What else comes of it, once its transactions are written. */
  readonly settle?: (tx: Tx, batchId: BatchId, reached: readonly Transaction[], after: Rulebook) => Promise<void>
}

/** All that is decided of a transaction from now on. */
export type Decision = { readonly transaction: Transaction; readonly after: Intent }

export type RulebookChanged = {
  readonly batchId: BatchId
  /** Transactions looked at. */
  readonly reached: readonly Transaction[]
  /** Transactions whose derived layer changed. */
  readonly changes: readonly Rederived[]
  readonly decisions: readonly Decision[]
}

/** The change would rewrite more than `CHANGED_MAX` transactions. Nothing was written. */
export class ReachTooFar extends Error {
  override readonly name = 'ReachTooFar'
}

/** Makes the change and works out again what it reaches. */
export async function changeRulebook(tx: Tx, deps: RulebookDeps, change: RulebookChange): Promise<RulebookChanged> {
  const before = await holdRulebook(tx, deps)
  const imagesBefore = await imagesOf(tx, change.touched)
  await change.write(tx)
  await changeVersion(tx, deps.ownerId, deps.newId)
  const after = await rulebookFor(tx, deps.ownerId, deps.newId)
  const imagesAfter = await imagesOf(tx, change.touched)
  const reached = await change.reach(tx, before, after)
  const changes = rederive(after, reached)
  const decisions = change.decisions?.(reached, after) ?? []
  if (changes.length + decisions.length > CHANGED_MAX) throw new ReachTooFar()
  const batchId = deps.newId() as BatchId
  await tx
    .insertInto('rulebookBatch')
    .values({
      ownerId: deps.ownerId,
      id: batchId,
      kind: change.kind,
      summary: change.summary,
      changed: changes.length,
      before: JSON.stringify(imagesBefore),
      after: JSON.stringify(imagesAfter),
      createdAt: deps.now(),
    })
    .execute()
  await writeChanges(tx, deps, change.kind, batchId, changes)
  const deciding = { ...deps, at: deps.now(), by: change.kind, batchId }
  for (const { transaction, after: intent } of decisions) {
    await replaceIntent(tx, deciding, transaction.id, transaction.intent, intent)
  }
  await change.settle?.(tx, batchId, reached, after)
  return { batchId, reached, changes, decisions }
}

export type RulebookUndo =
  | { readonly kind: 'undone'; readonly restored: number; readonly kept: readonly TransactionId[] }
  | { readonly kind: 'unknown' | 'undone-before' | 'changed-since' }

/**
 * Takes a change back: the rulebook's rows are as before, and what it reached is worked out again. Decisions that the
 * person made since stay and are told. Refused where something later changed the same rows of the rulebook.
 */
export async function undoRulebookChange(tx: Tx, deps: RulebookDeps, batchId: BatchId): Promise<RulebookUndo> {
  const held = await holdRulebook(tx, deps)
  const batch = await tx.selectFrom('rulebookBatch').selectAll().where('id', '=', batchId).executeTakeFirst()
  if (!batch) return { kind: 'unknown' }
  if (batch.undoneAt !== null) return { kind: 'undone-before' }
  const before = batch.before as unknown as Images
  const after = batch.after as unknown as Images
  const now = await imagesOf(tx, touchedBy(before, after))
  if (!sameImages(now, after)) return { kind: 'changed-since' }
  await restoreImages(tx, deps.ownerId, now, before)
  await changeVersion(tx, deps.ownerId, deps.newId)
  const rulebook = await rulebookFor(tx, deps.ownerId, deps.newId)
  const changes = await readBatchChanges(tx, batchId)
  const kept = await restoreDecisions(tx, deps, changes)
  const changed = await readLayersOf(tx, [...new Set(changes.map(({ transactionId }) => transactionId))])
  // Rows that came since are named, and ruled, by the change as well.
  const named = await readLayersOfPayorees(tx, aliasKeysOf(before, after), [], CHANGED_MAX)
  const ruleIds = new Set(touchedBy(before, after).rule ?? [])
  const history = ruleIds.size === 0 ? [] : await readNewestLayers(tx, HISTORY_MAX)
  const since = [...named, ...reachOfRules(ruleIds, [held, rulebook], history)]
  const reached = [...new Map([...changed, ...since].map((transaction) => [transaction.id, transaction])).values()]
  const rederived = rederive(rulebook, reached)
  await writeChanges(tx, deps, 'undo', null, rederived)
  await dropAlerts(tx, deps.ownerId, batchId)
  await tx.updateTable('rulebookBatch').set({ undoneAt: deps.now() }).where('id', '=', batchId).execute()
  return { kind: 'undone', restored: rederived.length, kept }
}

/**
 * The rulebook, held: changes of it wait for each other, and no import writes meanwhile what it decorated by the old
 * one. Locks come in the order of an import's: accounts first.
 */
export async function holdRulebook(tx: Tx, deps: RulebookDeps): Promise<Rulebook> {
  const accounts = await tx.selectFrom('account').select('id').execute()
  await lockAccounts(tx, accounts.map(({ id }) => id))
  await rulebookFor(tx, deps.ownerId, deps.newId)
  await sql`select 1 from rulebook where owner_id = ${deps.ownerId}::uuid for update`.execute(tx)
  return rulebookFor(tx, deps.ownerId, deps.newId)
}

async function writeChanges(
  tx: Tx,
  deps: RulebookDeps,
  by: string,
  batchId: BatchId | null,
  changes: readonly Rederived[],
): Promise<void> {
  await writeDerived(tx, deps.ownerId, changes.map(({ transaction: { id }, after }) => ({ id, derived: after })))
  const fields = changes.map(({ transaction, after }) => ({
    transactionId: transaction.id,
    field: 'derived',
    before: derivedJson(transaction.derived),
    after: derivedJson(after),
  }))
  await writeFieldChanges(tx, { ...deps, at: deps.now(), by, batchId }, fields)
}

const derivedJson = (derived: Derived): JsonValue => ({ ...derived, tags: [...derived.tags] }) as JsonValue

/** Decisions that the change made go back to what they were, but for those that the person changed since. */
async function restoreDecisions(
  tx: Tx,
  deps: RulebookDeps,
  changes: readonly FieldChangeRow[],
): Promise<readonly TransactionId[]> {
  const kept = new Set<TransactionId>()
  const deciding = { ...deps, at: deps.now(), by: 'undo', batchId: null }
  for (const change of changes) {
    const field = INTENT_FIELDS.find((known) => known === change.field)
    if (field === undefined) continue
    const intent = await lockIntent(tx, change.transactionId)
    if (intent === null) continue
    if (!sameDecision(intent[field], valueOf(change.after))) {
      kept.add(change.transactionId)
      continue
    }
    await replaceIntent(tx, deciding, change.transactionId, intent, { ...intent, [field]: valueOf(change.before) })
  }
  return [...kept]
}

/** As `decisionJson` wrote it. */
const valueOf = (decision: JsonValue): Intent[IntentField] =>
  (decision as { readonly decided: boolean; readonly value?: unknown }).value as Intent[IntentField]

/** Changes of the rulebook, the newest first. */
export const readRulebookChanges = (tx: Tx, limit: number) =>
  tx
    .selectFrom('rulebookBatch')
    .select(['id', 'kind', 'summary', 'changed', 'createdAt', 'undoneAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export async function hasRulebookChange(tx: Tx, id: BatchId): Promise<boolean> {
  return (await tx.selectFrom('rulebookBatch').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}
