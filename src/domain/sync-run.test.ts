import { describe, expect, test } from 'vitest'
import { NO_COUNTS } from './counts.ts'
import { canFollow, endStateOf, isOpen, RUN_STATES } from './sync-run.ts'

describe('sync run', () => {
  test('what has ended stays ended', () => {
    for (const from of RUN_STATES) {
      if (!isOpen(from)) expect(RUN_STATES.some((to) => canFollow(from, to))).toBe(false)
    }
    expect(RUN_STATES.filter(isOpen)).toEqual(['queued', 'running'])
  })

  test('nothing ends well without having run', () => {
    expect(RUN_STATES.filter((to) => canFollow('queued', to))).toEqual(['running', 'cancelled'])
  })

  test('read to the end it succeeded, also with nothing new or with rejected rows', () => {
    expect(endStateOf({ counts: NO_COUNTS, failedAccounts: 0, stoppedFor: null })).toBe('succeeded')
    const counts = { ...NO_COUNTS, fetched: 1, rejected: 1 }
    expect(endStateOf({ counts, failedAccounts: 0, stoppedFor: null })).toBe('succeeded')
  })

  test('a failed account makes it partly done', () => {
    expect(endStateOf({ counts: NO_COUNTS, failedAccounts: 1, stoppedFor: null })).toBe('partly')
  })

  test('stopped early it says whether something was imported, and whether the person is needed', () => {
    const counts = { ...NO_COUNTS, fetched: 3, added: 3 }
    expect(endStateOf({ counts, failedAccounts: 0, stoppedFor: 'nobody' })).toBe('partly')
    expect(endStateOf({ counts: NO_COUNTS, failedAccounts: 0, stoppedFor: 'us' })).toBe('failed')
    expect(endStateOf({ counts, failedAccounts: 0, stoppedFor: 'user' })).toBe('needs-user')
  })
})
