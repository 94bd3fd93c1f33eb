import { describe, expect, test } from 'vitest'
import { describeViolation, readSources } from './architecture/sources.ts'
import { vocabularyViolations } from './architecture/vocabulary.ts'

function problemsIn(file: string, text: string): string[] {
  return vocabularyViolations(new Map([[file, text]])).map(describeViolation)
}

describe('the words of the code', () => {
  test('are those of the glossary', () => {
    const sources = readSources()
    expect(sources.has('src/storage/migrate.ts')).toBe(true)
    expect(vocabularyViolations(sources).map(describeViolation)).toEqual([])
  })

  const wrong: [rule: string, text: string][] = [
    ['a variable', 'const item = 1'],
    ['a plural', 'const items = []'],
    ['a name that ends in the word', 'let lineItem = 1'],
    ['a destructured name', 'const { answer: data } = f()'],
    ['a parameter', 'function f(login: string) {}'],
    ["an arrow function's parameter", 'export const f = (info: string) => info'],
    ['a function', 'function makeMemo() {}'],
    ['a class', 'class SyncManager {}'],
    ["a class's field", 'class Sync { externalId = 1 }'],
    ["a type's field", 'type Sync = { remoteId: string }'],
    ['a type', 'interface AccountInfo { id: string }'],
  ]
  test.each(wrong)('are banned as %s', (_rule, text) => {
    expect(problemsIn('src/app/a.ts', text)).toHaveLength(1)
  })

  const right: [rule: string, text: string][] = [
    ["a package's property", 'const rows = query.data'],
    ["a package's property taken apart", 'const { data: rows } = useQuery()'],
    ['a word that only contains them', 'const metadata = 1, itemized = 2'],
    ['an adjective', 'const dataFolder = 1'],
  ]
  test.each(right)('leave alone %s', (_rule, text) => {
    expect(problemsIn('src/app/a.ts', text)).toEqual([])
  })

  test('are banned as names of files', () => {
    expect(problemsIn('src/app/date-utils.ts', '')).toHaveLength(1)
    expect(problemsIn('src/app/import-helper.ts', '')).toHaveLength(1)
  })

  test("leave a provider's own fields alone in its folder", () => {
    expect(problemsIn('src/providers/plaid/wire.ts', 'type Answer = { next_item: string }')).toEqual([])
  })
})

describe('a provider', () => {
  test('is called by name in its own folder, the registry and the main module only', () => {
    const text = "const provider = 'plaid'"
    expect(problemsIn('src/app/a.ts', text)).toHaveLength(1)
    expect(problemsIn('web/src/a.ts', text)).toHaveLength(1)
    expect(problemsIn('src/providers/contract/a.ts', text)).toHaveLength(1)
    expect(problemsIn('src/providers/plaid/a.ts', text)).toEqual([])
    expect(problemsIn('src/providers/registry.ts', text)).toEqual([])
    expect(problemsIn('src/main.ts', text)).toEqual([])
  })

  test('may be named in a comment that says where a rule comes from', () => {
    expect(problemsIn('src/domain/a.ts', '// Plaid reissues ids after a reset.\nconst a = 1')).toEqual([])
  })
})

describe('a destination', () => {
  test('is called by name in its own folder, the registry and the main module only', () => {
    const text = "const destination = 'firefly'"
    expect(problemsIn('src/app/a.ts', text)).toHaveLength(1)
    expect(problemsIn('src/destinations/contract.ts', text)).toHaveLength(1)
    expect(problemsIn('src/destinations/firefly/a.ts', text)).toEqual([])
    expect(problemsIn('src/destinations/registry.ts', text)).toEqual([])
    expect(problemsIn('src/app/a.ts', 'const actual = 1')).toEqual([])
    expect(problemsIn('src/app/a.ts', "const destination = 'actual'")).toHaveLength(1)
  })
})
