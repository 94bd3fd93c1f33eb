import { describe, expect, test } from 'vitest'
import { ERROR_REASONS } from '../providers/contract/errors.ts'
import { FAILURES, failurePolicy } from './failure.ts'

describe('failures', () => {
  test('every reason of the provider contract has its row, and no other', () => {
    const reasons = Object.entries(ERROR_REASONS).flatMap(([kind, own]) => own.map((reason) => `${kind}/${reason}`))
    expect(Object.keys(FAILURES).toSorted()).toEqual(reasons.toSorted())
  })

  test('what only the person can mend is never retried, and all else is', () => {
    for (const { actor, retry, failureClass } of Object.values(FAILURES)) {
      expect(retry === 'never').toBe(actor === 'user')
      expect(failureClass === 'user-action').toBe(actor === 'user')
    }
  })

  test('a reason of a later version is ours to mend', () => {
    expect(failurePolicy('needsUser', 'something-new')).toMatchObject({ actor: 'us' })
    expect(failurePolicy('constructor', 'name')).toMatchObject({ actor: 'us' })
  })
})
