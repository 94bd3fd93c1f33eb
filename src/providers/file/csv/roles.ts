// Which column means what: header words first, values as the check, and values alone where there is no header.
import { currenciesOf, unitInHeader } from './amounts.ts'
import { isAmountColumn, isCurrencyColumn, isDateColumn, isDirectionColumn, isTextColumn } from './columns.ts'
import type { ColumnContent } from './columns.ts'
import type { ColumnRole } from '../file-reading.ts'
import { isOfAnotherAmount, matchHeader } from './header-words.ts'
import { normalizeWords } from '../words.ts'

type Claim = { readonly column: number; readonly role: ColumnRole; readonly score: number }

export type Roles = {
  /** One role per column. */
  readonly columns: readonly ColumnRole[]
  /** Columns that could be the amount and that no word sets apart; empty where one is. */
  readonly amountRivals: readonly number[]
  /** True where words of the header name what the debit and credit columns, or the direction column, are. */
  readonly isSideNamed: boolean
}

/**
 * Assigns roles. A claim of a header stands only where the column's values are of the role's kind. What no header
 * claims is looked for by values: dates, then amounts and balance, currency, direction, the longest text.
 */
export function assignRoles(
  header: readonly string[] | null,
  contents: readonly ColumnContent[],
  currency: string,
): Roles {
  const claims = header ? claimsOf(header, contents) : []
  const columns: ColumnRole[] = contents.map(() => 'ignore')
  const take = (claim: Claim) => {
    columns[claim.column] = claim.role
  }
  const free = (column: number) => columns[column] === 'ignore'
  const best = (role: ColumnRole) =>
    claims
      .filter((claim) => claim.role === role && free(claim.column))
      .sort((a, b) => b.score - a.score || a.column - b.column)
  const isFilled = ({ column }: Claim) => (contents[column]?.filled ?? 0) > 0

  takeDates(columns, claims, contents)
  takeDirection(columns, best, claims, contents)
  const amountRivals = takeAmounts(columns, best, contents, header, currency)
  takeParties(columns, best)
  takeTexts(columns, best, contents, header)
  for (const role of SINGLE_ROLES) {
    const eligible = best(role).filter((candidate) => isStrongest(candidate, claims, columns))
    const claim = eligible.find(isFilled) ?? eligible[0]
    if (claim) take(claim)
  }
  takeAccounts(columns, best, contents, header)
  fillByValues(columns, contents, header)
  const isSideNamed =
    header !== null &&
    columns.some(
      (role, index) =>
        ['debit', 'credit', 'direction'].includes(role) && isNamedSide(header[index] ?? '', role),
    )
  return { columns, amountRivals, isSideNamed }
}

const SINGLE_ROLES: readonly ColumnRole[] = [
  'balance',
  'openingBalance',
  'closingBalance',
  'fee',
  'currency',
  'status',
  'sourceId',
  'counterpartyName',
  'kind',
  'category',
  'reference',
]

function claimsOf(header: readonly string[], contents: readonly ColumnContent[]): readonly Claim[] {
  return contents.flatMap((content) => {
    const text = header[content.index] ?? ''
    const matches = matchHeader(text)
    const named = matches.length > 0 ? matches : onlyCurrency(text)
    return named
      .filter(({ role }) => allows(role, content))
      .map(({ role, score }) => ({ column: content.index, role, score }))
  })
}

/** A header that is nothing but a currency (`CAD$`, `EUR`) heads amounts in it. */
const onlyCurrency = (text: string): readonly { role: ColumnRole; score: number }[] =>
  currenciesOf(text.trim()).length === 1 ? [{ role: 'amount', score: 50 }] : []

/** Whether the values of a column allow the role. An empty column allows what its header says. */
function allows(role: ColumnRole, content: ColumnContent): boolean {
  if (content.filled === 0) return true
  switch (role) {
    case 'postedOn':
    case 'transactionOn':
    case 'valueOn':
      return isDateColumn(content)
    case 'amount':
    case 'debit':
    case 'credit':
    case 'balance':
    case 'fee':
      return isAmountColumn(content)
    case 'openingBalance':
    case 'closingBalance':
      return isAmountColumn(content)
    case 'direction':
      return isDirectionColumn(content)
    case 'currency':
      return isCurrencyColumn(content)
    case 'status':
      return content.statuses > 0 || content.booleans === content.filled
    case 'counterpartyName':
    case 'payerName':
    case 'payeeName':
      return isTextColumn(content)
    case 'description':
      return !isDateColumn(content) && !isAmountColumn(content)
    case 'kind':
      return !isDateColumn(content) && !isAmountColumn(content)
    default:
      return true
  }
}

/** A column goes to the role that its header claims most, unless that role is taken by a better column. */
function isStrongest(claim: Claim, claims: readonly Claim[], columns: readonly ColumnRole[]): boolean {
  const rivals = claims.filter(
    ({ column, role, score }) => column === claim.column && role !== claim.role && score > claim.score,
  )
  return rivals.every(({ role }) => columns.includes(role))
}

type Best = (role: ColumnRole) => readonly Claim[]

const DATE_ROLES: readonly ColumnRole[] = ['postedOn', 'transactionOn', 'valueOn']

/**
 * Each date column stands for what its header says most. The booking date leads; where none is named, the purchase
 * date, and where there is only a value date, that one.
 */
function takeDates(
  columns: ColumnRole[],
  claims: readonly Claim[],
  contents: readonly ColumnContent[],
): void {
  const named = contents.flatMap(({ index, filled }) => {
    const own = claims.filter(({ column, role }) => column === index && DATE_ROLES.includes(role))
    const [top] = own.toSorted((a, b) => b.score - a.score)
    return top && filled > 0 ? [top] : []
  })
  const ranked = (role: ColumnRole) =>
    named.filter((claim) => claim.role === role).toSorted((a, b) => b.score - a.score)
  const [posted, otherPosted] = ranked('postedOn')
  const done = [...ranked('transactionOn'), ...(otherPosted ? [otherPosted] : [])].toSorted(
    (a, b) => b.score - a.score,
  )
  const [valued] = ranked('valueOn')
  const lead = posted ?? done[0] ?? valued
  if (lead) columns[lead.column] = 'postedOn'
  const second = done.find((claim) => claim !== lead)
  if (second) columns[second.column] = 'transactionOn'
  if (valued && valued !== lead) columns[valued.column] = 'valueOn'
}

/**
 * A column of words for both directions is the direction, whatever its header says. Words for one direction need a
 * header that says so, or blanks that stand for the other one, as cards mark only credits.
 */
function takeDirection(
  columns: ColumnRole[],
  best: Best,
  claims: readonly Claim[],
  contents: readonly ColumnContent[],
): void {
  const free = contents.filter(({ index }) => columns[index] === 'ignore')
  const both = free.filter((content) => isDirectionColumn(content) && content.directions.size === 2)
  const [named] = best('direction').filter(({ column }) => (contents[column]?.filled ?? 0) > 0)
  const isOther = ({ index }: ColumnContent) =>
    claims.some(({ column, role }) => column === index && role !== 'kind')
  const marks = free.filter(
    (content) => isDirectionColumn(content) && content.filled < content.rows && !isOther(content),
  )
  const chosen = named?.column ?? both[0]?.index ?? marks[0]?.index
  if (chosen !== undefined) columns[chosen] = 'direction'
}

/** One column for who paid and one for who was paid. A single column for the other party is no pair. */
function takeParties(columns: ColumnRole[], best: Best): void {
  const [payer] = best('payerName')
  const [payee] = best('payeeName').filter(({ column }) => column !== payer?.column)
  if (!payer || !payee) return
  columns[payer.column] = 'payerName'
  columns[payee.column] = 'payeeName'
}

/** The amount, or the pair of debit and credit; returns equal rivals where the header sets none apart. */
function takeAmounts(
  columns: ColumnRole[],
  best: Best,
  contents: readonly ColumnContent[],
  header: readonly string[] | null,
  currency: string,
): readonly number[] {
  const [debit] = best('debit')
  const [credit] = best('credit').filter(({ column }) => column !== debit?.column)
  if (debit && credit && isComplementary(contents[debit.column], contents[credit.column])) {
    columns[debit.column] = 'debit'
    columns[credit.column] = 'credit'
    return []
  }
  const claims = best('amount')
  const [first] = claims
  if (!first) return takeOneSide(columns, debit, credit)
  const rivals = claims.filter(
    ({ score, column }) => score === first.score && (contents[column]?.filled ?? 0) > 0,
  )
  const ours = rivals.filter(({ column }) =>
    currenciesOf(unitInHeader(header?.[column] ?? '') ?? '').includes(currency),
  )
  const chosen = ours.length === 1 ? ours : rivals
  const [winner = first] = chosen
  columns[winner.column] = 'amount'
  return chosen.length > 1 ? chosen.map(({ column }) => column) : []
}

function takeOneSide(
  columns: ColumnRole[],
  debit: Claim | undefined,
  credit: Claim | undefined,
): readonly number[] {
  if (debit) columns[debit.column] = 'debit'
  if (credit) columns[credit.column] = 'credit'
  return []
}

/** Debit and credit stand in different rows: hardly ever both, and hardly ever none. */
function isComplementary(debit: ColumnContent | undefined, credit: ColumnContent | undefined): boolean {
  if (!debit || !credit) return false
  const values = debit.filled - debit.zeros + (credit.filled - credit.zeros)
  return values <= debit.rows * 1.1 && values >= debit.rows * 0.5
}

/** Headers that name the holder's account in one bank's export and the other party's in another's. */
const EITHER_SIDES_ACCOUNT = [
  'kontonummer',
  'konto',
  'iban',
  'card no',
  'card number',
  'номер карты',
  'compte',
  'conto',
]

function takeAccounts(
  columns: ColumnRole[],
  best: Best,
  contents: readonly ColumnContent[],
  header: readonly string[] | null,
): void {
  const [other] = best('counterpartyAccount')
  if (other) columns[other.column] = 'counterpartyAccount'
  const claims = best('account').filter(({ column }) => (contents[column]?.filled ?? 0) > 0)
  const distinct = ({ column }: Claim) => contents[column]?.distinct ?? 0
  const isClear = ({ column }: Claim) => isOwnAccountHeader(header?.[column] ?? '')
  const [own] = claims.toSorted(
    (a, b) => Number(isClear(b)) - Number(isClear(a)) || distinct(a) - distinct(b),
  )
  if (own) columns[own.column] = 'account'
  const [second] = claims.filter((claim) => columns[claim.column] === 'ignore' && !isClear(claim))
  if (second && !other) columns[second.column] = 'counterpartyAccount'
}

/** Whether an account column's header always means the holder's own account. */
export const isOwnAccountHeader = (header: string): boolean =>
  !EITHER_SIDES_ACCOUNT.includes(normalizeWords(header))

function takeTexts(
  columns: ColumnRole[],
  best: Best,
  contents: readonly ColumnContent[],
  header: readonly string[] | null,
): void {
  const lengthOf = ({ column }: Claim) =>
    (contents[column]?.averageLength ?? 0) * (contents[column]?.filled ?? 0)
  const named = best('description').filter((claim) => lengthOf(claim) > 0)
  const [first, second] = named.toSorted((a, b) => b.score - a.score || lengthOf(b) - lengthOf(a))
  if (first) columns[first.column] = 'description'
  const firstWords = normalizeWords(header?.[first?.column ?? -1] ?? '')
  const hasCounterparty =
    columns.includes('payeeName') || best('counterpartyName').some(({ column }) => column !== first?.column)
  if (second && !hasCounterparty && /^(?:original|bank|full|statement) /.test(firstWords)) {
    columns[second.column] = 'counterpartyName'
  }
  const stem = firstWords.replace(/ \d{1,2}$/, '')
  if (stem === firstWords) return
  for (const content of contents) {
    const words = normalizeWords(header?.[content.index] ?? '')
    if (
      columns[content.index] === 'ignore' &&
      /^ ?\d{1,2}$/.test(words.slice(stem.length)) &&
      words.startsWith(stem)
    ) {
      columns[content.index] = 'description'
    }
  }
}

/** Roles that no header gave, by values alone. */
function fillByValues(
  columns: ColumnRole[],
  contents: readonly ColumnContent[],
  header: readonly string[] | null,
): void {
  const has = (...roles: readonly ColumnRole[]) => columns.some((role) => roles.includes(role))
  const isUnnamed = (index: number) => !isOfAnotherAmount(header?.[index] ?? '')
  const free = contents.filter(({ index }) => columns[index] === 'ignore' && isUnnamed(index))
  const claim = (role: ColumnRole, content: ColumnContent | undefined) => {
    if (content) columns[content.index] = role
  }
  if (!has('postedOn')) {
    const [first, second] = free.filter(isDateColumn)
    claim('postedOn', first)
    if (!has('valueOn', 'transactionOn')) claim('valueOn', second)
  }
  if (!has('currency')) claim('currency', free.find(isCurrencyColumn))
  if (!has('description')) {
    const texts = contents.filter((content) => columns[content.index] === 'ignore' && isTextColumn(content))
    const [longest] = texts.toSorted((a, b) => b.averageLength * b.filled - a.averageLength * a.filled)
    if (!has('counterpartyName')) claim('description', longest)
  }
}

const isNamedSide = (header: string, role: ColumnRole): boolean =>
  matchHeader(header).some((match) => match.role === role)
