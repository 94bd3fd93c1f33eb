import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ensurePostgres } from './managed.ts'
import { blockingFolder } from './os-user.ts'

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const program = fileURLToPath(new URL('../../../test/support/run-postgres.ts', import.meta.url))
const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
/** Running our program as another user needs root, and a checkout that the other user can read. */
const canBeOthers =
  isRoot && blockingFolder(path.dirname(program), { name: 'nobody', isOther: true, ...nobody }) === undefined

const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-refusals-'))
fs.chmodSync(parent, 0o711)
/** A home with data, its server stopped. */
let usedHome: string

beforeAll(async () => {
  usedHome = path.join(parent, 'used')
  await (await ensurePostgres({ home: usedHome })).stop()
})
afterAll(() => fs.rmSync(parent, { recursive: true }))

async function refusal(home: string): Promise<{ code: string; message: string }> {
  const outcome = await ensurePostgres({ home }).then(
    async (postgres) => {
      await postgres.stop()
      return { code: 'none', message: 'it started' }
    },
    (error: unknown) => error as { code: string; message: string },
  )
  return { code: outcome.code, message: outcome.message }
}

type Outcome = { code?: string; message?: string; origin?: string; clusterFolder?: string }

/** What another user gets; its standard input is empty, so it stops at once. */
function outcomeAs(user: { uid: number; gid: number }, home: string): Outcome {
  const options = { ...user, cwd: '/', encoding: 'utf8', input: '' } as const
  return JSON.parse(spawnSync(process.execPath, [program, home], options).stdout) as Outcome
}

function expectHelpful(message: string | undefined): void {
  expect(message).toContain('Your data is safe')
}

describe('the managed PostgreSQL refuses, with its reason,', () => {
  test('data of a version that it has no programs for', async () => {
    const file = path.join(usedHome, 'postgres', 'data', 'PG_VERSION')
    const version = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(file, '99\n')
    const { code, message } = await refusal(usedHome)
    fs.writeFileSync(file, version)
    expect(code).toBe('data-folder-other-version')
    expect(message).toContain('PostgreSQL 99')
    expectHelpful(message)
  })

  test('a data folder that is not whole', async () => {
    const file = path.join(usedHome, 'postgres', 'data', 'PG_VERSION')
    fs.renameSync(file, `${file}.away`)
    const { code, message } = await refusal(usedHome)
    fs.renameSync(`${file}.away`, file)
    expect(code).toBe('data-folder-damaged')
    expectHelpful(message)
    expect((await refusal(usedHome)).code).toBe('none')
  })

  test('a socket that someone else listens on', async () => {
    const stranger = net.createServer()
    stranger.listen(path.join(usedHome, 'postgres', 'run', '.s.PGSQL.5432'))
    await once(stranger, 'listening')
    const { code, message } = await refusal(usedHome)
    stranger.close()
    expect(code).toBe('socket-in-use')
    expectHelpful(message)
  })

  test('a file where its folder should be', async () => {
    const home = path.join(parent, 'a-file')
    fs.writeFileSync(home, '')
    const { code, message } = await refusal(home)
    expect(code).toBe('folder-not-writable')
    expectHelpful(message)
  })

  test.skipIf(isRoot)('a folder that cannot be written', async () => {
    const home = path.join(parent, 'read-only')
    fs.mkdirSync(home, { mode: 0o500 })
    const { code, message } = await refusal(home)
    expect(code).toBe('folder-not-writable')
    expectHelpful(message)
  })

  test.skipIf(!canBeOthers)('a folder that another user owns', () => {
    const home = path.join(parent, 'of-root')
    fs.mkdirSync(home, { mode: 0o755 })
    const { code, message } = outcomeAs(nobody, home)
    expect(code).toBe('folder-not-writable')
    expect(message).toContain(home)
    expectHelpful(message)
  })

  test.skipIf(!canBeOthers)('a user without an entry in /etc/passwd', () => {
    const { code, message } = outcomeAs({ uid: 54_321, gid: 54_321 }, path.join(parent, 'of-a-number'))
    expect(code).toBe('no-user-entry')
    expect(message).toContain('DATABASE_URL')
    expectHelpful(message)
  })

  test.skipIf(!canMount())('a full disk', async () => {
    const home = path.join(parent, 'small-disk')
    fs.mkdirSync(home)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m,mode=0711', 'tmpfs', home])
    try {
      const { code, message } = await refusal(home)
      expect(code).toBe('disk-full')
      expect(message).toContain(home)
      expectHelpful(message)
      execFileSync('mount', ['-o', 'remount,size=400m', home])
      expect((await refusal(home)).code).toBe('none')
    } finally {
      execFileSync('umount', [home])
    }
  })
})

describe('the managed PostgreSQL accepts', () => {
  test.skipIf(!canBeOthers)('an ordinary user', () => {
    const home = path.join(parent, 'of-nobody')
    fs.mkdirSync(home)
    fs.chownSync(home, nobody.uid, nobody.gid)
    expect(outcomeAs(nobody, home)).toMatchObject({
      origin: 'initialised',
      clusterFolder: `${home}/postgres`,
    })
  })

  test.skipIf(!isRoot)('a home that its own user cannot enter: the data goes to /var/lib', async () => {
    const closed = path.join(parent, 'closed')
    fs.mkdirSync(closed, { mode: 0o700 })
    const postgres = await ensurePostgres({ home: path.join(closed, 'home') })
    await postgres.stop()
    fs.rmSync(postgres.clusterFolder, { recursive: true })
    expect(path.dirname(postgres.clusterFolder)).toBe('/var/lib/tributary')
  })
})

function canMount(): boolean {
  if (!isRoot || process.platform !== 'linux') return false
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-mount-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]).status === 0
  if (mounted) spawnSync('umount', [folder])
  fs.rmdirSync(folder)
  return mounted
}
