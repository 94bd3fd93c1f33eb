import { beforeAll, describe, expect, test } from 'vitest'
import { compareWays } from '../../eval/lib/quality/one-world.ts'
import type { WorldFigures } from '../../eval/lib/quality/one-world.ts'
import { day } from '../../src/providers/world/build.ts'
import { demoWorlds } from '../../src/providers/world/demo-worlds.ts'
import { cloneDatabase } from '../support/database.ts'

const AS_OF = day('2026-06-30')
/** What the same bank rows must come to, however they come in. */
const EQUAL_SHARE_MIN = 0.99

let figures: WorldFigures
beforeAll(async () => {
  const worlds = demoWorlds(AS_OF)
  const smallest = worlds.toSorted((left, right) => left.happenings.length - right.happenings.length)[0]
  if (smallest === undefined) throw new Error('there is no demo bank')
  figures = await compareWays(await cloneDatabase(), smallest, AS_OF)
})

describe('one bank, through its interface and through its files', () => {
  const ways = ['interfaceOnly', 'fileOnly', 'interfaceThenFile', 'fileThenInterface', 'interfaceUntilFiles'] as const
  test.each(ways)('has every booked row once: %s', (way) => {
    expect(figures.trueRows).toBeGreaterThan(100)
    expect(figures[way]).toMatchObject({ rows: figures.trueRows, doubles: 0, missing: 0 })
  })

  const together = ['interfaceThenFile', 'fileThenInterface'] as const
  test.each(together)('ends with the same days, amounts, payorees and categories: %s', (way) => {
    const { equal, differing } = figures[way]
    expect({ isEnough: equal / figures.trueRows >= EQUAL_SHARE_MIN, differing }).toMatchObject({ isEnough: true })
  })

  test.each(ways)('asks nothing about rows that are equal: %s', (way) => {
    expect(figures[way].reviews).toBe(0)
  })
})
