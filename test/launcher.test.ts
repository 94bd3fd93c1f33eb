import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { isRunning } from '../launcher/processes.mjs'
import { root } from './architecture/sources.ts'

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const program = `
if (process.argv[2] === 'wait') {
  process.on('SIGTERM', () => process.exit(0))
  setInterval(() => {}, 1000)
  console.log(process.pid)
} else {
  console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), node: process.version }))
  if (process.argv[2] === 'die') process.kill(process.pid, 'SIGKILL')
  process.exitCode = Number(process.argv[2] ?? 0)
}
`

/** A Node on this machine that is too old for Tributary, to see that the launcher finds a newer one. */
const olderNode = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .map((folder) => path.join(folder, 'node'))
  .filter((file) => fs.existsSync(file))
  .find((file) => Number(execFileSync(file, ['-p', 'process.versions.node.split(".")[0]'])) < 24)

let parent: string
let checkout: string

/** A small project with our launcher and one package, which can be installed without a network. */
beforeAll(() => {
  parent = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-launcher-')))
  const made = path.join(parent, 'made')
  fs.mkdirSync(path.join(made, 'package'), { recursive: true })
  fs.writeFileSync(path.join(made, 'package', 'package.json'), '{ "name": "made-up", "version": "1.0.0" }')
  execFileSync('npm', ['pack', './package'], { cwd: made, stdio: 'ignore' })
  const dependencies = { 'made-up': 'file:made-up-1.0.0.tgz' }
  fs.writeFileSync(
    path.join(made, 'package.json'),
    JSON.stringify({ name: 'project', version: '1.0.0', dependencies }),
  )
  fs.rmSync(path.join(made, 'package'), { recursive: true })
  execFileSync('npm', ['install', '--package-lock-only', '--offline'], { cwd: made, stdio: 'ignore' })
  fs.writeFileSync(path.join(made, 'program.mjs'), program)
  fs.cpSync(path.join(root, 'launcher'), path.join(made, 'launcher'), { recursive: true })
  fs.cpSync(path.join(root, 'run.mjs'), path.join(made, 'run.mjs'))
  fs.cpSync(path.join(root, 'tools', 'node'), path.join(made, 'tools', 'node'), { recursive: true })
  if (fs.existsSync(path.join(root, '.node24')))
    fs.symlinkSync(path.join(root, '.node24'), path.join(made, '.node24'))
})
afterAll(() => fs.rmSync(parent, { recursive: true }))

let checkouts = 0
beforeEach(() => {
  checkouts += 1
  checkout = path.join(parent, `checkout-${checkouts}`)
  fs.cpSync(path.join(parent, 'made'), checkout, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => path.basename(file) !== 'node_modules',
  })
})

/** Makes the checkout one in which everything is installed. */
function installBeforehand(): void {
  const installed = path.join(parent, 'made', 'node_modules')
  if (!fs.existsSync(installed))
    execFileSync('npm', ['ci', '--offline'], { cwd: path.dirname(installed), stdio: 'ignore' })
  fs.cpSync(installed, path.join(checkout, 'node_modules'), { recursive: true })
}

type Outcome = { status: number | null; signal: string | null; stdout: string; stderr: string }

function launch(...args: string[]): Outcome {
  return launchWith(process.execPath, ...args)
}

function launchWith(node: string, ...args: string[]): Outcome {
  return spawnSync(node, ['run.mjs', 'program.mjs', ...args], { cwd: checkout, encoding: 'utf8' })
}

/** What the program says first: its process id. */
async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the output is not read')
  for await (const line of createInterface(child.stdout)) return line
  throw new Error('the program ended without a word')
}

describe('the launcher', () => {
  test('installs what is missing, once, and then adds nothing to the output of the program', () => {
    const first = launch()
    expect(first.stderr).toContain('installing the locked packages')
    expect(fs.existsSync(path.join(checkout, 'node_modules', 'made-up'))).toBe(true)
    expect(JSON.parse(first.stdout)).toMatchObject({ args: [] })
    expect(launch().stderr).toBe('')
  })

  test('installs again when the lock file names another version', () => {
    installBeforehand()
    const lockFile = path.join(checkout, 'package-lock.json')
    const installed = path.join(checkout, 'node_modules', '.package-lock.json')
    fs.writeFileSync(installed, fs.readFileSync(lockFile, 'utf8').replaceAll('"1.0.0"', '"0.9.0"'))
    expect(launch().stderr).toContain('installing the locked packages')
    expect(launch().stderr).toBe('')
  })

  test('installs once for several processes that start together', async () => {
    const children = [1, 2, 3].map(() => {
      return spawn(process.execPath, ['run.mjs', 'program.mjs'], {
        cwd: checkout,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    })
    const words = await Promise.all(
      children.map(async (child) => {
        let text = ''
        child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
        const [code] = (await once(child, 'close')) as [number]
        expect(code).toBe(0)
        return text
      }),
    )
    expect(words.filter((text) => text.includes('done in'))).toHaveLength(1)
  })

  test('says what happened and what to do when the packages cannot be had', () => {
    const lockFile = path.join(checkout, 'package-lock.json')
    fs.writeFileSync(lockFile, fs.readFileSync(lockFile, 'utf8').replace(/sha512-\w{8}/, 'sha512-AAAAAAAA'))
    const { status, stdout, stderr } = launch()
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain('installing the locked packages failed')
    expect(stderr).toContain('Your money data was not touched')
    expect(stderr).toContain('Check the network')
  })

  test('takes over the lock of an installation that was killed', () => {
    fs.writeFileSync(path.join(checkout, '.install.lock'), '999999999:1')
    expect(launch().status).toBe(0)
  })

  const nodes = [process.execPath, ...(olderNode === undefined ? [] : [olderNode])]
  test.each(nodes)('passes arguments, folder and exit code through (%s)', (node) => {
    installBeforehand()
    const { status, stdout } = launchWith(node, '7', 'two words', '--flag')
    expect(status).toBe(7)
    const said = JSON.parse(stdout) as { node: string }
    expect(said).toMatchObject({ args: ['7', 'two words', '--flag'], cwd: checkout })
    expect(said.node).toMatch(/^v(2[4-9]|[3-9]\d)\./)
  })

  test.each(nodes)('dies as the program dies (%s)', (node) => {
    installBeforehand()
    expect(launchWith(node, 'die').signal).toBe('SIGKILL')
  })

  test.each(nodes)('passes a request to stop on (%s)', async (node) => {
    installBeforehand()
    const child = spawn(node, ['run.mjs', 'program.mjs', 'wait'], {
      cwd: checkout,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await firstLine(child)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test.each(nodes)('ends the program when npm has been killed (%s)', async (node) => {
    installBeforehand()
    // npm runs a script in a shell, which does not tell its child when it dies.
    const env = { ...process.env, npm_lifecycle_event: 'start' }
    const shell = spawn('sh', ['-c', `"${node}" run.mjs program.mjs wait; true`], {
      cwd: checkout,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const pid = await firstLine(shell)
    shell.kill('SIGKILL')
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 5_000, interval: 50 })
  })
})
