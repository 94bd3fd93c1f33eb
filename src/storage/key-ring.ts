// The keys that seal secrets. Here they are a file beside the database; the interface leaves room for a vault.
import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'

export type KeyRing = {
  /** The key that new secrets are sealed under. */
  readonly current: () => { readonly keyId: string; readonly key: Buffer }
  /** The 32 bytes of a key, or null where the ring does not hold it. */
  readonly find: (keyId: string) => Buffer | null
}

/** The key file can't be trusted or is not the one that sealed this database. The operator must act. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
  readonly mustAct = 'operator'
}

const KEY_BYTES = 32
const FILE_NAME = 'keys.json'
/** Rights of others: any of these bits would let another user of the machine read or change the keys. */
const OTHERS_BITS = 0o077

const keyFile = z.strictObject({
  current: z.string().min(1).max(60),
  keys: z.record(z.string().min(1).max(60), z.base64().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES)),
})

/** Path of the key file in Tributary's home folder. */
export const keyFilePath = (home: string): string => path.join(home, FILE_NAME)

/** Reads the key file, or null where there is none. Throws `KeyFileError` where others could have read it. */
export function readKeyFile(home: string): KeyRing | null {
  const file = keyFilePath(home)
  const text = readPrivately(file)
  if (text === null) return null
  const parsed = keyFile.safeParse(asJson(text))
  const found = parsed.success ? parsed.data : null
  if (found === null || found.keys[found.current] === undefined) {
    throw new KeyFileError(
      `The key file ${file} is damaged. Your data is safe, but what is sealed can't be opened. ` +
        'Put back the copy from your backup and start again.',
    )
  }
  return ringOf(found.current, new Map(Object.entries(found.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')])))
}

/**
 * Makes the key file with one new key, readable by this user alone. Another process that is faster wins: its file is
 * the one that is read.
 */
export function createKeyFile(home: string, keyId: string, randomBytes: (count: number) => Uint8Array): KeyRing {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 })
  const file = keyFilePath(home)
  const text = JSON.stringify({ current: keyId, keys: { [keyId]: Buffer.from(randomBytes(KEY_BYTES)).toString('base64') } })
  const draft = `${file}.${process.pid}.new`
  fs.writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true })
  try {
    // A link, unlike a rename, never replaces a file that is there.
    fs.linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    fs.unlinkSync(draft)
  }
  keepFolder(home)
  const ring = readKeyFile(home)
  if (ring === null) throw new KeyFileError(`The key file ${file} vanished while it was made. Start again.`)
  return ring
}

/** A file's name is durable only with its folder: a power cut must not take the key and leave what it sealed. */
function keepFolder(folder: string): void {
  const handle = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

/** A ring over keys in memory. */
export function ringOf(current: string, keys: ReadonlyMap<string, Buffer>): KeyRing {
  const key = keys.get(current)
  if (key === undefined) throw new KeyFileError(`The key ${current} is named as current but is not there.`)
  return { current: () => ({ keyId: current, key }), find: (keyId) => keys.get(keyId) ?? null }
}

/** Opens first and judges what was opened, so that the file can't be changed between. */
function readPrivately(file: string): string | null {
  let handle: number
  try {
    handle = fs.openSync(file, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  try {
    const { mode, uid } = fs.fstatSync(handle)
    if ((mode & OTHERS_BITS) !== 0) {
      throw new KeyFileError(
        `Others on this machine may read the key file ${file}. Nothing was started. ` +
          `Run \`chmod 600 '${file}'\` and start again.`,
      )
    }
    const ourUid = process.getuid?.() ?? uid
    if (uid !== ourUid && ourUid !== 0) {
      throw new KeyFileError(`The key file ${file} belongs to another user. Nothing was started. Start as its owner.`)
    }
    return fs.readFileSync(handle, 'utf8')
  } finally {
    fs.closeSync(handle)
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
