import { expect, test } from 'vitest'
import { isIban } from './iban.ts'

test('an IBAN is known by its check digits, with or without spaces', () => {
  expect(['GB82 WEST 1234 5698 7654 32', 'DE89370400440532013000', 'at611904300234573201'].map(isIban)).toEqual([
    true,
    true,
    true,
  ])
})

test('a wrong digit, a card number and a reference are none', () => {
  expect(['DE89370400440532013001', '4111 1111 1111 1111', 'RF18539007547034', 'DE12', ''].map(isIban)).toEqual(
    [false, false, false, false, false],
  )
})
