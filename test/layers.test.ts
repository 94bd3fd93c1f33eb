import { describe, expect, test } from 'vitest'
import { layerViolations } from './architecture/layers.ts'
import { describeViolation, readSources } from './architecture/sources.ts'

/** The problems in a few files that are written here. */
function problemsIn(files: Record<string, string>): string[] {
  return layerViolations(new Map(Object.entries(files))).map(describeViolation)
}

describe('imports', () => {
  test('go in the allowed directions, without circles', () => {
    const sources = readSources()
    expect(sources.has('src/storage/migrate.ts')).toBe(true)
    expect(layerViolations(sources).map(describeViolation)).toEqual([])
  })

  const wrong: [rule: string, file: string, text: string][] = [
    ['the domain imports no storage', 'src/domain/a.ts', "import { x } from '../storage/x.ts'"],
    ['the domain imports no Node module', 'src/domain/a.ts', "import fs from 'node:fs'"],
    ['the domain imports no package', 'src/domain/a.ts', "import { z } from 'zod'"],
    ['a type counts as well', 'src/domain/a.ts', "import type { X } from '../app/x.ts'"],
    ['a re-export counts as well', 'src/domain/a.ts', "export { x } from '../app/x.ts'"],
    ['a later import counts as well', 'src/domain/a.ts', "export const x = await import('../app/x.ts')"],
    ['an adapter imports no other', 'src/providers/one/map.ts', "import { x } from '../two/map.ts'"],
    ['an adapter imports no World', 'src/providers/one/map.ts', "import { x } from '../world/x.ts'"],
    ['an emulator imports no adapter', 'src/providers/one/emulator/a.ts', "import { x } from '../map.ts'"],
    ['an adapter imports no emulator', 'src/providers/one/map.ts', "import { x } from './emulator/a.ts'"],
    ['a destination imports no other', 'src/destinations/one/map.ts', "import { x } from '../two/map.ts'"],
    ['a destination imports no storage', 'src/destinations/one/a.ts', "import { x } from '../../storage/x.ts'"],
    ['a use case imports no destination', 'src/app/a.ts', "import { x } from '../destinations/one/map.ts'"],
    ['the engine imports no destination', 'src/sync/a.ts', "import { x } from '../destinations/contract.ts'"],
    [
      "a destination's server imports no adapter",
      'src/destinations/one/testing/a.ts',
      "import { x } from '../map.ts'",
    ],
    ['the engine imports no adapter', 'src/sync/a.ts', "import { x } from '../providers/one/index.ts'"],
    ['storage imports no engine', 'src/storage/a.ts', "import { x } from '../sync/x.ts'"],
    ['a use case writes no SQL', 'src/app/a.ts', "import { sql } from 'kysely'"],
    ['a route imports no storage', 'src/api/routes/a.ts', "import { x } from '../../storage/x.ts'"],
    ['the page imports the API contract only', 'web/src/a.tsx', "import { x } from '../../src/app/x.ts'"],
    ['nobody imports the main module', 'src/cli/a.ts', "import { x } from '../main.ts'"],
    ['no part imports the tests', 'src/cli/a.ts', "import { x } from '../../test/support/x.ts'"],
    ['every file belongs to a layer', 'src/elsewhere/a.ts', ''],
  ]
  test.each(wrong)('%s', (_rule, file, text) => {
    const problems = problemsIn({ [file]: text })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${file}:1 `)
  })

  test('in a circle are named, once, with the whole circle', () => {
    const problems = problemsIn({
      'src/domain/c.ts': "import { a } from './a.ts'",
      'src/domain/a.ts': "import { b } from './b.ts'",
      'src/domain/b.ts': "import type { c } from './c.ts'",
    })
    const circle = 'src/domain/a.ts → src/domain/b.ts → src/domain/c.ts → src/domain/a.ts'
    expect(problems).toEqual([`src/domain/a.ts:1 is part of a circle of imports: ${circle}`])
  })

  test('of a test may go anywhere', () => {
    expect(problemsIn({ 'src/domain/a.test.ts': "import { x } from '../storage/x.ts'" })).toEqual([])
  })
})
