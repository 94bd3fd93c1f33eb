// Whom the money went to or came from, out of the columns a bank gives for it.
import type { ColumnRole } from '../file-reading.ts'

export type PartyColumns = {
  readonly counterparty: number | null
  readonly payer: number | null
  readonly payee: number | null
  /** The name that stands on one side of most rows: the account holder. Null where no name does. */
  readonly holder: string | null
}

/** Share of rows that must name someone for that name to be the holder's. */
const HOLDER_SHARE_MIN = 0.6

/** Rows from which a most frequent name means anything. */
const HOLDER_ROWS_MIN = 3

export function partyColumns(
  columns: readonly ColumnRole[],
  rows: readonly (readonly string[])[],
): PartyColumns {
  const at = (role: ColumnRole) => (columns.includes(role) ? columns.indexOf(role) : null)
  const payer = at('payerName')
  const payee = at('payeeName')
  const holder = payer === null || payee === null ? null : holderName(rows, payer, payee)
  return { counterparty: at('counterpartyName'), payer, payee, holder }
}

function holderName(rows: readonly (readonly string[])[], payer: number, payee: number): string | null {
  if (rows.length < HOLDER_ROWS_MIN) return null
  const counts = new Map<string, number>()
  for (const cells of rows) {
    for (const name of new Set([nameAt(cells, payer), nameAt(cells, payee)])) {
      if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  const [first, second] = [...counts].sort((left, right) => right[1] - left[1])
  const isClear = first !== undefined && first[1] > (second?.[1] ?? 0)
  return isClear && first[1] >= rows.length * HOLDER_SHARE_MIN ? first[0] : null
}

const nameAt = (cells: readonly string[], index: number | null): string | null => {
  const name = index === null ? '' : (cells[index] ?? '').trim()
  return name === '' ? null : name
}

/** The other party's name as the cell has it, or null. Of payer and payee it is the side that is not the holder's. */
export function counterpartyOf(
  cells: readonly string[],
  parties: PartyColumns,
  isMoneyIn: boolean,
): string | null {
  const named = cellOf(cells, parties.counterparty)
  if (named !== null) return named
  const payer = cellOf(cells, parties.payer)
  const payee = cellOf(cells, parties.payee)
  if (parties.holder !== null && payer?.trim() !== payee?.trim()) {
    if (payer?.trim() === parties.holder) return payee
    if (payee?.trim() === parties.holder) return payer
  }
  return isMoneyIn ? (payer ?? payee) : (payee ?? payer)
}

const cellOf = (cells: readonly string[], index: number | null): string | null =>
  nameAt(cells, index) === null || index === null ? null : (cells[index] ?? null)
