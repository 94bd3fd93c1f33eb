// Whether a record has the canonical form at run time: types promise it, foreign answers may break it.
import { parseCalendarDate } from '../../domain/calendar.ts'
import { isCurrency } from '../../domain/currency.ts'
import type { SourceRecord } from '../../domain/source-record.ts'

/** What is wrong with a record, in words; empty where it is well formed. */
export function recordFaults(record: SourceRecord): readonly string[] {
  const { accountSourceId, sourceId, status, amount, postedOn, transactionOn, description } = record
  const faults: string[] = []
  if (typeof accountSourceId !== 'string' || accountSourceId === '') faults.push('has no account')
  if (sourceId === '') faults.push('has an empty id (an absent id is null)')
  if (status !== 'pending' && status !== 'posted') faults.push(`has the status ${String(status)}`)
  if (typeof amount.minor !== 'bigint') faults.push('has an amount that is no bigint')
  if (!isCurrency(amount.currency)) faults.push(`has the currency ${String(amount.currency)}`)
  if (postedOn === null && transactionOn === null) faults.push('has no date')
  for (const date of [postedOn, transactionOn]) {
    if (date !== null && parseCalendarDate(date) === null) faults.push(`has "${date}" for a date`)
  }
  if (status === 'pending' && record.supersedes !== null) faults.push('is pending and supersedes another')
  if (typeof description !== 'string') faults.push('has no description')
  if (record.raw === undefined) faults.push('does not carry its original')
  return faults.map((fault) => `record ${sourceId ?? '(no id)'} ${fault}`)
}
