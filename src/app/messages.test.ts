import { describe, expect, test } from 'vitest'
import { describeProviderError, errorKeys } from './messages.ts'

describe('messages', () => {
  test.each(errorKeys())('%s says what happened, what it means for the data and what to do', (key) => {
    const [kind = '', reason = ''] = key.split('/')
    const message = describeProviderError(kind, reason, 'Dag Site')
    const whole = `${message.happened} ${message.yourTransactions} ${message.todo}`
    expect(message.happened).toMatch(/^[A-Z].*\.$/)
    expect(message.yourTransactions).toMatch(/^[A-Z].*\.$/)
    expect(whole).not.toMatch(/BANK|Oops|!|[Ss]orry/)
    if (key !== 'cursorLost/cursor-refused') expect(message.todo).toMatch(/^[A-Z].*\.$/)
    // The text of an unknown key must not stand in for a known one.
    if (key !== 'broken/protocol') {
      expect(message.happened).not.toBe(describeProviderError('nonsense', 'nonsense', 'Dag Site').happened)
    }
  })

  test('name no bank where none is known', () => {
    expect(describeProviderError('retryLater', 'institution-down').happened).toBe(
      'The bank is not responding right now.',
    )
    expect(describeProviderError('needsUser', 'consent-expired').happened).toBe(
      'Your permission to read from the bank has run out.',
    )
  })
})
