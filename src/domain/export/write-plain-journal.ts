// Journals for hledger and for ledger, which differ in their directives and in how they write tags.
import { exponentOf } from '../currency.ts'
import type { CurrencyCode } from '../currency.ts'
import { formatDecimal, money } from '../money.ts'
import type { Money } from '../money.ts'
import { journalNames } from './journal-names.ts'
import type { JournalNames } from './journal-names.ts'
import { journalWriter } from './journal.ts'
import type { JournalEntry, JournalFormat, Posting } from './journal.ts'
import type { ExportHead, LedgerWriter } from './ledger-export.ts'
import { oneLine } from './one-line.ts'

/** hledger 1.25 and later. */
export const hledgerWriter = (head: ExportHead): LedgerWriter =>
  journalWriter(head, {
    ...common(tagsOfHledger),
    start: (currencies) =>
      ['decimal-mark .', ...currencies.map((currency) => `commodity ${sampleOf(currency)}`)]
        .map(line)
        .join(''),
  })

/** ledger 3. It warns of tags that are not declared, so each is declared before its first use. */
export function ledgerWriter(head: ExportHead): LedgerWriter {
  const format = common(tagsOfLedger)
  const declared = new Set<string>()
  const declare = (tags: readonly string[]): string => {
    const fresh = [...new Set(tags)].filter((tag) => !declared.has(tag))
    for (const tag of fresh) declared.add(tag)
    return fresh.map((tag) => line(`tag ${tag}`)).join('')
  }
  return journalWriter(head, {
    ...format,
    start: (currencies) => currencies.map(commodityOfLedger).join('') + declare(['import-id', 'import-id-in', 'note']),
    entry: (entry) => declare(tagWords(entry)) + format.entry(entry),
  })
}

const commodityOfLedger = (currency: CurrencyCode): string =>
  line(`commodity ${currency}`) + line(`    format ${sampleOf(currency).replace('. ', ' ')}`)

/** `1000.00 EUR`: how many decimals the currency has. hledger wants a mark even where it has none: `1000. JPY`. */
function sampleOf(currency: CurrencyCode): string {
  const exponent = exponentOf(currency)
  return `1000.${'0'.repeat(exponent)} ${currency}`
}

const line = (text: string): string => `${text}\n`

const common = (tagLine: TagLine): Omit<JournalFormat, 'start'> => ({
  names: plainNames(),
  open: ({ account }) => line(`account ${account}`),
  opening: (on, postings) => entryText(`${on} * Opening balance`, [], postings),
  entry: (entry) => entryText(firstLine(entry), commentLines(entry, tagLine), entry.postings),
  balance: (on, { account, amount }, pending) => {
    const zero = formatDecimal(money(0n, amount.currency))
    const held = pending.minor === 0n ? [] : [`with ${amountText(pending)} that is pending: the bank has not booked it`]
    const first = `${on} * Balance of the bank`
    const posting = `    ${account}  ${zero} ${amount.currency} = ${amountText(amount)}`
    return [first, ...held.map((text) => `    ; ${text}`), posting, ''].map(line).join('')
  },
})

const entryText = (first: string, comments: readonly string[], postings: readonly Posting[]): string =>
  [
    first,
    ...comments.map((comment) => `    ; ${comment}`),
    ...postings.map(({ account, amount }) => `    ${account}  ${amountText(amount)}`),
    '',
  ]
    .map(line)
    .join('')

const amountText = (amount: Money): string => `${formatDecimal(amount)} ${amount.currency}`

/** The text begins a comment behind a semicolon, so it has none; brackets in comments are dates to ledger. */
const plain = (text: string): string =>
  oneLine(text).replaceAll(';', ',').replaceAll('[', '(').replaceAll(']', ')')

/** Names as both programs take them. */
export const plainNames = (): JournalNames => journalNames(namePart, ' ')

/** One level of a name: a colon begins the next. */
const namePart = (text: string): string => plain(text).replaceAll(':', '-') || '-'

/** Date, mark, code, then who and what. A code always stands there, so that no text is read as mark or code. */
function firstLine({ on, row }: JournalEntry): string {
  const mark = row.status === 'pending' ? '!' : '*'
  const code = plain(row.reference ?? '').replaceAll('(', '').replaceAll(')', '').trim()
  const payoree = plain(row.payoree ?? '').replaceAll('|', '/')
  const description = plain(row.description)
  const words = payoree === '' ? description : [payoree, description].filter((text) => text !== '').join(' | ')
  return `${on} ${mark} (${code}) ${words}`.trimEnd()
}

type TagLine = (tags: readonly string[]) => string

function commentLines(entry: JournalEntry, tagLine: TagLine): readonly string[] {
  const { row, otherId } = entry
  const note = plain(row.note ?? '')
  const tags = tagWords(entry)
  return [
    `import-id: ${row.id}`,
    ...(otherId === null ? [] : [`import-id-in: ${otherId}`]),
    ...(note === '' ? [] : [`note: ${note}`]),
    ...(tags.length === 0 ? [] : [tagLine(tags)]),
  ]
}

const tagWords = ({ row }: JournalEntry): readonly string[] =>
  row.tags.map(tagWord).filter((tag) => tag !== '')

const tagWord = (tag: string): string =>
  tag.replace(/[^\p{L}\p{Nd}_-]+/gu, '-').replace(/^-+|-+$/g, '')

const tagsOfHledger = (tags: readonly string[]): string => tags.map((tag) => `${tag}:`).join(', ')
const tagsOfLedger = (tags: readonly string[]): string => `:${tags.join(':')}:`
