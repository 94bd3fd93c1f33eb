// The simulated bank's rows into source records. Pure: nothing is assumed, what can't be read is rejected.
import * as z from 'zod'
import { parseCalendarDate } from '../../../domain/calendar.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import { ACCOUNT_KINDS } from '../../../domain/account.ts'
import type { SourceAccount } from '../../../domain/account.ts'
import { parseCurrency } from '../../../domain/currency.ts'
import { negate, parseDecimal } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import { ok, refused } from '../../../domain/result.ts'
import type { Result } from '../../../domain/result.ts'
import type { JsonValue, RejectedRecord, SourceRecord } from '../../../domain/source-record.ts'

const direction = z.enum(['in', 'out'])

/**
 * Only what we read. An unknown status or direction breaks the whole answer: guessing a sign is worse than
 * stopping.
 */
export const wireRow = z.looseObject({
  account: z.string(),
  id: z.string().nullish(),
  status: z.enum(['pending', 'booked']),
  direction,
  amount: z.string().nullish(),
  currency: z.string().nullish(),
  booked: z.string().nullish(),
  done: z.string().nullish(),
  text: z.string(),
  party: z.string().nullish(),
  purpose: z.string().nullish(),
  replaces: z.string().nullish(),
})
export type WireRow = z.infer<typeof wireRow>

export const wireAccount = z.looseObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(ACCOUNT_KINDS).catch('other'),
  currency: z.string(),
  digits: z.string(),
  persistent: z.string().nullable(),
  balance: z.object({ direction, amount: z.string() }),
  closed: z.boolean(),
})

export type Mapped = {
  readonly upserts: readonly SourceRecord[]
  readonly rejected: readonly RejectedRecord[]
}

/** Every row ends as a record or as a rejected one, in the bank's order. */
export function mapRows(rows: readonly WireRow[]): Mapped {
  const upserts: SourceRecord[] = []
  const rejected: RejectedRecord[] = []
  for (const row of rows) {
    const mapped = mapRow(row)
    if (mapped.ok) upserts.push(mapped.value)
    else {
      const { account: accountSourceId, id = null } = row
      rejected.push({ accountSourceId, sourceId: id, reason: mapped.reason, line: null, raw: asJson(row) })
    }
  }
  return { upserts, rejected }
}

function mapRow(row: WireRow): Result<SourceRecord> {
  const amount = signedMoney(row.direction, row.amount ?? null, row.currency ?? null)
  if (!amount.ok) return amount
  const postedOn = dateOrNull(row.booked ?? null)
  if (!postedOn.ok) return postedOn
  const transactionOn = dateOrNull(row.done ?? null)
  if (!transactionOn.ok) return transactionOn
  if (postedOn.value === null && transactionOn.value === null) return refused('it has no date')
  return ok({
    accountSourceId: row.account,
    sourceId: row.id ?? null,
    status: row.status === 'booked' ? 'posted' : 'pending',
    amount: amount.value,
    postedOn: postedOn.value,
    transactionOn: transactionOn.value,
    occurredAt: null,
    description: row.text,
    counterpartyName: row.party ?? null,
    counterpartyAccountMask: null,
    providerCategory: row.purpose == null ? null : { scheme: 'simulator', code: row.purpose },
    supersedes: row.replaces ?? null,
    balanceAfter: null,
    reference: null,
    raw: asJson(row),
  })
}

/** The amount from the holder's side. The one place that knows the bank's sign. */
export function signedMoney(
  direction: 'in' | 'out',
  amount: string | null,
  currencyCode: string | null,
): Result<Money> {
  const currency = currencyCode === null ? null : parseCurrency(currencyCode)
  if (currency === null)
    return refused(currencyCode === null ? 'it has no currency' : `unknown currency ${currencyCode}`)
  if (amount === null) return refused('it has no amount')
  const parsed = parseDecimal(amount, currency)
  return parsed.ok && direction === 'out' ? ok(negate(parsed.value)) : parsed
}

function dateOrNull(text: string | null): Result<CalendarDate | null> {
  if (text === null) return ok(null)
  const date = parseCalendarDate(text)
  return date === null ? refused(`"${text}" is not a date`) : ok(date)
}

/** An account, or why it can't be one. */
export function mapAccount(wire: z.infer<typeof wireAccount>): Result<SourceAccount> {
  const booked = signedMoney(wire.balance.direction, wire.balance.amount, wire.currency)
  if (!booked.ok) return booked
  return ok({
    sourceId: wire.id,
    name: wire.name,
    kind: wire.kind,
    currency: booked.value.currency,
    mask: wire.digits,
    persistentId: wire.persistent,
    balances: [{ kind: 'booked', amount: booked.value, asOf: null }],
    isClosed: wire.closed,
  })
}

const asJson = (row: WireRow): JsonValue => row as { readonly [key: string]: JsonValue }
