// An entry may be one payment, or a batch of payments that the bank booked in one sum.
import type { Money } from '../../../domain/money.ts'
import { negate } from '../../../domain/money.ts'
import { formatDecimal } from '../../../domain/money.ts'
import { readAmount } from './amounts.ts'
import { find, findAll, textAt } from './xml.ts'
import type { Element } from './xml.ts'

/** A movement: its payment where it is one, and all payments where they stay together. */
export type Part = {
  readonly detail: Element | null
  readonly together: readonly Element[]
  readonly amount: Money
}

export type Split = { readonly parts: readonly Part[]; readonly warning: string | null }

/**
 * Where a payment's own amount in the account's currency may stand; the instructed one last: it may be before
 * fees.
 */
const AMOUNTS: readonly (readonly string[])[] = [
  ['Amt'],
  ['AmtDtls', 'TxAmt', 'Amt'],
  ['AmtDtls', 'InstdAmt', 'Amt'],
]

/**
 * The movements of an entry. A batch becomes one row for each payment only where their amounts are given in
 * the entry's currency and add up to it to the cent: the sum is the proof that nothing is missing or counted
 * twice.
 */
export function splitEntry(entry: Element, amount: Money): Split {
  const details = findAll(entry, 'NtryDtls').flatMap((each) => findAll(each, 'TxDtls'))
  const [only] = details
  if (details.length < 2) return { parts: [{ detail: only ?? null, together: [], amount }], warning: null }
  for (const path of AMOUNTS) {
    const amounts = details.map((detail) => signedAt(detail, path, amount))
    const sum = amounts.reduce<bigint | null>(
      (total, each) => (total === null || each === null ? null : total + each.minor),
      0n,
    )
    if (sum !== amount.minor) continue
    const parts = details.flatMap((detail, index) => {
      const own = amounts[index]
      return own ? [{ detail, together: [], amount: own }] : []
    })
    return { parts, warning: null }
  }
  return {
    parts: [{ detail: null, together: details, amount }],
    warning:
      `An entry of ${formatDecimal(amount)} with ${details.length} payments is kept as one row: ` +
      'their amounts are not all given or do not add up to it.',
  }
}

/**
 * A payment's amount with its direction, the entry's where it has none of its own; null where it is not given
 * in the entry's currency.
 */
function signedAt(detail: Element, path: readonly string[], entry: Money): Money | null {
  const read = readAmount(find(detail, ...path))
  if (!read.ok || read.value.currency !== entry.currency) return null
  const direction = textAt(detail, 'CdtDbtInd')
  const isOut = direction === null ? entry.minor < 0n : direction === 'DBIT'
  return isOut ? negate(read.value) : read.value
}
