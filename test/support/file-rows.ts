// A bank's row as a file states it.
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { Money } from '../../src/domain/money.ts'
import type { JsonValue, SourceRecord } from '../../src/domain/source-record.ts'

/** A booked row of a file, with nothing but its day, amount and text. */
export const fileRow = (postedOn: CalendarDate, amount: Money, description: string, raw: JsonValue = description): SourceRecord => ({
  accountSourceId: 'file',
  sourceId: null,
  status: 'posted',
  amount,
  postedOn,
  transactionOn: null,
  occurredAt: null,
  description,
  counterpartyName: null,
  counterpartyAccountMask: null,
  providerCategory: null,
  supersedes: null,
  balanceAfter: null,
  reference: null,
  raw,
})
