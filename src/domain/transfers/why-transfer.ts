// The evidence of a pair in a sentence.
import type { TransferEvidence, TransferReason } from './leg.ts'

const WORDS: Readonly<Record<TransferReason, string>> = {
  person: 'you said so',
  'equal-amount': 'the same sum left one account and arrived in the other',
  'stated-amount': 'the text of one states the sum of the other',
  'usual-rate': 'the sums fit the rate of your other transfers',
  'no-rate': 'the currencies differ and no rate is known',
  fee: 'a little less arrived than left, as with a fee',
  'account-number': 'the number of the other account is named',
  'own-account-named': 'your other account is named',
  'own-name': 'your own name is named',
  'transfer-words': 'the text says transfer',
  'same-text': 'both bear the same text',
  category: 'it is sorted as a transfer',
  rule: 'a rule of yours says transfer',
  'other-party': 'but another party is named',
}

/** For people: why two transactions are taken, or might be taken, for one transfer. */
export function whyTransfer({ reasons, daysApart }: Pick<TransferEvidence, 'reasons' | 'daysApart'>): string {
  const parts = [...reasons.map((reason) => WORDS[reason]), daysWords(daysApart)]
  const sentence = parts.join(', ')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

function daysWords(days: number): string {
  if (days === 0) return 'on the same day'
  const count = Math.abs(days) === 1 ? '1 banking day' : `${Math.abs(days)} banking days`
  return days > 0 ? `${count} apart` : `${count} apart, the arrival first`
}
