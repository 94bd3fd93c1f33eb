// STMTRS, CCSTMTRS and INVSTMTRS as statements of one account each.
import { parseCurrency } from '../../../domain/currency.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { RejectedRecord } from '../../../domain/source-record.ts'
import { readCurrency } from '../csv/amounts.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import type { FileAccount, FileHints } from '../file-reading.ts'
import type { FileStatement, StatedBalance, StatementRow } from '../statement-file.ts'
import { setAsideTakenBack } from './corrections.ts'
import { honestIds } from './honest-ids.ts'
import { rawOf, readRow } from './rows.ts'
import { judgeSigns } from './signs.ts'
import type { SignPlan } from './signs.ts'
import { allNamed, childOf, ROW, textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'
import { readOfxAmount, readOfxDate } from './values.ts'

export const STATEMENTS: readonly string[] = ['STMTRS', 'CCSTMTRS', 'INVSTMTRS']

export type StatementPlan = {
  readonly hints: FileHints
  readonly mark: DecimalMark
  readonly signs: SignPlan
  readonly lineOf: (at: number) => number
  /** What the bank says failed elsewhere in the file. */
  readonly errors: readonly string[]
}

export const rowsOf = (statement: OfxNode): readonly OfxNode[] =>
  allNamed(statement.children, ['STMTTRN', 'STMTTRNP'])

/** How many movements of securities an investment statement lists: all of its list that is neither a row nor a date. */
export const securitiesOf = (statement: OfxNode): number =>
  (childOf(statement, 'INVTRANLIST')?.children ?? []).filter(
    ({ name, children }) => children.length > 0 && name !== 'INVBANKTRAN' && !ROW.test(name),
  ).length

/** The statement's currency; without one that of its rows where they agree; without any the account's. */
export function currencyOf(statement: OfxNode, fallback: CurrencyCode): CurrencyCode {
  const stated = textAt(statement, 'CURDEF')
  if (stated !== null) return readCurrency(stated) ?? fallback
  const ofRows = new Set(rowsOf(statement).map((row) => textAt(row, 'CURRENCY', 'CURSYM')))
  const [only] = ofRows
  return ofRows.size === 1 && only ? (parseCurrency(only) ?? fallback) : fallback
}

/** A statement, and how many of its rows were taken back within the file. */
export type ReadStatement = { readonly statement: FileStatement; readonly takenBackCount: number }

export function readStatement(node: OfxNode, plan: StatementPlan): ReadStatement {
  const currency = currencyOf(node, plan.hints.currency)
  const account = accountOf(node, currency)
  const accountSourceId = account.number ?? 'file'
  const rows: StatementRow[] = []
  const corrected = setAsideTakenBack(rowsOf(node), plan.lineOf)
  const rejected: RejectedRecord[] = [...corrected.rejected]
  for (const row of corrected.rows) {
    const line = plan.lineOf(row.at)
    const read = readRow(row, { accountSourceId, currency, mark: plan.mark, signs: plan.signs })
    if (read.kind === 'record') rows.push({ record: read.record, line })
    else rejected.push({ accountSourceId, sourceId: read.sourceId, reason: read.reason, line, raw: rawOf(row) })
  }
  const ids = honestIds(rows)
  const statement = {
    account,
    rows: ids.rows,
    rejected,
    currency,
    opening: null,
    closing: closingOf(node, ids.rows, { currency, mark: plan.mark }),
    warnings: [...plan.errors, ...ids.warnings, ...signWarnings(node, plan)],
  }
  return { statement, takenBackCount: corrected.takenBackCount }
}

function accountOf(node: OfxNode, currency: CurrencyCode): FileAccount {
  const from = childOf(node, 'BANKACCTFROM') ?? childOf(node, 'CCACCTFROM') ?? childOf(node, 'INVACCTFROM')
  const text = (name: string) => (from === undefined ? null : (textAt(from, name)?.replace(/\s/g, '') ?? null))
  return {
    number: text('ACCTID'),
    bankCode: text('BANKID') ?? text('BROKERID'),
    name: text('ACCTTYPE'),
    currency: textAt(node, 'CURDEF') === null ? null : currency,
  }
}

/**
 * The booked balance after the last row. OFX states no opening balance, and AVAILBAL counts credit lines and holds. Many
 * banks put the balance of today under the rows of an older period: it is none of this statement's then, nor is it
 * where a row is booked after its day.
 */
function closingOf(
  node: OfxNode,
  rows: readonly StatementRow[],
  { currency, mark }: { readonly currency: CurrencyCode; readonly mark: DecimalMark },
): StatedBalance | null {
  const on = readOfxDate(textAt(node, 'LEDGERBAL', 'DTASOF') ?? '')
  const endsOn = readOfxDate(textAt(node, 'BANKTRANLIST', 'DTEND') ?? '')
  const amount = readOfxAmount(textAt(node, 'LEDGERBAL', 'BALAMT') ?? '', currency, mark)
  if (!amount.ok || on === null || endsOn === null || endsOn < on) return null
  const isLater = rows.some(({ record }) => record.postedOn !== null && record.postedOn > on)
  return isLater ? null : { amount: amount.value, on }
}

function signWarnings(node: OfxNode, { signs }: StatementPlan): readonly string[] {
  const found = judgeSigns(rowsOf(node))
  if (signs !== 'as-written' || found.kind !== 'mixed') return []
  return [`The sign of ${found.count} rows contradicts their type. They were taken as they are signed.`]
}

/** Accounts of one bank can share a number and differ in their kind: then the kind belongs to the name. */
export function withDistinctAccounts(statements: readonly FileStatement[]): readonly FileStatement[] {
  const kinds = Map.groupBy(statements, ({ account }) => account.number)
  return statements.map((statement) => {
    const { account } = statement
    const others = kinds.get(account.number) ?? []
    const isShared = others.some((other) => other.account.name !== account.name || other.account.bankCode !== account.bankCode)
    if (!isShared || account.number === null) return statement
    const number = [account.bankCode, account.number, account.name].filter((part) => part !== null).join('-')
    return { ...statement, account: { ...account, number } }
  })
}
