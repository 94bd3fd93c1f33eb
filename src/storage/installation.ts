// What the database remembers of this installation: above all which key sealed it, so that a lost key file is told at
// start, and never replaced by a new key that opens nothing.
import type { Kysely } from 'kysely'
import { createKeyFile, KeyFileError, keyFilePath, readKeyFile } from './key-ring.ts'
import type { KeyRing } from './key-ring.ts'
import type { Tables } from './schema.ts'

const SEALED_BY = 'sealed-by'

/**
 * The key ring of this database: read from the key file, or made at the first start. Throws `KeyFileError` where the
 * database was sealed by a key that the file does not hold.
 */
export async function openKeyRing(
  db: Kysely<Tables>,
  home: string,
  deps: { readonly newId: () => string; readonly randomBytes: (count: number) => Uint8Array },
): Promise<KeyRing> {
  const sealedBy = await readSealedBy(db)
  const ring = readKeyFile(home)
  if (sealedBy !== null) return checkRing(ring, sealedBy, home)
  const fresh = ring ?? createKeyFile(home, deps.newId(), deps.randomBytes)
  // Two first starts at once: the first row stands, and both check against it.
  await db
    .insertInto('installation')
    .values({ key: SEALED_BY, value: JSON.stringify(fresh.current().keyId) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return checkRing(fresh, (await readSealedBy(db)) ?? fresh.current().keyId, home)
}

function checkRing(ring: KeyRing | null, sealedBy: string, home: string): KeyRing {
  if (ring?.find(sealedBy)) return ring
  const file = keyFilePath(home)
  const what = ring === null ? `The key file ${file} is missing` : `The key file ${file} belongs to another database`
  throw new KeyFileError(
    `${what}: this database was sealed by key ${sealedBy}. Your transactions are safe, but bank access and original ` +
      'bank answers stay closed without it. Put the file back from your backup and start again.',
  )
}

async function readSealedBy(db: Kysely<Tables>): Promise<string | null> {
  const row = await db.selectFrom('installation').select('value').where('key', '=', SEALED_BY).executeTakeFirst()
  return typeof row?.value === 'string' ? row.value : null
}
