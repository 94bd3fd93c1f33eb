// Beancount 2 and 3.
import { addDays } from '../calendar.ts'
import { formatDecimal } from '../money.ts'
import type { Money } from '../money.ts'
import { journalNames } from './journal-names.ts'
import { journalWriter } from './journal.ts'
import type { JournalEntry, Posting } from './journal.ts'
import type { ExportHead, LedgerWriter } from './ledger-export.ts'

export const beancountWriter = (head: ExportHead): LedgerWriter =>
  journalWriter(head, {
    names: journalNames(namePart, '-'),
    start: (currencies) =>
      ['option "title" "Ledger"', ...currencies.map((currency) => `option "operating_currency" "${currency}"`), '']
        .map(line)
        .join(''),
    open: ({ on, account, currency, title }) =>
      line(`${on} open ${account}${currency === null ? '' : ` ${currency}`}`) +
      (title === null ? '' : line(`  name: ${quoted(title)}`)),
    opening: (on, postings) => entryText([`${on} * "Opening balance"`], postings),
    entry: (entry) => entryText(headLines(entry), entry.postings),
    // A balance directive speaks of the beginning of its day, and lets a cent pass unless it is told not to.
    balance: (on, { account, amount }, pending) =>
      [
        ...(pending.minor === 0n ? [] : [`; ${amountText(pending)} of it is pending: the bank has not booked that`]),
        `${addDays(on, 1)} balance ${account}  ${formatDecimal(amount)} ~ 0 ${amount.currency}`,
        '',
      ]
        .map(line)
        .join(''),
  })

const line = (text: string): string => `${text}\n`

const entryText = (first: readonly string[], postings: readonly Posting[]): string =>
  [...first, ...postings.map(({ account, amount }) => `  ${account}  ${amountText(amount)}`), ''].map(line).join('')

const amountText = (amount: Money): string => `${formatDecimal(amount)} ${amount.currency}`

function headLines({ on, row, otherId }: JournalEntry): readonly string[] {
  const mark = row.status === 'pending' ? '!' : '*'
  const tags = row.tags.map(tagWord).filter((tag) => tag !== '')
  const words = row.payoree === null ? [row.description] : [row.payoree, row.description]
  const metadata = [
    ['import_id', row.id],
    ['import_id_in', otherId],
    ['reference', row.reference],
    ['note', row.note],
  ] as const
  return [
    [on, mark, ...words.map(quoted), ...tags.map((tag) => `#${tag}`)].join(' '),
    ...metadata.flatMap(([key, value]) => (value === null ? [] : [`  ${key}: ${quoted(value)}`])),
  ]
}

/** Backslashes and quotes escaped, as are the line's ends; other control characters have no place in a text. */
const quoted = (text: string): string =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/\p{Cc}/gu, ' ')}"`

/**
 * Letters that Beancount 2 knows as such: its tables are of an old Unicode, and lack Chinese characters, Hangul and all
 * that is rare. The name as it was stands with the account.
 */
const UNKNOWN_LETTERS =
  /[^A-Za-z0-9[\p{L}&&[À-ɏΈ-ώЀ-ӿא-תء-يऄ-हก-ะḀ-ỹぁ-ゖァ-ヺ]]]+/gv
/** A name begins with a capital letter of these or with a digit. */
const CAPITAL = /^[A-Z0-9[\p{Lu}&&[À-ɏΈ-ώЀ-ӿḀ-Ẕ]]]/v

/** Letters, digits and hyphens; other beginnings get a capital letter before them. */
function namePart(text: string): string {
  const name = text.normalize('NFC').replace(UNKNOWN_LETTERS, '-').replace(/^-+|-+$/g, '')
  const capital = name.replace(/^\p{Ll}/u, (first) => first.toUpperCase())
  return CAPITAL.test(capital) ? capital : `X${capital === '' ? '' : `-${capital}`}`
}

const tagWord = (tag: string): string =>
  tag.normalize('NFKD').replace(/[^A-Za-z0-9_]+/g, '-').replace(/^-+|-+$/g, '')
