// Movements of a message to records, each with the text that follows it.
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { JsonValue, RejectedRecord, SourceRecord } from '../../../domain/source-record.ts'
import { refused } from '../../../domain/result.ts'
import type { Result } from '../../../domain/result.ts'
import type { StatementRow } from '../statement-file.ts'
import type { Details } from './details.ts'
import type { Field } from './fields.ts'
import { readDetails } from './read-details.ts'
import { readMovement } from './movement.ts'
import type { Movement } from './movement.ts'
import type { Period } from './values.ts'

export type RowContext = {
  readonly accountNumber: string | null
  readonly currency: CurrencyCode
  /** The code of the statement's currency where it is not known: its amounts can't be read. */
  readonly unknownCurrency: string | null
  readonly period: Period
  /** A report within the day: what it tells is not final. */
  readonly isInterim: boolean
}

export type ReadRows = {
  readonly rows: readonly StatementRow[]
  readonly rejected: readonly RejectedRecord[]
}

/** Every field 61 becomes a row or is rejected. */
export function readRows(fields: readonly Field[], context: RowContext): ReadRows {
  const rows: StatementRow[] = []
  const rejected: RejectedRecord[] = []
  for (const { field, texts } of withTexts(fields)) {
    const movement = readUnder(field, context)
    if (movement.ok) {
      const record = recordOf(movement.value, texts, rawOf(field, texts), context)
      rows.push({ record, line: field.line })
    } else {
      rejected.push({
        accountSourceId: context.accountNumber,
        sourceId: null,
        reason: movement.reason,
        line: field.line,
        raw: rawOf(field, texts),
      })
    }
  }
  return { rows, rejected }
}

function readUnder(field: Field, { currency, unknownCurrency, period }: RowContext): Result<Movement> {
  if (unknownCurrency !== null)
    return refused(`it is in "${unknownCurrency}", which is no currency known here`)
  return readMovement(field, currency, period)
}

type WithTexts = { readonly field: Field; readonly texts: readonly Field[] }

/** Text behind a closing balance is of the statement, not of its last movement. */
function withTexts(fields: readonly Field[]): readonly WithTexts[] {
  const movements: { field: Field; texts: Field[] }[] = []
  let current: { field: Field; texts: Field[] } | null = null
  for (const field of fields) {
    if (field.tag === '61') {
      current = { field, texts: [] }
      movements.push(current)
    } else if (field.tag === '86' || field.tag === 'NS') current?.texts.push(field)
    else current = null
  }
  return movements
}

function recordOf(
  movement: Movement,
  texts: readonly Field[],
  fields: Readonly<Record<string, string>>,
  context: RowContext,
): SourceRecord {
  const details = readDetails(texts)
  const account = counterpartyAccount(movement, details, context.accountNumber)
  const name = details.name ?? inlineName(movement)
  return {
    accountSourceId: context.accountNumber ?? 'file',
    sourceId: movement.bankReference,
    status: context.isInterim || movement.isExpected ? 'pending' : 'posted',
    amount: movement.amount,
    postedOn: movement.bookedOn,
    transactionOn: null,
    occurredAt: null,
    description: [details.description, movement.supplement, name].find((text) => text) ?? '',
    counterpartyName: name,
    counterpartyAccountMask: account?.slice(-MASK_CHARS) ?? null,
    providerCategory: null,
    supersedes: null,
    balanceAfter: null,
    reference: details.reference ?? (inlineAccount(movement) === null ? movement.customerReference : null),
    raw: rawOfRecord(movement, details, account, fields),
  }
}

const MASK_CHARS = 4

/**
 * The text's account, else one that stands alone on the movement's second line or before a name on its first;
 * never the holder's own.
 */
function counterpartyAccount(movement: Movement, { account }: Details, own: string | null): string | null {
  const alone = /^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.exec(movement.supplement ?? '')?.[0] ?? null
  const found = account ?? movement.account ?? alone ?? inlineAccount(movement)
  return found === own ? null : found
}

/** Rabobank's older layout: `0121470966      W.P. JANSEN` instead of a reference. */
function inlineAccount(movement: Movement): string | null {
  if (inlineName(movement) === null) return null
  return /^P?(\d{9,10})$/.exec(movement.customerReference ?? '')?.[1] ?? null
}

/** A name padded behind the reference, as in Rabobank's older layout: words, not another reference. */
const inlineName = ({ inlineText }: Movement): string | null =>
  inlineText !== null && /\p{L}{2}/u.test(inlineText) && !inlineText.startsWith('/') ? inlineText : null

function rawOf(field: Field, texts: readonly Field[]): Readonly<Record<string, string>> {
  const text = texts
    .flatMap(({ lines }) => lines)
    .join('\n')
    .trimEnd()
  return { '61': field.lines.join('\n').trimEnd(), ...(text === '' ? {} : { '86': text }) }
}

function rawOfRecord(
  { valueOn, type, customerReference, bankReference }: Movement,
  { parts }: Details,
  account: string | null,
  fields: Readonly<Record<string, string>>,
): JsonValue {
  const known = { valueOn, type, customerReference, bankReference, counterpartyAccount: account }
  const given = Object.entries(known).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  )
  return { ...fields, ...Object.fromEntries(given), ...(Object.keys(parts).length === 0 ? {} : { parts }) }
}
