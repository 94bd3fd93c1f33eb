import { describe, expect, test } from 'vitest'
import { GENERATION_MAX, importIdOf } from './import-id.ts'

const ID = '01a20c28-f3e4-7000-9da5-cb52bb92803b'

describe('an import id', () => {
  test('is the same for the same transaction, and of 36 characters', () => {
    expect(importIdOf(ID, 0)).toBe('t01a20c28f3e470009da5cb52bb92803b-00')
    expect(importIdOf(ID, 0)).toHaveLength(36)
  })

  test('begins no other', () => {
    const ids = Array.from({ length: GENERATION_MAX + 1 }, (_, generation) => importIdOf(ID, generation))
    for (const one of ids) expect(ids.filter((other) => other.includes(one))).toEqual([one])
  })

  test('has an end of its generations', () => {
    expect(() => importIdOf(ID, GENERATION_MAX + 1)).toThrow(RangeError)
  })
})
