// Questions in words, each with the file's own example.
import type { AmountDoubt } from './csv/amount-evidence.ts'
import type { DateOrder } from './csv/dates.ts'
import type { FileQuestion } from './file-reading.ts'
import { ACCOUNT_CHOICES_MAX, QUOTED_CHARS_MAX } from './limits.ts'

const ORDER_LABELS: Readonly<Record<DateOrder, string>> = {
  dmy: 'day first',
  mdy: 'month first',
  ymd: 'year first',
}

export const dateOrderQuestion = (orders: readonly DateOrder[], example: string): FileQuestion => ({
  id: 'date-order',
  kind: 'date-order',
  text: `Which number of ${example.trim().slice(0, QUOTED_CHARS_MAX)} is the day?`,
  choices: orders.map((order) => ({ value: order, label: ORDER_LABELS[order] })),
})

export const decimalMarkQuestion = (example: string): FileQuestion => ({
  id: 'decimal-mark',
  kind: 'decimal-mark',
  text: `How is ${example.slice(0, QUOTED_CHARS_MAX)} meant?`,
  choices: [
    { value: '.', label: 'the point separates the decimals' },
    { value: ',', label: 'the comma separates the decimals' },
  ],
})

/** The answer that two columns hold the amounts, one for each direction. */
export const pairAnswer = (first: number, second: number): string => `pair:${first}:${second}`

/** The answer that a word of the file marks money out. */
export const outWordAnswer = (word: string): string => `out:${word}`

/** What a doubt about amounts asks. `name` gives a column's header or number, `example` the first row. */
export function amountQuestion(
  doubt: AmountDoubt,
  name: (column: number) => string,
  example: string,
): FileQuestion {
  switch (doubt.kind) {
    case 'columns':
      return {
        id: 'amount-column',
        kind: 'columns',
        text: 'Which column is the amount that left or reached the account?',
        choices: [
          ...doubt.candidates.map((column) => ({ value: String(column), label: name(column) })),
          ...doubt.pairs.map(([first, second]) => ({
            value: pairAnswer(first, second),
            label: `${name(first)} and ${name(second)}: one for money out, one for money in`,
          })),
        ],
      }
    case 'sides':
      return {
        id: 'sign',
        kind: 'sign',
        text: 'Which column is money that left the account?',
        choices: [
          { value: 'as-written', label: name(doubt.pair[0]) },
          { value: 'turned', label: name(doubt.pair[1]) },
        ],
      }
    case 'sign':
      return {
        id: 'sign',
        kind: 'sign',
        text: `Did the money of this row come in or go out: ${example}?`,
        choices: [
          { value: 'as-written', label: 'amounts without a minus came in' },
          { value: 'turned', label: 'amounts without a minus went out' },
          ...doubt.words.map((word) => ({
            value: outWordAnswer(word),
            label: `"${word}" marks money that went out`,
          })),
        ],
      }
    case 'fee':
      return {
        id: 'fee',
        kind: 'fee',
        text: 'Was the fee taken off the account on top of the amount?',
        choices: [
          { value: 'included', label: 'no, the amount is all that moved' },
          { value: 'deducted', label: 'yes, the amount and the fee moved' },
        ],
      }
  }
}

export const currencyQuestion = (unit: string, currency: string): FileQuestion => ({
  id: 'currency',
  kind: 'currency',
  text: `The amounts are marked ${unit}, but the account is in ${currency}. What are they?`,
  choices: [
    { value: currency, label: `amounts in ${currency}` },
    { value: 'other', label: 'another currency: this is the wrong account' },
  ],
})

export const ALL_ACCOUNTS = 'all'

/** The answer that takes one account's rows alone. */
export const onlyAccount = (account: string): string => `only:${account}`

export const accountQuestion = (accounts: readonly string[]): FileQuestion => ({
  id: 'account',
  kind: 'account',
  text: `The file holds rows of ${accounts.length} accounts. Which of them go into this account?`,
  choices: [
    { value: ALL_ACCOUNTS, label: 'all of them' },
    ...accounts
      .slice(0, ACCOUNT_CHOICES_MAX)
      .map((account) => ({ value: onlyAccount(account), label: account })),
  ],
})
