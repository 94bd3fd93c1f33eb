// The owner's rulebook, read once per span or batch in the transaction that uses it. One statement tells its version;
// what a version means is read once and kept.
import { sql } from 'kysely'
import type { Rulebook } from '../domain/decorate.ts'
import type { AccountId, OwnerId } from '../domain/ids.ts'
import { NOTHING_LEARNED } from '../domain/learned.ts'
import type { Learned } from '../domain/learned.ts'
import type { CategoryKnowledge, CategoryRef, ProviderCategories } from '../domain/category/category.ts'
import type { PayoreeKey } from '../domain/payoree/payoree.ts'
import { compileRules } from '../domain/rules/compile-rule.ts'
import { brandList } from './brand-list.ts'
import { movedCategories, seedCategories, TREE_EDITION } from './rulebook-categories.ts'
import { readRules } from './rulebook-rules.ts'
import type { Tx } from './schema.ts'

/** Keys that one person has named. More would make the first import after a change slow. */
export const ALIASES_MAX = 20_000

/** Rulebooks kept, whoever's: a version is a random id, so it is met only by those who may read it. */
const KEPT_MAX = 20

type Kept = Omit<Rulebook, 'bankNames' | 'payorees' | 'categories'> & {
  readonly aliases: ReadonlyMap<PayoreeKey, string>
  readonly known: Omit<CategoryKnowledge, 'providerCategories'>
}

const kept = new Map<string, Kept>()

let providerCategories: ProviderCategories = new Map()

/** Tells once, at start, what the codes of all providers mean: storage itself knows no provider. */
export function useProviderCategories(known: ProviderCategories): void {
  providerCategories = known
}

type Head = {
  readonly version: string | null
  readonly treeEdition: number | null
  readonly ownerName: string
  readonly banks: readonly { readonly accountId: AccountId; readonly name: string }[]
}

/** The rulebook as this transaction sees it; the first time, the built-in categories are written. */
export async function rulebookFor(tx: Tx, ownerId: OwnerId, newId: () => string): Promise<Rulebook> {
  const head = await readHead(tx, ownerId)
  const isCurrent = head.version !== null && head.treeEdition === TREE_EDITION
  const version = isCurrent && head.version !== null ? head.version : await renewRulebook(tx, ownerId, newId())
  const stored = kept.get(version) ?? (await readKept(tx, version))
  keep(stored)
  const { aliases, known, ...rest } = stored
  const bankNames = new Map<AccountId, string[]>()
  for (const { accountId, name } of head.banks) bankNames.set(accountId, [...(bankNames.get(accountId) ?? []), name])
  return {
    ...rest,
    payorees: { aliases, ownNames: [head.ownerName], brands: brandList() },
    categories: { ...known, providerCategories },
    bankNames,
  }
}

/** Gives the rulebook a new version, so that nobody goes on with what they kept of the old one. */
export async function changeVersion(tx: Tx, ownerId: OwnerId, newId: () => string): Promise<void> {
  await tx.updateTable('rulebook').set({ version: newId() }).where('ownerId', '=', ownerId).execute()
}

async function readHead(tx: Tx, ownerId: OwnerId): Promise<Head> {
  const { rows } = await sql<Head>`
    select r.version, r.tree_edition, o.name as owner_name,
      coalesce((select jsonb_agg(distinct jsonb_build_object('accountId', l.account_id, 'name', c.institution_name))
        from account_link l join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
        where l.owner_id = o.id), '[]') as banks
    from owner o left join rulebook r on r.owner_id = o.id
    where o.id = ${ownerId}::uuid`.execute(tx)
  const [head] = rows
  if (head === undefined) throw new Error('the owner of a rulebook is gone')
  return head
}

async function renewRulebook(tx: Tx, ownerId: OwnerId, version: string): Promise<string> {
  // Two first imports at once: the second waits here, and finds the first one's version.
  const { rows } = await sql<{ version: string; treeEdition: number }>`
    insert into rulebook (owner_id, id, version, tree_edition)
    values (${ownerId}::uuid, ${ownerId}::uuid, ${version}::uuid, ${TREE_EDITION})
    on conflict (owner_id, id) do update
      set version = case when rulebook.tree_edition = excluded.tree_edition then rulebook.version
        else excluded.version end,
      tree_edition = excluded.tree_edition
    returning version, tree_edition`.execute(tx)
  await seedCategories(tx, ownerId)
  return rows[0]?.version ?? version
}

async function readKept(tx: Tx, version: string): Promise<Kept> {
  const { rows } = await sql<{ key: PayoreeKey; name: string; categoryId: string | null }>`
    select a.key, p.name, p.category_id from payoree_alias a
    join payoree p on p.owner_id = a.owner_id and p.id = a.payoree_id
    order by a.created_at, a.id limit ${ALIASES_MAX}`.execute(tx)
  const { moved, ids } = await movedCategories(tx)
  const learned = await readLearned(tx)
  const payoreeCategories = new Map<PayoreeKey, CategoryRef | null>()
  for (const { key, categoryId } of rows) if (categoryId !== null) payoreeCategories.set(key, categoryId)
  return {
    version,
    aliases: new Map(rows.map(({ key, name }) => [key, name])),
    known: { payoreeCategories, sourceCategories: new Map(learned.sourceCategories), model: learned.model },
    moved,
    categoryIds: ids,
    rules: compileRules(await readRules(tx)),
  }
}

/** What was learned last. */
export async function readLearned(tx: Tx): Promise<Learned> {
  const row = await tx.selectFrom('rulebook').select('learned').executeTakeFirst()
  return row?.learned ?? NOTHING_LEARNED
}

/** The one used last is dropped last. */
function keep(rulebook: Kept): void {
  kept.delete(rulebook.version)
  kept.set(rulebook.version, rulebook)
  const [oldest] = kept.keys()
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
}
