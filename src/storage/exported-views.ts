// What rows of an export showed where they come from: payoree, category, note and tags as the person had them. Of our
// own exports, what comes out otherwise here is the person's decision about the new transactions. Of another program's,
// all of it is: what is worked out here changes when the bank's own words arrive, and must not take the person's along.
// It is theirs, too, for transactions that were here before, where they have decided nothing yet. All goes with the batch.
import { sql } from 'kysely'
import { fitCategories, namesOf, pathKey } from '../domain/category/fit-categories.ts'
import type { FittedCategories } from '../domain/category/fit-categories.ts'
import { CATEGORY_SEPARATOR } from '../domain/export/csv-columns.ts'
import type { ExportedView } from '../domain/export/exported-row.ts'
import type { BatchId, OwnerId, TransactionId } from '../domain/ids.ts'
import { sameTags, tagSet } from '../domain/tags.ts'
import type { Intent } from '../domain/transaction.ts'
import { keepTransactions } from './before-images.ts'
import { writeFieldChanges } from './field-changes.ts'
import { CATEGORIES_MAX, insertCategory, readCategories } from './rulebook-categories.ts'
import type { CategoryRow } from './rulebook-categories.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'

type Batch = { readonly ownerId: OwnerId; readonly batchId: BatchId; readonly newId: () => string }

/** A transaction that the batch stated, and what would be shown of it. */
type Stated = {
  readonly id: TransactionId
  readonly line: number
  readonly isAdded: boolean
  readonly amountMinor: bigint
  /** Fields that the person has decided. */
  readonly decided: readonly string[]
  readonly payoree: string | null
  readonly category: string | null
  readonly note: string | null
  readonly tags: readonly string[]
}

type Decided = { readonly id: TransactionId; readonly isAdded: boolean; readonly intent: Intent }

/**
 * Decides for transactions that the batch added, and, where the export is another program's, for those that it met.
 * Categories of the other program that fit none are made.
 * @param views by the line that the row stands on
 */
export async function keepViews(tx: Tx, batch: Batch, views: ReadonlyMap<number, ExportedView>): Promise<void> {
  const { ownerId, newId } = batch
  const categories = await readCategories(tx)
  const stated = await readStated(tx, batch)
  const taken = stated.flatMap((row) => {
    const view = views.get(row.line)
    return view === undefined || (!row.isAdded && view.isOfProgram !== true) ? [] : [{ row, view }]
  })
  const fitted = fit(categories, taken, newId)
  const categoryOf = categoryFinder(categories, fitted)
  const decided = taken.flatMap(({ row, view }): readonly Decided[] => {
    const intent = view.isOfProgram === true ? words(row, view, categoryOf) : differences(row, view, categoryOf)
    return Object.keys(intent).length === 0 ? [] : [{ id: row.id, isAdded: row.isAdded, intent }]
  })
  if (decided.length === 0) return
  await makeCategories(tx, ownerId, fitted, decided)
  const met = decided.flatMap(({ id, isAdded }) => (isAdded ? [] : [id]))
  await keepTransactions(tx, ownerId, batch.batchId, met, [])
  const at = await readTime(tx)
  await writeIntents(tx, ownerId, at, decided)
  const changes = decided.flatMap(({ id, intent }) =>
    Object.entries(intent).map(([field, value]) => {
      return { transactionId: id, field, before: { decided: false }, after: { decided: true, value } }
    }),
  )
  await writeFieldChanges(tx, { ownerId, at, newId, by: 'file', batchId: null }, changes)
}

/** All that another program says, but for what the person has decided here. */
function words(row: Stated, view: ExportedView, categoryOf: CategoryFinder): Intent {
  const category = categoryOf(view)
  const said: Intent = {
    ...(view.payoree == null ? {} : { payoree: view.payoree }),
    ...(category === undefined ? {} : { category }),
    ...(view.note == null ? {} : { note: view.note }),
    ...(view.tags === undefined ? {} : { tags: tagSet(view.tags) }),
  }
  return Object.fromEntries(Object.entries(said).filter(([field]) => !row.decided.includes(field)))
}

function differences(row: Stated, view: ExportedView, categoryOf: CategoryFinder): Intent {
  const category = categoryOf(view)
  const tags = view.tags === undefined ? undefined : tagSet(view.tags)
  return {
    ...(view.payoree === undefined || view.payoree === row.payoree ? {} : { payoree: view.payoree }),
    ...(category === undefined || category === row.category ? {} : { category }),
    ...(view.note === undefined || view.note === row.note ? {} : { note: view.note }),
    ...(tags === undefined || sameTags(tags, tagSet(row.tags)) ? {} : { tags }),
  }
}

/** The id of the category, null for none, or undefined where nothing is said or there is none of that id or name. */
type CategoryFinder = (view: ExportedView) => string | null | undefined

function categoryFinder(categories: readonly CategoryRow[], fitted: FittedCategories): CategoryFinder {
  const ids = new Set(categories.map(({ id }) => id))
  const byName = new Map(categories.map(({ id }) => [namesOf(categories, id).join(CATEGORY_SEPARATOR), id]))
  return ({ category, categoryPath }) => {
    if (categoryPath !== undefined) return fitted.ids.get(pathKey(categoryPath))
    if (category == null) return category
    return ids.has(category.id) ? category.id : byName.get(category.name)
  }
}

type Taken = { readonly row: Stated; readonly view: ExportedView }

function fit(categories: readonly CategoryRow[], taken: readonly Taken[], newId: () => string): FittedCategories {
  const wanted = taken.flatMap(({ row, view }) =>
    view.categoryPath === undefined || row.decided.includes('category')
      ? []
      : [{ path: view.categoryPath, sumMinor: row.amountMinor }],
  )
  return fitCategories(categories, wanted, () => `own.${newId()}`, CATEGORIES_MAX - categories.length)
}

/** Those that a decision uses, with what stands above them. */
async function makeCategories(
  tx: Tx,
  ownerId: OwnerId,
  { made }: FittedCategories,
  decided: readonly Decided[],
): Promise<void> {
  const used = new Set(decided.map(({ intent }) => intent.category))
  for (const category of made.toReversed()) if (used.has(category.id)) used.add(category.parentId)
  for (const category of made) {
    if (!used.has(category.id)) continue
    await insertCategory(tx, ownerId, category)
  }
}

async function readStated(tx: Tx, { batchId, ownerId }: Batch): Promise<readonly Stated[]> {
  const { rows } = await sql<Stated>`
    select distinct on (t.id) t.id, r.line, t.batch_id = r.batch_id as is_added, t.amount_minor,
      coalesce(i.decided, '{}') as decided,
      coalesce(t.derived_payoree, t.counterparty_name) as payoree, t.derived_category as category,
      t.derived_ruled -> 'note' ->> 'value' as note,
      coalesce(jsonb_path_query_array(t.derived_ruled, '$.tags[*].value'), '[]') as tags
    from source_record r
    join transaction t on t.owner_id = r.owner_id and t.id = r.transaction_id
    left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
    where r.owner_id = ${ownerId}::uuid and r.batch_id = ${batchId}::uuid and r.line is not null
    order by t.id, r.line`.execute(tx)
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

/** Fields that a view decides, and the column of each. */
const FIELDS = ['payoree', 'category', 'note', 'tags'] as const

async function writeIntents(tx: Tx, ownerId: OwnerId, at: Date, decided: readonly Decided[]): Promise<void> {
  const columns: Columns<Decided> = [
    ['transaction_id', 'uuid', ({ id }) => id],
    ['decided', 'text', ({ intent }) => Object.keys(intent).toSorted().join(FIELD_SEPARATOR)],
    ['payoree', 'text', ({ intent }) => intent.payoree ?? null],
    ['category', 'text', ({ intent }) => intent.category ?? null],
    ['note', 'text', ({ intent }) => intent.note ?? null],
    ['tags', 'jsonb', ({ intent }) => (intent.tags === undefined ? null : JSON.stringify(intent.tags))],
  ]
  const added = FIELDS.map(
    (field) => `${field} = case when '${field}' = any(excluded.decided) then excluded.${field} else known.${field} end`,
  )
  for (let start = 0; start < decided.length; start += STATEMENT_ROWS_MAX) {
    const part = decided.slice(start, start + STATEMENT_ROWS_MAX)
    await sql`
      insert into transaction_intent as known
        (owner_id, transaction_id, decided, payoree, category, note, tags, is_hidden, updated_at)
      select ${ownerId}::uuid, v.transaction_id, string_to_array(v.decided, ${FIELD_SEPARATOR}), v.payoree, v.category,
        v.note, case when v.tags is null then null else array(select jsonb_array_elements_text(v.tags)) end, false, ${at}
      from ${unnest(part, columns)}
      on conflict (owner_id, transaction_id) do update set
        decided = array(select distinct unnest(known.decided || excluded.decided) as field order by field),
        ${sql.raw(added.join(', '))}, updated_at = excluded.updated_at`.execute(tx)
  }
}
