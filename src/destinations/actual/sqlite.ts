// The SQLite driver that Actual's client asks for, on Node's own SQLite: nothing has to be compiled. Only what the
// client uses is here, as better-sqlite3 has it.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite'

type Row = Record<string, SQLOutputValue | Buffer>

export class Database {
  readonly #connection: DatabaseSync
  /** Holds a database that was given as bytes; gone with the connection. */
  readonly #ownFolder: string | null

  constructor(place: string | Uint8Array) {
    if (typeof place === 'string') {
      this.#ownFolder = null
      this.#connection = new DatabaseSync(place)
      return
    }
    this.#ownFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'budget-'))
    const file = path.join(this.#ownFolder, 'budget.sqlite')
    fs.writeFileSync(file, place, { mode: 0o600 })
    this.#connection = new DatabaseSync(file)
  }

  prepare(sql: string) {
    const statement = this.#connection.prepare(sql)
    return {
      all: (...values: readonly SQLInputValue[]) => statement.all(...values).map(plain),
      get: (...values: readonly SQLInputValue[]) => {
        const row = statement.get(...values)
        return row === undefined ? undefined : plain(row)
      },
      run: (...values: readonly SQLInputValue[]) => statement.run(...values),
    }
  }

  exec(sql: string): this {
    this.#connection.exec(sql)
    return this
  }

  function(
    name: string,
    { deterministic }: { readonly deterministic?: boolean },
    work: (...values: readonly SQLOutputValue[]) => SQLInputValue,
  ): void {
    this.#connection.function(name, { deterministic: deterministic === true }, work)
  }

  /** The work in a transaction, or in a savepoint of the one that is open. */
  transaction<Value>(work: () => Value): () => Value {
    return () => {
      const isInner = this.#connection.isTransaction
      this.exec(isInner ? 'SAVEPOINT inner_work' : 'BEGIN')
      try {
        const value = work()
        this.exec(isInner ? 'RELEASE inner_work' : 'COMMIT')
        return value
      } catch (error) {
        this.exec(isInner ? 'ROLLBACK TO inner_work; RELEASE inner_work' : 'ROLLBACK')
        throw error
      }
    }
  }

  async backup(file: string): Promise<void> {
    await backup(this.#connection, file)
  }

  close(): void {
    this.#connection.close()
    if (this.#ownFolder !== null) fs.rmSync(this.#ownFolder, { recursive: true, force: true })
  }
}

/** Rows with a prototype and blobs as buffers, which the client's code takes for granted. */
const plain = (row: Record<string, SQLOutputValue>): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value) : value]),
  )

// What `require` gives.
export { Database as 'module.exports' }
