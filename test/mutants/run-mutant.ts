// Runs the planner's tests on a copy of the sources in which one decision is wrong.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Mutant } from './planner-mutants.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NEEDED = ['package.json', 'tsconfig.json', 'src/domain', 'src/providers/world', 'test/laws']
const TESTS = ['src/domain/reconcile', 'test/laws/planner-laws.test.ts']
/** Enough for every mutant so far; a wrong decision that shows in one of a thousand Worlds needs a test of its own. */
const WORLDS = 120
/** A mutant that never ends is caught as well. */
const TIMEOUT_MS = 5 * 60_000

export type Verdict = 'killed' | 'survived'

/** `null` runs the sources as they are. */
export function runMutant(mutant: Mutant | null): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-mutant-'))
  try {
    for (const path of NEEDED) cpSync(join(ROOT, path), join(folder, path), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    if (mutant !== null) mutate(folder, mutant)
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
    const env = { ...process.env, TRIBUTARY_LAW_WORLDS: String(WORLDS), TRIBUTARY_LONG: '' }
    const { status } = spawnSync(process.execPath, [vitest, 'run', '--bail=1', ...TESTS], {
      cwd: folder,
      env,
      timeout: TIMEOUT_MS,
      stdio: 'ignore',
    })
    return status === 0 ? 'survived' : 'killed'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function mutate(folder: string, { name, file, from, to }: Mutant): void {
  const path = join(folder, 'src/domain/reconcile', file)
  const source = readFileSync(path, 'utf8')
  if (source.split(from).length !== 2) throw new Error(`the mutant "${name}" does not fit ${file} any more`)
  writeFileSync(path, source.replace(from, () => to))
}
