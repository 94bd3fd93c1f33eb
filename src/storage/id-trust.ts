// What became of the ids that batches stated, and how far an institution's ids can be trusted for it.
import { sql } from 'kysely'
import type { AccountLinkId, BatchId, OwnerId } from '../domain/ids.ts'
import { FULL_TRUST, trustOf } from '../domain/reconcile/id-trust.ts'
import type { IdFindings, IdTrust } from '../domain/reconcile/id-trust.ts'
import { crashPoint } from './crash-points.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'

/**
 * Of each link, by the findings of all links to its institution. Only batches that found something against the ids are
 * added up with those of the links asked for: a link whose institution never gave cause is not in the result.
 */
export async function readIdTrust(
  tx: Tx,
  ownerId: OwnerId,
  linkIds: readonly AccountLinkId[],
): Promise<ReadonlyMap<AccountLinkId, IdTrust>> {
  if (linkIds.length === 0) return new Map()
  const { rows } = await sql<IdFindings>`
    select l.id as link_id, sum(f.seen)::int as seen, sum(f.reused)::int as reused, sum(f.renumbered)::int as renumbered,
      sum(f.reissued)::int as reissued
    from account_link l
    join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
    join connection same on same.owner_id = c.owner_id and same.provider = c.provider
      and same.institution_name = c.institution_name
    join account_link sibling on sibling.owner_id = same.owner_id and sibling.connection_id = same.id
    join id_finding f on f.owner_id = sibling.owner_id and f.account_link_id = sibling.id
    where l.owner_id = ${ownerId}::uuid and l.id = any(${linkIds}::uuid[])
    group by l.id having sum(f.reused) + sum(f.renumbered) > 0`.execute(tx)
  crashPoint('id-trust: findings added up')
  return new Map(rows.map(({ linkId, ...counts }) => [linkId, trustOf(counts)] as const).filter(([, trust]) => isDoubt(trust)))
}

const isDoubt = ({ isRenumbering, isReusing }: IdTrust): boolean =>
  isRenumbering !== FULL_TRUST.isRenumbering || isReusing !== FULL_TRUST.isReusing

type Row = IdFindings & { readonly id: string }

const COLUMNS: Columns<Row> = [
  ['id', 'uuid', (row) => row.id],
  ['account_link_id', 'uuid', (row) => row.linkId],
  ['seen', 'int4', (row) => row.seen],
  ['reused', 'int4', (row) => row.reused],
  ['renumbered', 'int4', (row) => row.renumbered],
  ['reissued', 'int4', (row) => row.reissued],
]

/** Adds a span's findings to its batch's. */
export async function keepIdFindings(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  findings: readonly IdFindings[],
  newId: () => string,
): Promise<void> {
  if (findings.length === 0) return
  const rows = findings.map((each) => ({ ...each, id: newId() }))
  await sql`
    insert into id_finding (owner_id, id, batch_id, account_link_id, seen, reused, renumbered, reissued)
    select ${ownerId}::uuid, v.id, ${batchId}::uuid, v.account_link_id, v.seen, v.reused, v.renumbered, v.reissued
    from ${unnest(rows, COLUMNS)}
    on conflict (owner_id, batch_id, account_link_id) do update set
      seen = id_finding.seen + excluded.seen,
      reused = id_finding.reused + excluded.reused,
      renumbered = id_finding.renumbered + excluded.renumbered,
      reissued = id_finding.reissued + excluded.reissued`.execute(tx)
  crashPoint('id-trust: findings kept')
}
