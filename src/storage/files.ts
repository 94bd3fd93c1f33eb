// Files that were handed in, sealed, and the layouts that people confirmed.
import { createHash } from 'node:crypto'
import type { FileId, OwnerId } from '../domain/ids.ts'
import type { CredentialDeps } from './credentials.ts'
import type { Tx } from './schema.ts'
import { open, seal } from './seal.ts'
import type { SealedPlace } from './seal.ts'

export type FileFacts = { readonly id: FileId; readonly name: string; readonly sizeBytes: number }
export type KeptFile = FileFacts & { readonly bytes: Buffer; readonly importedBeforeAt: Date | null }

export async function insertFile(
  tx: Tx,
  deps: CredentialDeps,
  ownerId: OwnerId,
  file: Pick<KeptFile, 'id' | 'name'> & { readonly bytes: Uint8Array },
): Promise<void> {
  const { id, name, bytes } = file
  const hash = createHash('sha256').update(bytes).digest()
  const sealed = seal(deps.keyRing, deps.randomBytes, placeOf(ownerId, id), bytes)
  await tx
    .insertInto('file')
    .values({ ownerId, id, name, hash, sizeBytes: bytes.length, ...sealed })
    .execute()
}

/**
 * The file, and when the very same bytes were imported last; an import that was undone counts as none. Null where
 * the owner has no such file.
 */
export async function readFileRow(
  tx: Tx,
  deps: Pick<CredentialDeps, 'keyRing'>,
  ownerId: OwnerId,
  id: FileId,
): Promise<KeptFile | null> {
  const row = await tx
    .selectFrom('file')
    .selectAll()
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const before = await tx
    .selectFrom('importBatch as b')
    .innerJoin('file as f', (join) =>
      join.onRef('f.ownerId', '=', 'b.ownerId').onRef('f.id', '=', 'b.fileId'),
    )
    .select((expression) => expression.fn.max('b.createdAt').as('at'))
    .where('f.ownerId', '=', ownerId)
    .where('f.hash', '=', row.hash)
    .where('b.undoneAt', 'is', null)
    .executeTakeFirst()
  const { name, sizeBytes } = row
  const bytes = open(deps.keyRing, placeOf(ownerId, id), row)
  return { id, name, sizeBytes, bytes, importedBeforeAt: before?.at ?? null }
}

/** A page of files that wait: whoever has more goes through these first. */
const WAITING_MAX = 200

/** Files that no import has used, the newest first. */
export async function readWaitingFiles(
  tx: Tx,
  ownerId: OwnerId,
): Promise<readonly (FileFacts & { readonly createdAt: Date })[]> {
  return tx
    .selectFrom('file')
    .select(['id', 'name', 'sizeBytes', 'createdAt'])
    .where('ownerId', '=', ownerId)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('importBatch')
            .select('importBatch.id')
            .where('importBatch.ownerId', '=', ownerId)
            .whereRef('importBatch.fileId', '=', 'file.id'),
        ),
      ),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(WAITING_MAX)
    .execute()
}

/** Forgets a file that nothing was imported from. False where something was, or there is no such file. */
export async function deleteUnusedFile(tx: Tx, ownerId: OwnerId, id: FileId): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('file')
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .where((is) =>
      is.not(
        is.exists(
          is.selectFrom('importBatch').select('id').where('ownerId', '=', ownerId).where('fileId', '=', id),
        ),
      ),
    )
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** More layouts than a person has banks. */
const LAYOUTS_MAX = 500

/** Layouts of CSV files that were confirmed or handed in, the newest first. */
export async function readLayouts(tx: Tx, ownerId: OwnerId) {
  return tx
    .selectFrom('fileLayout')
    .select(['fingerprint', 'layout', 'updatedAt'])
    .where('ownerId', '=', ownerId)
    .where('fingerprint', 'like', 'csv:%')
    .orderBy('updatedAt', 'desc')
    .orderBy('fingerprint')
    .limit(LAYOUTS_MAX)
    .execute()
}

/** The layout saved for files of this fingerprint, as JSON, or null. */
export async function readSavedLayout(tx: Tx, ownerId: OwnerId, fingerprint: string): Promise<unknown> {
  const row = await tx
    .selectFrom('fileLayout')
    .select('layout')
    .where('ownerId', '=', ownerId)
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
  return row?.layout ?? null
}

export async function saveLayout(
  tx: Tx,
  ownerId: OwnerId,
  fingerprint: string,
  layout: object,
  updatedAt: Date,
): Promise<void> {
  const row = { layout: JSON.stringify(layout), updatedAt }
  await tx
    .insertInto('fileLayout')
    .values({ ownerId, fingerprint, ...row })
    .onConflict((conflict) => conflict.columns(['ownerId', 'fingerprint']).doUpdateSet(row))
    .execute()
}

const placeOf = (ownerId: OwnerId, id: FileId): SealedPlace => ({
  ownerId,
  table: 'file',
  column: 'sealed',
  rowId: id,
  purpose: 'file',
})
