// Programs that others wrote, as judges of what we write for them. Tests that need one skip without it.
import { spawnSync } from 'node:child_process'

/** Where continuous integration installs them, none may be missing. */
const ARE_REQUIRED = process.env['TRIBUTARY_REQUIRE_PROGRAMS'] === '1'

/** Most that any of them takes for a small file here is two seconds. */
const TIMEOUT_MS = 30_000

/** Our texts are UTF-8; some of the programs read them as the locale says, and a machine without one says ASCII. */
const UTF_8 = { LC_ALL: 'C.UTF-8' }

export type Judged = { readonly code: number | null; readonly out: string; readonly said: string }

export function judge(program: string, ...args: readonly string[]): Judged {
  const env = { ...process.env, ...UTF_8 }
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout: TIMEOUT_MS, env })
  if (error !== undefined) throw error
  return { code: status, out: stdout, said: stderr }
}

/** Whether the program is on this machine. */
export function hasProgram(program: string): boolean {
  const found = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: TIMEOUT_MS })
  const isThere = found.error === undefined
  if (!isThere && ARE_REQUIRED) throw new Error(`${program} is required here and not installed`)
  return isThere
}

/** For the names of skipped suites. */
export const withoutProgram = (program: string): string => `skipped without ${program} on this machine`
