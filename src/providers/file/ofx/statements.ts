// STMTRS, CCSTMTRS and INVSTMTRS as statements of one account each.
import { parseCurrency } from '../../../domain/currency.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { RejectedRecord } from '../../../domain/source-record.ts'
import { readCurrency } from '../csv/amounts.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import type { FileAccount, FileHints } from '../file-reading.ts'
import type { FileStatement, StatedBalance, StatementRow } from '../statement-file.ts'
import { balanceKind } from './balance-rows.ts'
import { setAsideTakenBack } from './corrections.ts'
import { honestIds } from './honest-ids.ts'
import { rawOf } from './raw.ts'
import { readRow } from './rows.ts'
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

/** The rows that move money, as far as that is told by each alone. */
export const movementsOf = (statement: OfxNode): readonly OfxNode[] =>
  rowsOf(statement).filter((row) => balanceKind(row) === null)

/**
 * How many movements of securities an investment statement lists: all of its list that is neither a row nor a
 * date.
 */
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

/** A statement, and how many of its rows are no movements: taken back within the file, or balances. */
export type ReadStatement = {
  readonly statement: FileStatement
  readonly takenBackCount: number
  readonly balanceCount: number
}

export function readStatement(node: OfxNode, plan: StatementPlan): ReadStatement {
  const currency = currencyOf(node, plan.hints.currency)
  const account = accountOf(node, currency)
  const accountSourceId = account.number ?? 'file'
  const rows: StatementRow[] = []
  const corrected = setAsideTakenBack(rowsOf(node), plan.lineOf)
  const rejected: RejectedRecord[] = [...corrected.rejected]
  const movements = corrected.rows.filter((row) => balanceKind(row) === null)
  for (const row of movements) {
    const line = plan.lineOf(row.at)
    const read = readRow(row, { accountSourceId, currency, mark: plan.mark, signs: plan.signs })
    if (read.kind === 'record') rows.push({ record: read.record, line })
    else
      rejected.push({ accountSourceId, sourceId: read.sourceId, reason: read.reason, line, raw: rawOf(row) })
  }
  const ids = honestIds(rows)
  const statement = {
    account,
    rows: ids.rows,
    rejected,
    currency,
    opening: openingOf(corrected.rows, ids.rows, { currency, mark: plan.mark }),
    closing: closingOf(node, ids.rows, { currency, mark: plan.mark }),
    warnings: [...plan.errors, ...listWarnings(node), ...ids.warnings, ...signWarnings(node, plan)],
  }
  const { takenBackCount } = corrected
  return { statement, takenBackCount, balanceCount: corrected.rows.length - movements.length }
}

function accountOf(node: OfxNode, currency: CurrencyCode): FileAccount {
  const from = childOf(node, 'BANKACCTFROM') ?? childOf(node, 'CCACCTFROM') ?? childOf(node, 'INVACCTFROM')
  const text = (name: string) =>
    from === undefined ? null : (textAt(from, name)?.replace(/\s/g, '') ?? null)
  return {
    number: text('ACCTID'),
    bankCode: text('BANKID') ?? text('BROKERID'),
    name: text('ACCTTYPE'),
    currency: textAt(node, 'CURDEF') === null ? null : currency,
  }
}

type AmountPlan = { readonly currency: CurrencyCode; readonly mark: DecimalMark }

/** OFX has no place for it; some banks write it as a row. Null where other rows are older than that one. */
function openingOf(
  nodes: readonly OfxNode[],
  rows: readonly StatementRow[],
  { currency, mark }: AmountPlan,
): StatedBalance | null {
  const [row, ...others] = nodes.filter((node) => balanceKind(node) === 'opening')
  if (row === undefined || others.length > 0) return null
  const on = readOfxDate(textAt(row, 'DTPOSTED') ?? '')
  const amount = readOfxAmount(textAt(row, 'TRNAMT') ?? '', currency, mark)
  const isOlder = rows.some(({ record }) => on === null || (record.postedOn !== null && record.postedOn < on))
  return amount.ok && !isOlder ? { amount: amount.value, on } : null
}

/**
 * The booked balance after the last row. AVAILBAL counts credit lines and holds. Many banks put the balance
 * of today under the rows of an older period: it is none of this statement's then, nor is it where a row is
 * booked after its day.
 */
function closingOf(
  node: OfxNode,
  rows: readonly StatementRow[],
  { currency, mark }: AmountPlan,
): StatedBalance | null {
  const on = readOfxDate(textAt(node, 'LEDGERBAL', 'DTASOF') ?? '')
  const endsOn = readOfxDate(textAt(node, 'BANKTRANLIST', 'DTEND') ?? '')
  const amount = readOfxAmount(textAt(node, 'LEDGERBAL', 'BALAMT') ?? '', currency, mark)
  if (!amount.ok || on === null || endsOn === null || endsOn < on) return null
  const isLater = rows.some(({ record }) => record.postedOn !== null && record.postedOn > on)
  return isLater ? null : { amount: amount.value, on }
}

const listWarnings = (node: OfxNode): readonly string[] =>
  node.children.some(({ isClosed }) => !isClosed)
    ? ['The list of rows is not closed, as if its end were missing: rows may be missing, too.']
    : []

function signWarnings(node: OfxNode, { signs }: StatementPlan): readonly string[] {
  const found = judgeSigns(movementsOf(node))
  if (signs !== 'as-written' || found.kind !== 'mixed') return []
  return [`The sign of ${found.count} rows contradicts their type. They were taken as they are signed.`]
}

/** Accounts of one bank can share a number and differ in their kind: then the kind belongs to the name. */
export function withDistinctAccounts(statements: readonly FileStatement[]): readonly FileStatement[] {
  const kinds = Map.groupBy(statements, ({ account }) => account.number)
  return statements.map((statement) => {
    const { account } = statement
    const others = kinds.get(account.number) ?? []
    const isShared = others.some(
      (other) => other.account.name !== account.name || other.account.bankCode !== account.bankCode,
    )
    if (!isShared || account.number === null) return statement
    const number = [account.bankCode, account.number, account.name].filter((part) => part !== null).join('-')
    return { ...statement, account: { ...account, number } }
  })
}
