// Files and edits in a real ledger, for tests of undoing.
import type { AccountKind } from '../../src/domain/account.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { AccountId, BatchId, FileId, TransactionId } from '../../src/domain/ids.ts'
import { money } from '../../src/domain/money.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import type { Intent } from '../../src/domain/transaction.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { decide } from '../../src/storage/intents.ts'
import { stateHash } from '../../src/storage/state-hash.ts'
import { commitFileImport, previewFileImport } from '../../src/sync/import-file.ts'
import { undoBatch } from '../../src/sync/undo-batch.ts'
import type { UndoWish } from '../../src/sync/undo-batch.ts'
import { newId, testKeyRing } from '../sync/household.ts'
import type { Owner, Pools } from '../sync/household.ts'
import { randomBytes } from 'node:crypto'

const USD = 'USD' as CurrencyCode

/** A row of a file: day of March, amount in minor units, words, and what else the file has. */
export type Row = {
  readonly day: number
  readonly minor: bigint
  readonly text: string
  readonly id?: string
  readonly reference?: string
}

export const rowOf = ({ day, minor, text, id, reference }: Row): SourceRecord => ({
  accountSourceId: 'file',
  sourceId: id ?? null,
  status: 'posted',
  amount: money(minor, USD),
  postedOn: `2026-03-${String(day).padStart(2, '0')}` as CalendarDate,
  transactionOn: null,
  occurredAt: null,
  description: text,
  counterpartyName: null,
  counterpartyAccountMask: null,
  providerCategory: null,
  supersedes: null,
  balanceAfter: null,
  reference: reference ?? null,
  raw: text,
})

export async function makeAccount(
  pools: Pools,
  { ownerId, token }: Owner,
  name = 'By file',
  kind: AccountKind = 'cash',
): Promise<AccountId> {
  const id = newId() as AccountId
  await withTransaction(pools.appDb, token, (tx) =>
    tx.insertInto('account').values({ ownerId, id, name, kind, currency: USD }).execute(),
  )
  return id
}

export type Imported = { readonly batchId: BatchId; readonly planHash: string; readonly added: number }

/** What a person does with files, on one account. */
export function filesOf(pools: Pools, owner: Owner, accountId: AccountId) {
  const deps = { db: pools.appDb, keyRing: testKeyRing, newId, randomBytes, now: () => new Date() }
  const fileOf = (rows: readonly Row[]) => {
    const records = rows.map(rowOf)
    const lines = rows.map((_, index) => index + 2)
    return { ...owner, accountId, fileId: newId() as FileId, records, lines, rejected: [], ignored: [] }
  }
  return {
    deps,
    preview: async (rows: readonly Row[]): Promise<string> => {
      const { planHash } = await previewFileImport(deps, fileOf(rows))
      return planHash
    },
    import: async (rows: readonly Row[]): Promise<Imported> => {
      const file = fileOf(rows)
      const { planHash } = await previewFileImport(deps, file)
      const { batchId, counts } = await commitFileImport(deps, file, planHash)
      return { batchId, planHash, added: counts.added }
    },
    undo: (batchId: BatchId, wish: Pick<UndoWish, 'staysAway' | 'isDryRun'> = {}) =>
      undoBatch(deps, { ...owner, batchId, ...wish }),
  }
}

export const hashOf = (pools: Pools, { ownerId, token }: Owner): Promise<string> =>
  withTransaction(pools.appDb, token, (tx) => stateHash(tx, ownerId))

export type Seen = {
  readonly id: TransactionId
  readonly minor: bigint
  readonly text: string
  readonly isRemoved: boolean
}

/** Every transaction, taken-back ones included, by day and words. */
export const seenBy = (pools: Pools, { token }: Owner): Promise<readonly Seen[]> =>
  withTransaction(pools.appDb, token, async (tx) => {
    const rows = await tx
      .selectFrom('transaction')
      .select(['id', 'amountMinor as minor', 'description as text', 'isRemoved'])
      .orderBy('onDate')
      .orderBy('description')
      .orderBy('id')
      .execute()
    return rows
  })

export const edit = (pools: Pools, { ownerId, token }: Owner, id: TransactionId, decision: Intent): Promise<boolean> =>
  withTransaction(pools.appDb, token, (tx) =>
    decide(tx, { ownerId, newId, at: new Date(), by: 'person', batchId: null }, id, decision),
  )
