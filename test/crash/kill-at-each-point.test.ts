// The process is killed with SIGKILL at each crash point, in the first scenario that passes it; another process does
// the same again, and the ledger must be the World's.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { watchCrashPoints } from '../../src/storage/crash-points.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import { cloneDatabase } from '../support/database.ts'
import { makeHousehold, openHousehold, openPools } from '../sync/household.ts'
import type { Household, Pools } from '../sync/household.ts'
import type { Orders } from './child.ts'
import { FIRST, SCENARIOS } from './scenarios.ts'
import type { Scenario } from './scenario.ts'
import { guardedFiles, readSource, scan } from './sources.ts'

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))
const COMPILED = mkdtempSync(join(tmpdir(), 'tributary-compiled-'))
/** A second or two each; all of them one after the other. */
const MATRIX_MS_MAX = 20 * 60_000
/** In the long run also the second time that a point is passed, where there is one. */
const HITS = process.env['TRIBUTARY_LONG'] ? [1, 2] : [1]

/** A point in a beat that takes 15 s. */
const UNREACHED = ['attempt: heart beaten']

type Kill = { readonly scenario: string; readonly point: string; readonly hit: number }

let access: DatabaseAccess
let pools: Pools
beforeAll(async () => {
  access = await cloneDatabase()
  pools = openPools(access)
})
afterAll(async () => {
  next?.kill('SIGKILL')
  await pools.end()
  rmSync(COMPILED, { recursive: true, force: true })
})

async function prepared({ dialect, world, prepare }: Scenario): Promise<Household> {
  const household = await makeHousehold(pools, world, { dialect, asOf: FIRST, pageSize: 40 })
  await prepare?.(household)
  return household
}

/** The same household as another process finds it. */
function reopened({ ownerId, token, connectionId }: Household, { dialect, world, actsOn }: Scenario): Household {
  return openHousehold(pools, world, { dialect, asOf: actsOn, pageSize: 40, ownerId, token, connectionId })
}

/** How often each scenario passes each point, where nothing is killed. */
async function passes(scenario: Scenario): Promise<ReadonlyMap<string, number>> {
  const household = reopened(await prepared(scenario), scenario)
  const counts = new Map<string, number>()
  watchCrashPoints((name) => counts.set(name, (counts.get(name) ?? 0) + 1))
  try {
    await scenario.act(household)
  } finally {
    watchCrashPoints(null)
  }
  await scenario.check(household)
  return counts
}

/** A process that waits for its orders. Hundreds of them read the same sources: compiled once, they start faster. */
function startChild(): ChildProcess {
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED }
  const child = spawn(process.execPath, [CHILD], { stdio: ['pipe', 'inherit', 'inherit'], env })
  // One that dies before it has its orders is told of by its exit.
  child.stdin?.on('error', () => {})
  return child
}

/** The next one gets ready while the ledger that this one leaves is looked at. */
let next: ChildProcess | null = null

async function killed(orders: Orders): Promise<NodeJS.Signals | null> {
  const child = next ?? startChild()
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (_code, signal) => resolve(signal))
  })
  child.stdin?.end(JSON.stringify(orders))
  const signal = await ended
  next = startChild()
  return signal
}

describe('a process that is killed', () => {
  test('at any crash point, and another one after it, leave the ledger of the World', {
    timeout: MATRIX_MS_MAX,
  }, async () => {
    const kills: Kill[] = []
    const reached = new Set<string>()
    for (const [name, scenario] of Object.entries(SCENARIOS)) {
      const passed = await passes(scenario).catch((error: unknown) => {
        throw new Error(`${name} goes wrong without a kill`, { cause: error })
      })
      for (const [point, count] of passed) {
        if (reached.has(point)) continue
        reached.add(point)
        for (const hit of HITS) if (hit <= count) kills.push({ scenario: name, point, hit })
      }
    }
    const named = guardedFiles().flatMap((file) => scan(readSource(file)).points)
    expect(named.filter((point) => !reached.has(point))).toEqual(UNREACHED.toSorted(byPlace(named)))
    for (const kill of kills) {
      const scenario = SCENARIOS[kill.scenario]
      if (scenario === undefined) throw new Error('no scenario')
      const household = await prepared(scenario)
      const { ownerId, token, connectionId } = household
      const signal = await killed({ access, ownerId, token, connectionId, ...kill })
      expect(signal, `${kill.scenario} at ${kill.point}`).toBe('SIGKILL')
      const survivor = reopened(household, scenario)
      try {
        await scenario.act(survivor)
        await scenario.check(survivor)
      } catch (error) {
        throw new Error(`${kill.scenario}, killed at "${kill.point}" (${kill.hit})`, { cause: error })
      }
    }
    console.info(`killed at ${kills.length} points`)
  })
})

const byPlace = (named: readonly string[]) => (left: string, right: string) =>
  named.indexOf(left) - named.indexOf(right)
