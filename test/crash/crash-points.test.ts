import { describe, expect, test } from 'vitest'
import { guardedFiles, readSource, scan } from './sources.ts'

describe('crash points', () => {
  for (const file of guardedFiles()) {
    test(`follow each await of ${file}`, () => {
      expect(scan(readSource(file)).bare).toEqual([])
    })
  }

  test('have names that say where they are, each once', () => {
    const names = guardedFiles().flatMap((file) => {
      const { points } = scan(readSource(file))
      const stem = file.replace(/^.*\/(?:write-)?(.*)\.ts$/, '$1')
      for (const point of points) expect(point.slice(0, point.indexOf(':')), point).toBe(stem)
      return points
    })
    expect(names.length).toBeGreaterThan(80)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test('are missed where an await has none', () => {
    const missing = [
      'async function f() { await g(); h() }',
      'async function f() { return await g() }',
      'async function f() { if (x) { await g() } crashPoint("a: b") }',
      'async function f() { for await (const x of y) { h(x) } }',
      'const f = async () => await g()',
      'async function f() { await g(async () => { await h() }); crashPoint("a: b") }',
    ]
    for (const source of missing) expect(scan(source).bare, source).toHaveLength(1)
    const good = [
      'async function f() { await g(); crashPoint("a: b") }',
      'async function f() { if (x) await g(); crashPoint("a: b") }',
      'async function f() { const x = y && (await g()); crashPoint("a: b"); return x }',
      'async function f() { for await (const x of y) { crashPoint("a: b"); h(x) } }',
    ]
    for (const source of good) expect(scan(source).bare, source).toEqual([])
  })
})
