// What budget programs write into their exports, in the common terms that each of them is brought to.
import type { RecordStatus } from '../../../domain/source-record.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import type { DateOrder } from '../csv/dates.ts'

/** An amount as its cells state it. `signed`: money out is negative, unless the program writes it the other way. */
export type ProgramAmount =
  | { readonly kind: 'signed'; readonly text: string; readonly isOutPositive: boolean }
  | { readonly kind: 'sides'; readonly out: string; readonly in: string }
  /** The sign of the cell has no meaning. */
  | { readonly kind: 'directed'; readonly text: string; readonly isOut: boolean }

/**
 * What marks a row as of a split transaction. `whole`: the sum, whose parts stand on rows of their own. `part`: one of
 * so many, which stand one after the other. `group`: all rows of the same key are one movement.
 */
export type SplitMark =
  | { readonly kind: 'whole'; readonly count: number }
  | { readonly kind: 'part'; readonly index: number; readonly count: number }
  | { readonly kind: 'group'; readonly key: string }

/** A row of an export. Texts are as written; an empty one says nothing. */
export type ProgramRow = {
  readonly accountName: string
  /** An IBAN, or empty: the end of a number alone is no number. */
  readonly accountNumber: string
  /** ISO code, or empty where the program names none. */
  readonly currency: string
  readonly date: string
  readonly amount: ProgramAmount
  /** Whom the person knows as the other party; empty for a transfer to an account of their own. */
  readonly payee: string
  /** The bank's text where the program keeps it, else what the program shows of the row. */
  readonly description: string
  /** From the widest to the narrowest name. */
  readonly category: readonly string[]
  readonly note: string
  readonly tags: readonly string[]
  readonly reference: string
  /** The program's own id of the movement, where its export has one that stays. */
  readonly sourceId: string | null
  readonly status: RecordStatus
  /**
   * `opening`: what the account held before its first row. `adjustment`: made in the program so that its balance fits.
   * Neither is a movement at the bank.
   */
  readonly kind: 'movement' | 'opening' | 'adjustment'
  readonly split: SplitMark | null
}

/** The cell of a column, trimmed; empty where the row ends before it. */
export type CellOf = (column: string) => string

/** The rows that a line stands for (both sides of a transfer are two), or what is wrong with it. */
export type ReadLine = readonly ProgramRow[] | { readonly reason: string }

/** A program's export, known by the names of its columns. */
export type Program = {
  /** As people know it, such as "YNAB". */
  readonly name: string
  /** Names that all stand in the header, in any order and beside others. */
  readonly columns: readonly string[]
  /** What the program writes whatever its settings are; null where these decide, so that the file has to tell. */
  readonly decimalMark: DecimalMark | null
  readonly dateOrder: DateOrder | null
  readonly readLine: (cell: CellOf, file: ProgramFile) => ReadLine
}

/** What only the whole file tells about one of its lines. */
export type ProgramFile = {
  /** Names of the accounts that it has rows of. */
  readonly accountNames: ReadonlySet<string>
  /** The currency of an account by its name, where its own rows are in one currency. */
  readonly currencyOf: (accountName: string) => string | null
}

/** A row about which a program says nothing but what is given. */
export const programRow = (
  given: Pick<ProgramRow, 'accountName' | 'date' | 'amount'> & Partial<ProgramRow>,
): ProgramRow => ({
  accountNumber: '',
  currency: '',
  payee: '',
  description: given.payee ?? '',
  category: [],
  note: '',
  tags: [],
  reference: '',
  sourceId: null,
  status: 'posted',
  kind: 'movement',
  split: null,
  ...given,
})

/** `a, b` as its parts, without empty ones. */
export const listOf = (text: string, separator: string): readonly string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** A category, unless it is one of the program's words for having none. */
export const categoryOf = (path: readonly string[], none: readonly string[]): readonly string[] => {
  const named = path.filter((name) => name !== '')
  const last = named.at(-1)?.toLowerCase()
  return last === undefined || none.includes(last) ? [] : named
}
