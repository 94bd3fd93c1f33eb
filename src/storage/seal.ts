// Sealing of secrets: AES-256-GCM, bound to the very place where the sealed bytes are kept. Moved to another row,
// column, owner or purpose, they do not open.
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { KeyRing } from './key-ring.ts'

/** Where sealed bytes live and what for. All of it is authenticated; none of it is stored with them. */
export type SealedPlace = {
  readonly ownerId: string
  readonly table: string
  readonly column: string
  readonly rowId: string
  readonly purpose: string
}

export type Sealed = { readonly keyId: string; readonly sealed: Buffer }

/** Sealed bytes that were changed, moved, or sealed under a key that is not here. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

const FORMAT = 1
const AES_256_GCM = 1
/** A 96-bit random IV is what GCM is made for; below 2^32 seals under one key its collisions don't matter. */
const IV_BYTES = 12
/** The whole tag, asked for explicitly: Node would accept shorter ones when opening. */
const TAG_BYTES = 16
const HEADER_BYTES = 2

/** Seals `bytes` under the ring's current key: format, algorithm, IV, ciphertext, tag. */
export function seal(
  ring: KeyRing,
  randomBytes: (count: number) => Uint8Array,
  place: SealedPlace,
  bytes: Uint8Array,
): Sealed {
  const { keyId, key } = ring.current()
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(additionalBytes(place, keyId))
  const parts = [Buffer.from([FORMAT, AES_256_GCM]), iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]
  return { keyId, sealed: Buffer.concat(parts) }
}

/** The bytes that were sealed for this place. Throws `SealError`. */
export function open(ring: KeyRing, place: SealedPlace, { keyId, sealed }: Sealed): Buffer {
  const key = ring.find(keyId)
  if (key === null) throw new SealError(`The key ${keyId} that sealed this ${place.purpose} is not in the key file.`)
  if (sealed.length < HEADER_BYTES + IV_BYTES + TAG_BYTES || sealed[0] !== FORMAT || sealed[1] !== AES_256_GCM) {
    throw new SealError(`The sealed ${place.purpose} is not in a form that this version can open.`)
  }
  const iv = sealed.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(additionalBytes(place, keyId))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  try {
    const ciphertext = sealed.subarray(HEADER_BYTES + IV_BYTES, sealed.length - TAG_BYTES)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  } catch (error) {
    throw new SealError(`The sealed ${place.purpose} was changed or belongs to another row.`, { cause: error })
  }
}

/** Each part with its length before it, so that no two tuples give the same bytes. */
function additionalBytes(place: SealedPlace, keyId: string): Buffer {
  const parts = [String(FORMAT), place.ownerId, place.table, place.column, place.rowId, place.purpose, keyId]
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
}
