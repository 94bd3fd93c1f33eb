import { createRequire } from 'node:module'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Database } from './sqlite.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sqlite-test-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const opened = () => {
  const database = new Database(':memory:')
  database.exec('create table words (word text, bytes blob)')
  return database
}
const words = (database: Database) => database.prepare('select word from words order by word').all()

describe('the stand-in driver', () => {
  test('is what require gives, as the client asks for it', () => {
    const given: unknown = createRequire(import.meta.url)('./sqlite.ts')
    expect((given as { name: string }).name).toBe('Database')
  })

  test('gives rows as plain objects, and blobs as buffers', () => {
    const database = opened()
    const { changes } = database.prepare('insert into words values (?, ?)').run('one', new Uint8Array([1]))
    expect(changes).toBe(1)
    const row = database.prepare('select * from words').get()
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect(Buffer.isBuffer(row?.['bytes'])).toBe(true)
    expect(database.prepare("select * from words where word = 'none'").get()).toBeUndefined()
    database.close()
  })

  test('takes back what an inner transaction did alone, and all of an outer one', () => {
    const database = opened()
    const add = (word: string) => database.prepare('insert into words values (?, null)').run(word)
    const failing = database.transaction(() => {
      add('inner')
      throw new Error('a fault')
    })
    database.transaction(() => {
      add('outer')
      expect(failing).toThrow('a fault')
    })()
    expect(words(database)).toEqual([{ word: 'outer' }])
    expect(failing).toThrow('a fault')
    expect(words(database)).toEqual([{ word: 'outer' }])
    database.close()
  })

  test('opens a database from bytes, and backs it up into a file', async () => {
    const file = path.join(folder, 'first.sqlite')
    const first = new Database(file)
    first.exec("create table words (word text); insert into words values ('kept')")
    first.close()
    const second = new Database(fs.readFileSync(file))
    second.exec("insert into words values ('added')")
    const copy = path.join(folder, 'second.sqlite')
    await second.backup(copy)
    second.close()
    const third = new Database(copy)
    expect(words(third)).toEqual([{ word: 'added' }, { word: 'kept' }])
    third.close()
  })

  test('calls functions of the client, where nothing means null', () => {
    const database = opened()
    database.function('LOUD', { deterministic: true }, (word) => (word === null ? null : String(word).toUpperCase()))
    expect(database.prepare("select LOUD('a') as loud, LOUD(null) as none").get()).toEqual({ loud: 'A', none: null })
    database.close()
  })
})
