// What sources sent, kept as they sent it: the originals of a span as one JSON array, compressed, then sealed.
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { BatchId, OwnerId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/source-record.ts'
import type { KeyRing } from './key-ring.ts'
import { insertRows } from './rows.ts'
import type { Tx } from './schema.ts'
import { open, seal } from './seal.ts'
import type { SealedPlace } from './seal.ts'

/** Where a record's original lies. */
export type EvidencePlace = { readonly evidenceId: string; readonly evidenceIndex: number }

export type EvidenceDeps = {
  readonly keyRing: KeyRing
  readonly newId: () => string
  readonly randomBytes: (count: number) => Uint8Array
}

/** Originals in one row: reading one opens them all, so the row stays small. */
const ROW_RECORDS_MAX = 1_000
/** Bank JSON repeats its keys; the lowest level already finds them, and higher ones cost more than they save. */
const COMPRESSION_LEVEL = 1

/** Keeps the originals of a batch and says where each one lies, in the same order. */
export async function keepEvidence(
  tx: Tx,
  deps: EvidenceDeps,
  batch: { readonly ownerId: OwnerId; readonly batchId: BatchId },
  originals: readonly JsonValue[],
): Promise<readonly EvidencePlace[]> {
  const places: EvidencePlace[] = []
  const rows: { readonly id: string; readonly keyId: string; readonly sealed: Buffer }[] = []
  for (let start = 0; start < originals.length; start += ROW_RECORDS_MAX) {
    const part = originals.slice(start, start + ROW_RECORDS_MAX)
    const id = deps.newId()
    const compressed = deflateRawSync(JSON.stringify(part), { level: COMPRESSION_LEVEL })
    rows.push({ id, ...seal(deps.keyRing, deps.randomBytes, placeOf(batch.ownerId, id), compressed) })
    for (const index of part.keys()) places.push({ evidenceId: id, evidenceIndex: index })
  }
  await insertRows(tx, 'evidence', batch.ownerId, rows, [
    ['id', 'uuid', (row) => row.id],
    ['batch_id', 'uuid', () => batch.batchId],
    ['key_id', 'text', (row) => row.keyId],
    ['sealed', 'bytea', (row) => row.sealed],
  ])
  return places
}

/** The original at a place, or null where its row is gone. Throws `SealError`. */
export async function readEvidence(
  tx: Tx,
  keyRing: KeyRing,
  ownerId: OwnerId,
  { evidenceId, evidenceIndex }: EvidencePlace,
): Promise<JsonValue | null> {
  const row = await tx
    .selectFrom('evidence')
    .select(['keyId', 'sealed'])
    .where('ownerId', '=', ownerId)
    .where('id', '=', evidenceId)
    .executeTakeFirst()
  if (row === undefined) return null
  const text = inflateRawSync(open(keyRing, placeOf(ownerId, evidenceId), row)).toString()
  const originals = JSON.parse(text) as readonly JsonValue[]
  return originals[evidenceIndex] ?? null
}

const placeOf = (ownerId: OwnerId, rowId: string): SealedPlace => ({
  ownerId,
  table: 'evidence',
  column: 'sealed',
  rowId,
  purpose: 'original',
})
