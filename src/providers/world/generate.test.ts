import { describe, expect, test } from 'vitest'
import { addDays } from '../../domain/calendar.ts'
import { generateWorld } from './generate.ts'
import { changesBetween, standingOn, trueLedger } from './truth.ts'

const kindsOf = (seed: number, options: Parameters<typeof generateWorld>[1]) =>
  new Set(
    generateWorld(seed, options).happenings.map((happening) =>
      happening.kind === 'state'
        ? happening.statement.status
        : `${happening.kind} ${'why' in happening ? happening.why : ''}`,
    ),
  )

describe('a generated World', () => {
  test('is the same for the same seed and another for another', () => {
    expect(generateWorld(7)).toEqual(generateWorld(7))
    expect(generateWorld(7).happenings).not.toEqual(generateWorld(8).happenings)
  })

  test('has its happenings in order of time', () => {
    const days = generateWorld(11, { days: 120 }).happenings.map(({ on }) => on)
    expect(days).toEqual(days.toSorted())
  })

  test('holds every trouble by default and none that is switched off', () => {
    expect(kindsOf(3, { days: 200 })).toEqual(
      new Set(['posted', 'pending', 'withdraw replaced', 'withdraw cancelled']),
    )
    expect(kindsOf(3, { days: 200, pending: 'none', removals: false })).toEqual(new Set(['posted']))
  })

  test('shows one row for each movement however it was stated', () => {
    const world = generateWorld(5, { days: 90 })
    const movements = trueLedger(world, addDays(world.startsOn, 200)).map(({ movement }) => movement)
    expect(new Set(movements).size).toBe(movements.length)
    expect(movements.length).toBeGreaterThan(100)
  })

  test('is looked at quickly even with 100,000 happenings', () => {
    const world = generateWorld(1, { days: 365, purchasesPerDay: 160 })
    expect(world.happenings.length).toBeGreaterThan(100_000)
    standingOn(world, addDays(world.startsOn, 100))
    const began = performance.now()
    for (let passed = 100; passed < 160; passed += 1) {
      const asOf = addDays(world.startsOn, passed)
      changesBetween(world, 1_000_000, asOf)
      standingOn(world, asOf)
    }
    // 60 looks; a look that walked all happenings would take several seconds here.
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})
