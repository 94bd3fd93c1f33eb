// The booked balances of a statement: before its first and after its last entry.
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { StatedBalance } from '../statement-file.ts'
import { codeAt, dayOf, readSigned } from './amounts.ts'
import { find, findAll } from './xml.ts'
import type { Element } from './xml.ts'

type CodedBalance = StatedBalance & { readonly code: string }

export type Balances = {
  readonly opening: StatedBalance | null
  readonly closing: StatedBalance | null
  /** Booked so far, in a report of a day that has not ended. */
  readonly interim: StatedBalance | null
  readonly warnings: readonly string[]
}

/**
 * Opening is OPBD, else PRCD (the same sum, as the end of the day before); closing is CLBD. Available and
 * expected balances are no bookings. A statement of several days may give several: the earliest opens it, the
 * latest closes it.
 */
export function readBalances(statement: Element, currency: CurrencyCode): Balances {
  const warnings: string[] = []
  const known = bookedBalances(statement).flatMap((balance): readonly CodedBalance[] => {
    const code = codeOf(balance)
    const amount = readSigned(balance)
    if (!amount.ok) {
      warnings.push(`The balance ${code} can't be read: ${amount.reason}.`)
      return []
    }
    if (amount.value.currency !== currency) {
      warnings.push(`The balance ${code} is in ${amount.value.currency}, the statement in ${currency}.`)
      return []
    }
    return [{ code, amount: amount.value, on: dayOf(find(balance, 'Dt')) }]
  })
  const of = (code: string) =>
    known
      .filter((balance) => balance.code === code)
      .toSorted((left, right) => (left.on ?? '').localeCompare(right.on ?? ''))
  const interim = of('ITBD')
  return {
    opening: stated(of('OPBD').at(0) ?? of('PRCD').at(0)),
    closing: stated(of('CLBD').at(-1)),
    interim: interim.length === 1 ? stated(interim[0]) : null,
    warnings,
  }
}

const BOOKED = ['OPBD', 'PRCD', 'CLBD', 'ITBD']

const codeOf = (balance: Element): string => codeAt(balance, 'Tp', 'CdOrPrtry') ?? codeAt(balance, 'Tp') ?? ''

/** The balances of a statement that count booked entries alone. */
export const bookedBalances = (statement: Element): readonly Element[] =>
  findAll(statement, 'Bal').filter((balance) => BOOKED.includes(codeOf(balance)))

const stated = (balance: CodedBalance | undefined): StatedBalance | null =>
  balance === undefined ? null : { amount: balance.amount, on: balance.on }
