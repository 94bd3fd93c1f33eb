// The folder of official descriptions and real bank material beside the checkout. Tests that need it skip
// without it.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = process.env['TRIBUTARY_SHARED'] ?? resolve(import.meta.dirname, '../../../shared')

/** The path inside the shared folder, or null where it is not there. */
export function sharedPath(...parts: readonly string[]): string | null {
  const path = join(ROOT, ...parts)
  return existsSync(path) ? path : null
}

/** For the names of skipped suites. */
export const WITHOUT_SHARED = 'skipped without the shared folder beside the checkout'
