import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { isRunning } from '../../../launcher/processes.mjs'
import { openPool } from '../database.ts'
import { ensurePostgres, type ManagedPostgres } from './managed.ts'

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const program = fileURLToPath(new URL('../../../test/support/run-postgres.ts', import.meta.url))
/** PostgreSQL's user must be able to enter it, which mkdtemp does not allow. */
const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-postgres-'))
fs.chmodSync(parent, 0o711)

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
afterAll(() => fs.rmSync(parent, { recursive: true }))

function newHome(): string {
  const home = fs.mkdtempSync(path.join(parent, 'home-'))
  fs.chmodSync(home, 0o711)
  return home
}

async function use(home: string): Promise<ManagedPostgres> {
  const postgres = await ensurePostgres({ home })
  stops.push(postgres.stop)
  return postgres
}

/** Uses the folder's PostgreSQL from another process. */
async function useElsewhere(home: string): Promise<{ process: ChildProcess; pid: number; origin: string }> {
  const child = spawn(process.execPath, [program, home], { stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) {
    return { process: child, ...(JSON.parse(line) as { pid: number; origin: string }) }
  }
  throw new Error('the other process ended without a word')
}

async function query(config: pg.ClientConfig, statement: string): Promise<unknown[]> {
  const client = new pg.Client(config)
  await client.connect()
  const result = await client.query<Record<string, unknown>>(statement)
  await client.end()
  return result.rows
}

describe('the managed PostgreSQL', () => {
  test('starts from nothing, stops with its last user, and starts again with the data', async () => {
    const home = newHome()
    const first = await ensurePostgres({ home })
    expect(first.origin).toBe('initialised')
    await query(first.access.migrate, 'create table kept as select 42 as answer')
    await first.stop()
    expect(isRunning(String(first.pid))).toBe(false)

    const second = await use(home)
    expect(second.origin).toBe('started')
    expect(await query(second.access.migrate, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('listens on a socket alone, checks its pages, and sorts text by code point', async () => {
    const { access } = await use(newHome())
    const rows = await query(
      access.app,
      `select current_setting('listen_addresses') as addresses, current_setting('data_checksums') as checksums,
              current_setting('fsync') as fsync, current_setting('password_encryption') as passwords,
              (select datlocale from pg_database where datname = current_database()) as locale`,
    )
    const expected = {
      addresses: '',
      checksums: 'on',
      fsync: 'on',
      passwords: 'scram-sha-256',
      locale: 'C.UTF-8',
    }
    expect(rows).toEqual([expected])
  })

  test('keeps its passwords and its socket to its own user', async () => {
    const { access, clusterFolder, socketFolder } = await use(newHome())
    expect(fs.statSync(path.join(clusterFolder, 'passwords.json')).mode & 0o777).toBe(0o600)
    expect(fs.statSync(socketFolder).mode & 0o777).toBe(0o700)
    await expect(query({ ...access.app, password: 'a guess' }, 'select 1')).rejects.toThrow(
      'authentication failed',
    )
    const passwords = [access.migrate.password, access.app.password, access.worker.password]
    expect(new Set(passwords).size).toBe(3)
  })

  test('is started by one of several processes and adopted by the others', async () => {
    const home = newHome()
    const all = await Promise.all([useElsewhere(home), useElsewhere(home), useElsewhere(home)])
    expect(all.map(({ origin }) => origin).sort()).toEqual(['adopted', 'adopted', 'initialised'])
    const pid = all[0].pid
    for (const other of all) {
      expect(other.pid).toBe(pid)
      expect(isRunning(String(pid))).toBe(true)
      other.process.stdin?.end()
      await once(other.process, 'exit')
    }
    expect(isRunning(String(pid))).toBe(false)
  })

  test('outlives a killed user and is adopted and stopped by the next', async () => {
    const home = newHome()
    const other = await useElsewhere(home)
    other.process.kill('SIGKILL')
    await once(other.process, 'exit')

    const next = await ensurePostgres({ home })
    expect(next).toMatchObject({ origin: 'adopted', pid: other.pid })
    await next.stop()
    expect(isRunning(String(other.pid))).toBe(false)
  })

  test('that is killed is started again, and the same pool works on', async () => {
    const home = newHome()
    const { access, pid } = await use(home)
    const pool = openPool(access.app, () => {})
    await pool.query('select 1')
    process.kill(pid, 'SIGKILL')
    const isBack = () => pool.query('select 1')
    await vi.waitFor(isBack, { timeout: 20_000, interval: 50 })
    await pool.end()
  })

  test('that was killed together with its user starts again, even where nobody collects its remains', async () => {
    const home = newHome()
    const other = await useElsewhere(home)
    other.process.kill('SIGKILL')
    await once(other.process, 'exit')
    process.kill(other.pid, 'SIGKILL')

    const next = await use(home)
    expect(next.origin).toBe('started')
    expect(next.pid).not.toBe(other.pid)
  })

  test('takes over a lock that a killed process left', async () => {
    const home = newHome()
    await (await ensurePostgres({ home })).stop()
    fs.writeFileSync(path.join(home, 'postgres', 'start.lock'), '999999999:1')
    expect((await use(home)).origin).toBe('started')
  })

  test('makes new passwords where they were lost, and keeps the data', async () => {
    const home = newHome()
    const first = await ensurePostgres({ home })
    await query(first.access.migrate, 'create table kept as select 42 as answer')
    await first.stop()
    fs.rmSync(path.join(first.clusterFolder, 'passwords.json'))

    const second = await use(home)
    expect(second.access.app.password).not.toBe(first.access.app.password)
    expect(await query(second.access.migrate, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('puts its socket elsewhere where the path would be too long', async () => {
    const home = path.join(newHome(), 'a-rather-long-name-for-a-folder'.repeat(3))
    const postgres = await use(home)
    expect(postgres.clusterFolder).toContain(home)
    expect(postgres.socketFolder).not.toContain(home)
    expect(await query(postgres.access.app, 'select 1 as one')).toEqual([{ one: 1 }])
    stops.push(() => fs.promises.rm(postgres.socketFolder, { recursive: true }))
  })
})
