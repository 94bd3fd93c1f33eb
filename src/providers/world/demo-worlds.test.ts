import { describe, expect, test } from 'vitest'
import { addDays } from '../../domain/calendar.ts'
import { day } from './build.ts'
import { DEMO_SIGN_IN_AFTER_DAYS } from './demo/bank.ts'
import { demoWorlds } from './demo-worlds.ts'
import { accessOn, accountsOn, bookedMinor, changesBetween, positionOn, standingOn } from './truth.ts'

const anchorOn = day('2026-08-20')
const worlds = demoWorlds(anchorOn)

describe('the demo banks', () => {
  test('are the same for the same day', () => {
    expect(demoWorlds(anchorOn)).toEqual(worlds)
  })

  test('hold one with five accounts, two years and two thousand transactions', () => {
    const [harborline] = worlds
    if (harborline === undefined) throw new Error('there is no demo bank')
    expect(harborline.accounts.length).toBeGreaterThanOrEqual(5)
    expect(harborline.startsOn <= addDays(anchorOn, -730)).toBe(true)
    expect(standingOn(harborline, anchorOn).length).toBeGreaterThanOrEqual(2_000)
    expect(standingOn(harborline, anchorOn).some(({ statement }) => statement.status === 'pending')).toBe(
      true,
    )
  })

  test.each(worlds.map((world) => [world.key, world] as const))(
    '%s has news for 120 days to come',
    (_, world) => {
      for (let weeks = 1; weeks <= 17; weeks += 1) {
        const from = positionOn(world, addDays(anchorOn, (weeks - 1) * 7))
        expect(changesBetween(world, from, addDays(anchorOn, weeks * 7))).not.toEqual([])
      }
    },
  )

  test.each(worlds.map((world) => [world.key, world] as const))(
    '%s never overdraws a current account',
    (_, world) => {
      for (const account of accountsOn(world, anchorOn).filter(({ kind }) => kind !== 'credit-card')) {
        for (let passed = -760; passed <= 120; passed += 1) {
          expect(bookedMinor(world, account, addDays(anchorOn, passed))).toBeGreaterThanOrEqual(0n)
        }
      }
    },
  )

  test('one asks for a sign-in after some days, and lets a person in who then reconnects', () => {
    const cedar = worlds.find(({ key }) => key === 'cedar')
    if (cedar === undefined) throw new Error('there is no demo bank that asks for a sign-in')
    const asksOn = addDays(anchorOn, DEMO_SIGN_IN_AFTER_DAYS)
    expect(accessOn(cedar, addDays(asksOn, -1))).toBe('open')
    expect(accessOn(cedar, asksOn, anchorOn)).toBe('sign-in-required')
    expect(accessOn(cedar, addDays(asksOn, 3), addDays(asksOn, 1))).toBe('open')
  })
})
