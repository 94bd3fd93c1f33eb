// Split transactions. The bank knows one movement, so one row is kept; what the parts were is told in its note. Where
// parts are missing nothing is put together, since the sum would be a guess.
import { formatDecimal, money } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { WrittenRow } from './lines.ts'
import type { ProgramRow, SplitMark } from './program.ts'

/** A row with its day and amount. */
export type DatedRow = WrittenRow & { readonly on: CalendarDate; readonly amount: Money }

export type Unsplit = {
  readonly rows: readonly DatedRow[]
  /** Rows that stand for several. */
  readonly joinedCount: number
  /** Parts that were put into them, and stand no more by themselves. */
  readonly partCount: number
  /** Lines of splits whose parts are not all there, or don't add up. */
  readonly oddLines: readonly number[]
}

/** Puts the parts of split transactions of one account together. `rows` are in the file's order. */
export function unsplit(rows: readonly DatedRow[]): Unsplit {
  const groups = groupsOf(rows)
  const joined: DatedRow[] = []
  const oddLines: number[] = []
  let [joinedCount, partCount] = [0, 0]
  for (const group of groups) {
    const row = joinGroup(group)
    if (group.isOdd) oddLines.push(group.rows[0]?.line ?? 0)
    if (row === null) joined.push(...group.rows)
    else {
      joined.push(row)
      if (group.rows.length > 1) {
        joinedCount += 1
        partCount += group.rows.length - 1
      }
    }
  }
  return { rows: joined, joinedCount, partCount, oddLines }
}

type Group = { readonly whole: DatedRow | null; readonly rows: readonly DatedRow[]; readonly isOdd: boolean }

function groupsOf(rows: readonly DatedRow[]): readonly Group[] {
  const byKey = Map.groupBy(rows, ({ row }) => (row.split?.kind === 'group' ? row.split.key : null))
  const groups: Group[] = []
  const grouped = new Set<string>()
  for (let at = 0; at < rows.length; ) {
    const [first, split] = [rows[at], rows[at]?.row.split ?? null]
    if (first === undefined) break
    if (split?.kind === 'group') {
      if (!grouped.has(split.key)) groups.push({ whole: null, rows: byKey.get(split.key) ?? [first], isOdd: false })
      grouped.add(split.key)
      at += 1
      continue
    }
    const group = split === null ? { whole: null, rows: [first], isOdd: false } : runOf(rows, at, split)
    groups.push(group)
    at += group.rows.length
  }
  return groups
}

/** The rows that belong to the one at `at`: its parts stand behind it, one after the other, up or down. */
function runOf(rows: readonly DatedRow[], at: number, split: Exclude<SplitMark, { kind: 'group' }>): Group {
  const [first] = rows.slice(at, at + 1)
  const alone = { whole: null, rows: first === undefined ? [] : [first], isOdd: true }
  if (first === undefined) return alone
  const whole = split.kind === 'whole' ? first : null
  const start = whole === null ? at : at + 1
  const parts = rows.slice(start, start + split.count)
  const numbers = parts.map(({ row }) => (row.split?.kind === 'part' && row.split.count === split.count ? row.split.index : 0))
  const isAscending = numbers.every((number, index) => number === index + 1)
  const isDescending = numbers.every((number, index) => number === split.count - index)
  const isWhole = parts.length === split.count && (isAscending || isDescending) && parts.every(({ on }) => on === first.on)
  if (!isWhole) return { ...alone, whole }
  const isOdd = whole !== null && sumOf(parts).minor !== whole.amount.minor
  return { whole, rows: whole === null ? parts : [whole, ...parts], isOdd }
}

const sumOf = (rows: readonly DatedRow[]): Money => {
  const [first] = rows
  if (first === undefined) throw new TypeError('a split has parts')
  return money(
    rows.reduce((sum, { amount }) => sum + amount.minor, 0n),
    first.amount.currency,
  )
}

/** The group as one row; null where its rows stay as they are. */
function joinGroup({ whole, rows }: Group): DatedRow | null {
  const [first] = rows
  if (first === undefined || rows.length === 1) return first ?? null
  const parts = whole === null ? rows : rows.slice(1)
  const base = whole ?? first
  const names = new Set(parts.map(({ row }) => row.payee))
  const payee = whole === null && names.size > 1 ? '' : base.row.payee
  const categories = new Set(parts.map(({ row }) => JSON.stringify(row.category)))
  const row: ProgramRow = {
    ...base.row,
    payee,
    category: categories.size === 1 ? (parts[0]?.row.category ?? []) : [],
    note: [whole?.row.note ?? '', `Split: ${parts.map(partText).join('; ')}`].filter((text) => text !== '').join('\n'),
    tags: [...new Set(rows.flatMap((each) => each.row.tags))],
  }
  return { ...base, row, amount: whole?.amount ?? sumOf(parts) }
}

/** `Food: Groceries −4.00 (bread)`. */
function partText({ row, amount }: DatedRow): string {
  const what = row.category.join(': ') || row.payee || row.description
  const note = row.note === '' ? '' : ` (${row.note})`
  return `${what} ${formatDecimal(amount)}${note}`.trim()
}
