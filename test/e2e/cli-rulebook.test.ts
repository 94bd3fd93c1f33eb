// Rules, payorees and categories on the command line.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-cli-rulebook-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

let household: TestHousehold
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  const file = path.join(folder, 'rows.csv')
  fs.writeFileSync(file, 'Date,Description,Amount\n2026-03-04,ZORBLAX 1234,-5.00\n2026-03-14,QUUXHALL TRADING,-7.00\n')
  const imported = await run('import', file, '--new-account', 'Test', '--currency', 'USD')
  expect(imported).toMatchObject({ code: 0 })
})

const run = (...args: string[]) => runIn(household, ...args)

const ruleFile = (rule: unknown): string => {
  const file = path.join(folder, 'rule.json')
  fs.writeFileSync(file, JSON.stringify(rule))
  return file
}

const rule = {
  name: 'Zorblax',
  condition: { field: 'description', test: 'starts-with', value: 'zorblax' },
  actions: [{ set: 'category', categoryId: 'shopping.hobbies' }],
}

describe('rules on the command line', () => {
  test('are tried, saved, listed, and undone', async () => {
    const tried = await run('rules', 'save', '--file', ruleFile(rule), '--dry-run')
    expect(tried.out).toContain('This would change 1 transaction; nothing was saved.')
    expect(tried.out).toContain('category none -> Hobbies and toys')
    const saved = (await run('rules', 'save', '--file', ruleFile(rule), '--json')).json()
    expect(saved.changed).toBe(1)
    expect((await run('rules')).out).toContain('Zorblax')
    expect((await run('transactions')).out).toContain('Hobbies and toys')
    expect((await run('rules', 'changes')).out).toContain('Made the rule')
    const tryUndo = await run('undo', saved.batchId, '--dry-run')
    expect(tryUndo.out).toBe('Undoing would change this: 1 transaction is as before.')
    expect((await run('undo', saved.batchId)).out).toBe('Undone: 1 transaction is as before.')
    expect((await run('rules', 'undo', saved.batchId)).said).toContain('undone already')
    expect((await run('transactions')).out).not.toContain('Hobbies and toys')
    expect((await run('rules', 'suggest')).out).toBe('Your edits call for no rule.')
  })

  test('are tried on a text', async () => {
    const { out } = await run('rules', 'try', 'Zorblax', '--file', ruleFile(rule))
    expect(out).toBe('The rule matches.\nPayoree Zorblax, category Hobbies and toys, by no rule.')
    expect((await run('rules', 'try', 'Quux', '--file', ruleFile(rule))).out).toContain('does not match')
  })

  test("that can't be read or kept are refused in words", async () => {
    const odd = await run('rules', 'save', '--file', ruleFile({ ...rule, condition: { field: 'moon' } }))
    expect(odd).toMatchObject({ code: 1 })
    expect(odd.said).toContain('This is not a rule')
    const endless = { ...rule, condition: { field: 'payoree', test: 'matches', value: '(x*)*' } }
    expect((await run('rules', 'save', '--file', ruleFile(endless))).said).toContain('At character 5')
    expect((await run('rules', 'frobnicate')).code).toBe(1)
  })
})

describe('payorees and categories on the command line', () => {
  test('are renamed, sorted, added, moved and recomputed', async () => {
    const { payorees } = (await run('payorees', '--json')).json()
    const { name } = payorees.find((each: { name: string }) => /zorblax/i.test(each.name))
    expect((await run('payorees', 'rename', name, '--to', 'Toy Shop')).out).toContain('-> Toy Shop')
    const added = (await run('categories', 'add', 'Trains', '--under', 'shopping', '--json')).json()
    expect((await run('payorees', 'sort', 'Toy Shop', '--category', added.categoryId)).out).toContain('Trains')
    expect((await run('categories', 'delete', added.categoryId)).said).toContain('It is in use')
    const moved = await run('categories', 'delete', added.categoryId, '--move-to', 'shopping.books')
    expect(moved.out).toContain('Trains -> Books and news')
    expect((await run('categories')).out).not.toContain('Trains')
    expect((await run('recompute')).out).toBe('2 transactions looked at, 0 changed. What you decided stays.')
  })
})
