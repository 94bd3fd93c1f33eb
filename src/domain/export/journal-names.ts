// Which account of a journal a row's money belongs to. Journals know accounts by name alone, so no two of ours may end
// up with one name after what the format forbids is replaced.
import type { AccountKind } from '../account.ts'
import type { ExportAccount, ExportCategory } from './ledger-export.ts'

/** How a format writes one level of an account's name; never empty. */
export type NamePart = (text: string) => string

export type JournalNames = {
  readonly account: (account: ExportAccount) => string
  /** Where money went to or came from; without a category by its sign. */
  readonly category: (category: ExportCategory | null, isMoneyIn: boolean) => string
  /** Between two own accounts, while the money is on its way. */
  readonly transfers: string
  readonly opening: string
}

const ROOTS: Readonly<Record<AccountKind, 'Assets' | 'Liabilities'>> = {
  checking: 'Assets',
  savings: 'Assets',
  cash: 'Assets',
  investment: 'Assets',
  other: 'Assets',
  'credit-card': 'Liabilities',
  loan: 'Liabilities',
}

const CATEGORY_ROOTS: Readonly<Record<ExportCategory['kind'], string>> = {
  income: 'Income',
  expense: 'Expenses',
  transfer: 'Equity',
}

/** Money without a category, and the category that bears the name of its root. */
const UNCATEGORISED = 'Uncategorised'
const GENERAL = 'General'

/** @param separator between a name and the number that tells it from another of the same name */
export function journalNames(part: NamePart, separator: string): JournalNames {
  const join = (root: string, parts: readonly string[]) => [root, ...parts.map(part)].join(':')
  const transfers = join('Assets', ['Transfers'])
  const opening = join('Equity', ['Opening balances'])
  const nothing = { in: join('Income', [UNCATEGORISED]), out: join('Expenses', [UNCATEGORISED]) }
  const taken = new Set([transfers, opening, nothing.in, nothing.out])
  const known = new Map<string, string>()
  const nameOf = (key: string, root: string, parts: readonly string[]): string => {
    const before = known.get(key)
    if (before !== undefined) return before
    const name = freeName(join(root, parts), separator, taken)
    taken.add(name)
    known.set(key, name)
    return name
  }
  return {
    transfers,
    opening,
    account: ({ id, kind, bankName, name }) =>
      nameOf(`account ${id}`, ROOTS[kind], bankName === null ? [name] : [bankName, name]),
    category: (category, isMoneyIn) => {
      if (category === null) return isMoneyIn ? nothing.in : nothing.out
      const root = CATEGORY_ROOTS[category.kind]
      return nameOf(`category ${category.id}`, root, below(root, category.path))
    },
  }
}

/** `Income` > `Salary` is `Income:Salary`, not `Income:Income:Salary`. */
function below(root: string, [first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) return [GENERAL]
  if (first.toLowerCase() !== root.toLowerCase()) return [first, ...rest]
  return rest.length === 0 ? [GENERAL] : rest
}

/** The name, numbered from 2 where another has it. */
function freeName(name: string, separator: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  for (let number = 2; ; number += 1) {
    const numbered = `${name}${separator}${number}`
    if (!taken.has(numbered)) return numbered
  }
}
