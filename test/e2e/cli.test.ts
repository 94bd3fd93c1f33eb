import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ROOT } from '../../src/compose.ts'
import { runIn } from '../support/command-line.ts'
import { connectDemo, openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-cli-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
const fileOf = (name: string, lines: readonly string[]) => {
  const file = path.join(folder, name)
  fs.writeFileSync(file, lines.join('\n'))
  return file
}

let household: TestHousehold
beforeAll(async () => {
  household = await openTestHousehold()
})

const run = (...args: string[]) => runIn(household, ...args)

describe('the command line', () => {
  test('explains itself', async () => {
    expect((await run('--version')).out).toBe('1.2.3')
    for (const help of [await run(), await run('help'), await run('--help')]) {
      expect(help.code).toBe(0)
      expect(help.out).toContain('Exit codes: 0 ok, 1 failed, 2 needs you')
    }
    for (const command of [
      'start',
      'connect',
      'sync',
      'import',
      'accounts',
      'transactions',
      'runs',
      'disconnect',
      'doctor',
    ]) {
      const { code, out } = await run(command, '--help')
      expect([code, out.split('\n')[0]]).toEqual([
        0,
        expect.stringMatching(new RegExp(`^tributary ${command}`)),
      ])
    }
  })

  test.each([
    [['nonsense'], /There is no command "nonsense"/],
    [['sync', '--nonsense'], /Unknown option '--nonsense'/],
    [['sync', 'con_1', 'con_2'], /name one connection/],
    [['import'], /name a file or a folder/],
    [['import', 'gone.csv', '--account', 'acc_1'], /gone\.csv can't be read/],
    [['transactions', '--limit', '0'], /--limit is a number/],
    [['transactions', '--from', 'yesterday'], /not a date/],
    [['disconnect', 'con_0'], /There is no such connection/],
    [['connect'], /name the bank/],
    [['connect', '--demo', 'Nobody'], /no demo bank is called "Nobody"/],
  ])('refuses %j in words', async (args, words) => {
    const { code, said, out } = await run(...args)
    expect(code).toBe(1)
    expect(said).toMatch(words)
    expect(out).toBe('')
  })

  test('connects a demo bank by itself, syncs it and shows it', async () => {
    const connected = await run('connect', '--demo', 'Kastanienbank', '--json')
    expect(connected.code).toBe(0)
    expect(connected.json().run).toMatchObject({ state: 'succeeded', institutionName: 'Kastanienbank' })
    const synced = await run('sync', '--json')
    expect(synced.code).toBe(0)
    expect(synced.json().runs[0].counts).toMatchObject({ added: 0, updated: 0 })
    const { accounts } = (await run('accounts', '--json')).json()
    expect(accounts).toHaveLength(2)
    expect((await run('accounts')).out).toContain('Girokonto')
    const page = (await run('transactions', '--limit', '3', '--json')).json()
    expect(page.transactions).toHaveLength(3)
    expect((await run('transactions', '--limit', '3', '--cursor', page.nextCursor)).out).toContain(
      `${page.total} in all`,
    )
    expect((await run('runs', '--json')).json().runs).toHaveLength(2)
    expect((await run('doctor')).code).toBe(0)
  })

  test('shows what a sync would do and saves nothing', async () => {
    await household.context.demoBanks.advance(3)
    const before = (await run('transactions', '--limit', '1', '--json')).json().total
    const dry = await run('sync', '--dry-run', '--json')
    const [planned] = dry.json().runs
    expect(planned).toMatchObject({ isDryRun: true, state: 'succeeded' })
    expect(planned.counts.added).toBeGreaterThan(0)
    expect((await run('transactions', '--limit', '1', '--json')).json().total).toBe(before)
    const [done] = (await run('sync', '--json')).json().runs
    expect(done.counts).toEqual(planned.counts)
  })

  test('tells by its exit code that a bank needs the person', async () => {
    await connectDemo(household, 'demo-cedar')
    await household.context.demoBanks.advance(12)
    const { code, json } = await run('sync', '--json')
    expect(code).toBe(2)
    const states = json().runs.map(({ state }: { state: string }) => state)
    expect(states.toSorted()).toEqual(['needs-user', 'succeeded'])
    expect((await run('doctor')).code).toBe(2)
    const { connections } = (await run('connections', '--json')).json()
    const stuck = connections.find(({ action }: { action: string | null }) => action === 'reconnect')
    const ended = await run('disconnect', stuck.id)
    expect([ended.code, ended.out]).toEqual([
      0,
      expect.stringMatching(/^Disconnected Cedar.*transactions stay/),
    ])
  })

  test('imports a file, and tells a partly read one by its exit code', async () => {
    const good = fileOf('good.csv', [
      'Date,Description,Amount',
      '2026-03-21,Tea,-4.50',
      '2026-03-22,Rent,-900.00',
    ])
    const target = ['--new-account', 'Till', '--currency', 'EUR']
    const dry = await run('import', good, ...target, '--dry-run')
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('Would be 2 new')])
    expect((await run('accounts')).out).not.toContain('Till')
    const first = await run('import', good, ...target, '--json')
    expect([first.code, first.json().counts.added]).toEqual([0, 2])
    const { accountId } = first.json()
    const again = await run('import', good, '--account', accountId, '--json')
    expect([again.code, again.json().counts]).toEqual([
      0,
      expect.objectContaining({ added: 0, unchanged: 2 }),
    ])
    const bad = fileOf('bad.csv', [
      'Date,Description,Amount',
      '2026-03-23,Salt,-1.00',
      '2026-02-31,Never,-1.00',
    ])
    const partly = await run('import', bad, '--account', accountId)
    expect([partly.code, partly.out]).toEqual([3, expect.stringMatching(/1 new.*\nLine 3 not read/)])
  })

  test('asks what a file leaves open, and takes the answer', async () => {
    const file = fileOf('open.csv', ['Day,What,Sum', '03/04/2026,Tea,-4.50', '05/06/2026,Rent,-900.00'])
    const target = ['--new-account', 'Open', '--currency', 'EUR']
    const asked = await run('import', file, ...target)
    expect(asked.code).toBe(2)
    const answer = /--answer (\S+=dmy)/.exec(asked.out)?.[1] ?? ''
    expect((await run('accounts')).out).not.toContain('Open')
    const done = await run('import', file, ...target, '--answer', answer, '--json')
    expect([done.code, done.json().counts.added]).toEqual([0, 2])
  })
})

describe('the program', () => {
  const { superuser, access } = inject('testPostgres')
  const databaseUrl = () => {
    const url = new URL('postgres://localhost')
    url.username = String(superuser.user)
    url.password = String(superuser.password)
    url.pathname = String(household.access.app.database)
    url.searchParams.set('host', String(superuser.host ?? access.app.host))
    if (superuser.port !== undefined) url.port = String(superuser.port)
    return url.href
  }
  const start = (port: number, env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'src/main.ts'), 'start'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TRIBUTARY_HOME: household.config.home,
        DATABASE_URL: databaseUrl(),
        PORT: String(port),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const heard = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (heard.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (heard.err += chunk.toString()))
    const ended = once(child, 'close').then(([code]) => code as number | null)
    return { child, heard, ended }
  }
  const freePort = async () => {
    const server = net.createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as net.AddressInfo
    server.close()
    return port
  }

  test('serves until it is asked to stop, on a port that nobody else then gets', async () => {
    const port = await freePort()
    const { child, heard, ended } = start(port)
    await expect.poll(() => heard.out + heard.err, { timeout: 25_000 }).toContain('ready')
    expect(heard.out).toBe(`Tributary is ready at http://127.0.0.1:${port}\n`)
    const health = await fetch(`http://127.0.0.1:${port}/healthz`)
    expect(await health.json()).toEqual({ status: 'ok' })
    const second = start(port)
    expect(await second.ended).toBe(1)
    expect(second.heard.err).toMatch(new RegExp(`Port ${port} is in use`))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(heard.err).not.toMatch(/"level":"error"|mistake/)
  })

  test.each([
    [{ HOST: '0.0.0.0' }, /HOST must be 127\.0\.0\.1/],
    [{ TRIBUTARY_HOEM: 'x' }, /no setting TRIBUTARY_HOEM/],
    [{ DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/none' }, /database/i],
  ])('refuses to start with %j and says why', async (env, words) => {
    const { heard, ended } = start(4280, env as Record<string, string>)
    expect(await ended).toBe(1)
    expect(heard.err).toMatch(words)
    expect(heard.err).not.toMatch(/nothing@|at .*\.ts:/)
  })
})
