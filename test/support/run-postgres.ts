// A program for tests: uses the managed PostgreSQL of the folder in its first argument until its standard
// input ends. Prints one line of JSON: how it went.
import process from 'node:process'
import { PostgresStartError } from '../../src/storage/postgres/errors.ts'
import { ensurePostgres } from '../../src/storage/postgres/managed.ts'

const [, , home = ''] = process.argv
try {
  const { origin, pid, clusterFolder, socketFolder, stop } = await ensurePostgres({ home })
  console.log(JSON.stringify({ origin, pid, clusterFolder, socketFolder }))
  process.stdin.resume()
  process.stdin.once('end', () => void stop())
} catch (error) {
  const code = error instanceof PostgresStartError ? error.code : 'untyped'
  console.log(JSON.stringify({ code, message: String(error) }))
}
