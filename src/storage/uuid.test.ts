import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { uuidv7Maker } from './uuid.ts'

describe('ids', () => {
  test('are UUIDs of version 7 that carry their time', () => {
    const newId = uuidv7Maker(() => 0x0192_abcd_ef01, randomBytes)
    expect(newId()).toMatch(/^0192abcd-ef01-7000-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('keep the order in which they were made, though the clock stands still or goes back', () => {
    const clock = [5, 5, 5, 4, 6, 6, 3, 7]
    const newId = uuidv7Maker(() => clock.shift() ?? 7, randomBytes)
    const made = Array.from({ length: 10_000 }, () => newId())
    expect(made).toEqual([...made].sort())
    expect(new Set(made).size).toBe(made.length)
  })

  test('are the same for the same time and randomness', () => {
    const make = () => uuidv7Maker(() => 1_700_000_000_000, (count) => new Uint8Array(count).fill(0xff))()
    expect(make()).toBe(make())
  })
})
