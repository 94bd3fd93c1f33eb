// OFX 2.1.1 (Open Financial Exchange): booked rows with their import ids as FITID, account by account. The format has
// no place for categories, and none for pending rows that programs read.
import type { AccountKind } from '../account.ts'
import type { CalendarDate } from '../calendar.ts'
import { formatDecimal, money } from '../money.ts'
import { recordDate } from '../source-record.ts'
import { accountFinder } from './ledger-export.ts'
import type { ExportAccount, ExportHead, ExportRow, LedgerWriter } from './ledger-export.ts'
import { cutText, oneLine } from './one-line.ts'

/** Lengths that OFX 2.1.1 §3.2.8 and §11 give these fields. */
const NAME_CHARS_MAX = 32
const REFERENCE_CHARS_MAX = 32
const DESCRIPTION_CHARS_MAX = 255
const ACCOUNT_ID_CHARS_MAX = 22
/** Whose account ids these are, at most 9 characters. */
const BANK_ID = 'TRIBUTARY'

/** A section that is being written: its account, and what is needed to end it. */
type Section = { readonly account: ExportAccount; minor: bigint; lastOn: CalendarDate }

/** Writes rows by account, credit cards after the others: the format keeps the two apart. */
export function ofxWriter(head: ExportHead): LedgerWriter {
  const accountOf = accountFinder(head)
  let section: Section | null = null

  const close = (): string => {
    if (section === null) return ''
    const text = sectionEnd(section, head)
    section = null
    return text
  }

  const turnTo = (account: ExportAccount, on: CalendarDate): string => {
    if (section?.account.id === account.id) return ''
    const before = section === null ? null : setOf(section.account)
    const set = setOf(account)
    const ended = close() + (before === null || before === set ? '' : `</${before}>\n`)
    section = { account, minor: account.opening?.minor ?? 0n, lastOn: on }
    return ended + (before === set ? '' : `<${set}>\n`) + sectionStart(account, head.from ?? on, head.to ?? head.madeOn)
  }

  return {
    start: () => fileStart(head.madeOn),
    row: (row) => {
      if (row.status === 'pending') return ''
      const on = recordDate(row)
      const text = turnTo(accountOf(row.accountId), on)
      if (section !== null) {
        section.minor += row.amount.minor
        section.lastOn = on
      }
      return text + rowText(row)
    },
    end: () => {
      const set = section === null ? '' : `</${setOf(section.account)}>\n`
      return `${close()}${set}</OFX>\n`
    },
  }
}

const isCard = ({ kind }: ExportAccount): boolean => kind === 'credit-card'
const setOf = (account: ExportAccount) => (isCard(account) ? 'CREDITCARDMSGSRSV1' : 'BANKMSGSRSV1')

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>\n`
const optional = (name: string, text: string): string => (text === '' ? '' : element(name, text))

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Noon, so that no time zone moves the day. */
const dayText = (on: CalendarDate): string => `${on.replaceAll('-', '')}120000`

const STATUS = '<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>\n'

const fileStart = (madeOn: CalendarDate): string =>
  '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' +
  '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n' +
  `<OFX>\n<SIGNONMSGSRSV1><SONRS>\n${STATUS}${element('DTSERVER', dayText(madeOn))}` +
  `${element('LANGUAGE', 'ENG')}</SONRS></SIGNONMSGSRSV1>\n`

const ACCOUNT_TYPES: Readonly<Record<AccountKind, string>> = {
  checking: 'CHECKING',
  savings: 'SAVINGS',
  'credit-card': 'CREDITLINE',
  cash: 'CHECKING',
  loan: 'CREDITLINE',
  investment: 'SAVINGS',
  other: 'CHECKING',
}

/** Our id at the length that the format allows: its end, where ids differ. */
const accountId = ({ id }: ExportAccount): string => id.slice(-ACCOUNT_ID_CHARS_MAX)

function sectionStart(account: ExportAccount, from: CalendarDate, to: CalendarDate): string {
  const [response, statement] = isCard(account) ? ['CCSTMTTRNRS', 'CCSTMTRS'] : ['STMTTRNRS', 'STMTRS']
  const of = isCard(account)
    ? `<CCACCTFROM>\n${element('ACCTID', accountId(account))}</CCACCTFROM>\n`
    : `<BANKACCTFROM>\n${element('BANKID', BANK_ID)}${element('ACCTID', accountId(account))}` +
      `${element('ACCTTYPE', ACCOUNT_TYPES[account.kind])}</BANKACCTFROM>\n`
  return (
    `<${response}>\n${element('TRNUID', '0')}${STATUS}<${statement}>\n${element('CURDEF', account.currency)}${of}` +
    `<BANKTRANLIST>\n${element('DTSTART', dayText(from))}${element('DTEND', dayText(to))}`
  )
}

/** The balance is what the account held before its first row, as far as that is known, and the rows. */
function sectionEnd({ account, minor, lastOn }: Section, head: ExportHead): string {
  const [response, statement] = isCard(account) ? ['CCSTMTTRNRS', 'CCSTMTRS'] : ['STMTTRNRS', 'STMTRS']
  const to = head.to ?? head.madeOn
  const asOf = lastOn > to ? lastOn : to
  const balance = element('BALAMT', formatDecimal(money(minor, account.currency)))
  return (
    `</BANKTRANLIST>\n<LEDGERBAL>\n${balance}${element('DTASOF', dayText(asOf))}</LEDGERBAL>\n` +
    `</${statement}>\n</${response}>\n`
  )
}

function rowText(row: ExportRow): string {
  const { amount, transactionOn, transfer } = row
  const kind = transfer !== null ? 'XFER' : amount.minor < 0n ? 'DEBIT' : 'CREDIT'
  return (
    `<STMTTRN>\n${element('TRNTYPE', kind)}${element('DTPOSTED', dayText(recordDate(row)))}` +
    `${transactionOn === null ? '' : element('DTUSER', dayText(transactionOn))}` +
    `${element('TRNAMT', formatDecimal(amount))}${element('FITID', row.id)}` +
    `${optional('REFNUM', cutText(oneLine(row.reference ?? ''), REFERENCE_CHARS_MAX))}` +
    `${optional('NAME', cutText(oneLine(row.payoree ?? ''), NAME_CHARS_MAX))}` +
    `${optional('MEMO', cutText(oneLine(row.description), DESCRIPTION_CHARS_MAX))}</STMTTRN>\n`
  )
}
