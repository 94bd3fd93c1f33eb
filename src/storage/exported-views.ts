// What rows of a ledger's export showed where they come from: payoree, category and note as the person had them. Where
// they come out otherwise here, that is the person's decision about the new transactions, and goes with their batch.
import { sql } from 'kysely'
import { CATEGORY_SEPARATOR } from '../domain/export/csv-columns.ts'
import type { ExportedView } from '../domain/export/exported-row.ts'
import type { BatchId, OwnerId, TransactionId } from '../domain/ids.ts'
import type { Intent } from '../domain/transaction.ts'
import { writeFieldChanges } from './field-changes.ts'
import { readCategories } from './rulebook-categories.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'

type Batch = { readonly ownerId: OwnerId; readonly batchId: BatchId; readonly newId: () => string }

/** A transaction that the batch added, and what would be shown of it. */
type Added = {
  readonly id: TransactionId
  readonly sourceId: string
  readonly payoree: string | null
  readonly category: string | null
  readonly note: string | null
}

type Decided = { readonly id: TransactionId; readonly intent: Intent }

/**
 * Decides for transactions that the batch added, and for no others: those that were here already keep what they have.
 * A category that the owner doesn't have is left undecided.
 */
export async function keepViews(tx: Tx, batch: Batch, views: ReadonlyMap<string, ExportedView>): Promise<void> {
  const { ownerId, newId } = batch
  const categoryOf = await categoryFinder(tx)
  const added = await readAdded(tx, batch)
  const decided = added.flatMap((row): readonly Decided[] => {
    const view = views.get(row.sourceId)
    const intent = view === undefined ? {} : differences(row, view, categoryOf)
    return Object.keys(intent).length === 0 ? [] : [{ id: row.id, intent }]
  })
  if (decided.length === 0) return
  const at = await readTime(tx)
  await insertIntents(tx, ownerId, at, decided)
  const changes = decided.flatMap(({ id, intent }) =>
    Object.entries(intent).map(([field, value]) => {
      return { transactionId: id, field, before: { decided: false }, after: { decided: true, value } }
    }),
  )
  await writeFieldChanges(tx, { ownerId, at, newId, by: 'file', batchId: null }, changes)
}

function differences(row: Added, view: ExportedView, categoryOf: CategoryFinder): Intent {
  const category = view.category === null ? null : categoryOf(view.category)
  return {
    ...(view.payoree === row.payoree ? {} : { payoree: view.payoree }),
    ...(category === undefined || category === row.category ? {} : { category }),
    ...(view.note === row.note ? {} : { note: view.note }),
  }
}

/** The id of a category that stands here, or undefined where there is none of that id or name. */
type CategoryFinder = (category: NonNullable<ExportedView['category']>) => string | undefined

async function categoryFinder(tx: Tx): Promise<CategoryFinder> {
  const categories = await readCategories(tx)
  const ids = new Set(categories.map(({ id }) => id))
  const byName = new Map(categories.map((category) => [pathName(categories, category.id), category.id]))
  return ({ id, name }) => (ids.has(id) ? id : byName.get(name))
}

/** `Food and drink:Groceries`, as exports name it. */
function pathName(categories: Awaited<ReturnType<typeof readCategories>>, id: string): string {
  const category = categories.find((each) => each.id === id)
  if (category === undefined) return ''
  const parent = category.parentId === null ? '' : pathName(categories, category.parentId)
  return parent === '' ? category.name : parent + CATEGORY_SEPARATOR + category.name
}

async function readAdded(tx: Tx, { batchId, ownerId }: Batch): Promise<readonly Added[]> {
  const { rows } = await sql<Added>`
    select t.id, r.source_id, coalesce(t.derived_payoree, t.counterparty_name) as payoree,
      t.derived_category as category, t.derived_ruled -> 'note' ->> 'value' as note
    from transaction t
    join source_record r on r.owner_id = t.owner_id and r.transaction_id = t.id and r.batch_id = t.batch_id
    where t.owner_id = ${ownerId}::uuid and t.batch_id = ${batchId}::uuid and r.source_id is not null`.execute(tx)
  return rows
}

/** In whole milliseconds, so that it compares equal wherever it is written. */
async function readTime(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select now() as at`.execute(tx)
  const [first] = rows
  if (first === undefined) throw new Error('the database tells no time')
  return first.at
}

/** Rows in one statement, as elsewhere in storage. */
const STATEMENT_ROWS_MAX = 5_000

/** Names have no spaces, so that they go through one text. */
const FIELD_SEPARATOR = ' '

async function insertIntents(tx: Tx, ownerId: OwnerId, at: Date, decided: readonly Decided[]): Promise<void> {
  const columns: Columns<Decided> = [
    ['transaction_id', 'uuid', ({ id }) => id],
    ['decided', 'text', ({ intent }) => Object.keys(intent).toSorted().join(FIELD_SEPARATOR)],
    ['payoree', 'text', ({ intent }) => intent.payoree ?? null],
    ['category', 'text', ({ intent }) => intent.category ?? null],
    ['note', 'text', ({ intent }) => intent.note ?? null],
  ]
  for (let start = 0; start < decided.length; start += STATEMENT_ROWS_MAX) {
    const part = decided.slice(start, start + STATEMENT_ROWS_MAX)
    await sql`
      insert into transaction_intent (owner_id, transaction_id, decided, payoree, category, note, is_hidden, updated_at)
      select ${ownerId}::uuid, v.transaction_id, string_to_array(v.decided, ${FIELD_SEPARATOR}), v.payoree, v.category,
        v.note, false, ${at}
      from ${unnest(part, columns)}`.execute(tx)
  }
}
