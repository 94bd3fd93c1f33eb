import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../test/support/database.ts'
import { openDatabase, openPool } from './database.ts'
import { openKeyRing } from './installation.ts'
import { createKeyFile, KeyFileError, keyFilePath, readKeyFile } from './key-ring.ts'
import type { Tables } from './schema.ts'

const homes: string[] = []
let home: string
beforeEach(() => {
  home = newHome()
})
afterAll(() => {
  for (const made of homes) fs.rmSync(made, { recursive: true, force: true })
})

function newHome(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-keys-'))
  homes.push(made)
  return made
}

describe('the key file', () => {
  test('is null where there is none', () => {
    expect(readKeyFile(home)).toBeNull()
  })

  test('is made for its user alone, with a key of 32 bytes, and leaves nothing else in the folder', () => {
    const ring = createKeyFile(path.join(home, 'deep', 'er'), 'key-a', randomBytes)
    const file = keyFilePath(path.join(home, 'deep', 'er'))
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    expect(fs.statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
    expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)])
    expect(ring.current().keyId).toBe('key-a')
    expect(ring.current().key).toHaveLength(32)
    expect(readKeyFile(path.dirname(file))?.find('key-a')).toEqual(ring.current().key)
  })

  test('that is there is never replaced: the second maker gets the first one’s key', () => {
    const first = createKeyFile(home, 'key-a', randomBytes)
    const before = fs.readFileSync(keyFilePath(home))
    const second = createKeyFile(home, 'key-b', randomBytes)
    expect(second.current()).toEqual(first.current())
    expect(second.find('key-b')).toBeNull()
    expect(fs.readFileSync(keyFilePath(home))).toEqual(before)
    expect(fs.readdirSync(home)).toHaveLength(1)
  })

  test.each([0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o666])(
    'that others have rights to (mode %o) is refused, with the remedy',
    (mode) => {
      createKeyFile(home, 'key-a', randomBytes)
      fs.chmodSync(keyFilePath(home), mode)
      expect(() => readKeyFile(home)).toThrow(KeyFileError)
      expect(() => readKeyFile(home)).toThrow(/chmod 600/)
      fs.chmodSync(keyFilePath(home), 0o600)
      expect(readKeyFile(home)?.current().keyId).toBe('key-a')
    },
  )

  test.each([
    ['empty', ''],
    ['cut in the middle', '{"current":"key-a","keys":{"key-a":"AAA'],
    ['not an object', '[]'],
    ['of a key that is too short', keyText('key-a', { 'key-a': Buffer.alloc(31).toString('base64') })],
    ['of a key that is too long', keyText('key-a', { 'key-a': Buffer.alloc(33).toString('base64') })],
    ['without its current key', keyText('key-b', { 'key-a': Buffer.alloc(32).toString('base64') })],
    ['of more than it should hold', JSON.stringify({ current: 'a', keys: {}, extra: true })],
  ])('that is %s is refused as damaged, shows no key, and stays as it is', (_what, text) => {
    fs.writeFileSync(keyFilePath(home), text, { mode: 0o600 })
    expect(() => readKeyFile(home)).toThrow(/damaged. Your data is safe.*backup/)
    expect(() => createKeyFile(home, 'key-new', randomBytes)).toThrow(KeyFileError)
    expect(fs.readFileSync(keyFilePath(home), 'utf8')).toBe(text)
  })
})

function keyText(current: string, keys: Record<string, string>): string {
  return JSON.stringify({ current, keys })
}

describe('the key ring of a database', () => {
  const pools: pg.Pool[] = []
  afterAll(() => Promise.all(pools.map((pool) => pool.end())))

  async function newDatabase() {
    const pool = openPool((await cloneDatabase()).app, () => {})
    pools.push(pool)
    return openDatabase<Tables>(pool)
  }

  let made = 0
  const deps = { newId: () => `key-${(made += 1)}`, randomBytes }

  test('is made at the first start and the same at every later one', async () => {
    const db = await newDatabase()
    const first = await openKeyRing(db, home, deps)
    const again = await openKeyRing(db, home, deps)
    expect(again.current()).toEqual(first.current())
  })

  test('whose file is lost is told, and no new file takes its place', async () => {
    const db = await newDatabase()
    const { keyId } = (await openKeyRing(db, home, deps)).current()
    fs.renameSync(keyFilePath(home), path.join(home, 'backup.json'))
    for (let start = 0; start < 3; start += 1) {
      const told: unknown = await openKeyRing(db, home, deps).catch((error: unknown) => error)
      expect(told).toBeInstanceOf(KeyFileError)
      expect(told).toMatchObject({ mustAct: 'operator' })
      expect(String(told)).toMatch(new RegExp(`is missing.*${keyId}.*transactions are safe.*backup`))
      expect(fs.readdirSync(home)).toEqual(['backup.json'])
    }
    fs.renameSync(path.join(home, 'backup.json'), keyFilePath(home))
    expect((await openKeyRing(db, home, deps)).current().keyId).toBe(keyId)
  })

  test('of another database is told and left as it is', async () => {
    const db = await newDatabase()
    await openKeyRing(db, home, deps)
    const strange = newHome()
    createKeyFile(strange, 'key-of-another', randomBytes)
    const before = fs.readFileSync(keyFilePath(strange))
    await expect(openKeyRing(db, strange, deps)).rejects.toThrow(/belongs to another database/)
    expect(fs.readFileSync(keyFilePath(strange))).toEqual(before)
  })

  test('that others can read is refused before anything is written', async () => {
    const db = await newDatabase()
    createKeyFile(home, 'key-a', randomBytes)
    fs.chmodSync(keyFilePath(home), 0o644)
    await expect(openKeyRing(db, home, deps)).rejects.toThrow(/Others on this machine may read/)
    expect(await db.selectFrom('installation').selectAll().execute()).toEqual([])
  })

  test('of two first starts at once is one key', async () => {
    const db = await newDatabase()
    const rings = await Promise.all([1, 2, 3].map(() => openKeyRing(db, home, deps)))
    const [first, ...others] = rings.map((ring) => ring.current())
    for (const other of others) expect(other).toEqual(first)
    expect(await db.selectFrom('installation').selectAll().execute()).toHaveLength(1)
  })

  test('of two first starts from two folders is the one that the database wrote down; the other is told', async () => {
    const db = await newDatabase()
    const folders = [home, newHome()]
    const ended = await Promise.allSettled(folders.map((folder) => openKeyRing(db, folder, deps)))
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const [refused] = ended.filter((result) => result.status === 'rejected')
    expect(refused?.reason).toBeInstanceOf(KeyFileError)
  })
})
