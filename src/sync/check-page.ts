// The border check: types promise the canonical form, foreign answers may break it. A page that breaks the contract
// stops the run; a record that can't be right is rejected and counted.
import { parseCalendarDate } from '../domain/calendar.ts'
import { isCurrency } from '../domain/currency.ts'
import type { SourceAccount } from '../domain/account.ts'
import type { RejectedRecord, SourceRecord } from '../domain/source-record.ts'
import { ProviderError } from '../providers/contract/errors.ts'
import { CHECKPOINT_BYTES_MAX, PAGE_RECORDS_MAX } from '../providers/contract/page.ts'
import type { Page } from '../providers/contract/page.ts'

/** What the ledger's columns hold: a 64-bit integer. */
const MINOR_MAX = 2n ** 63n - 1n
/** Texts and ids far beyond any bank's; longer ones are not what they say they are. */
const DESCRIPTION_CHARS_MAX = 10_000
const ID_CHARS_MAX = 1_000

/** The page with its impossible records moved to the rejected ones. Throws `broken` where the page itself is wrong. */
export function checkPage(page: Page): Page {
  const records = page.upserts.length + page.rejected.length + page.removals.length
  if (records > PAGE_RECORDS_MAX) throw limit(`a page holds ${records} records; ${PAGE_RECORDS_MAX} is the most`)
  if (page.checkpoint !== null) checkCheckpoint(page.checkpoint)
  if (page.checkpoint === null && page.coverage.length > 0) throw protocol('coverage is claimed before a checkpoint')
  for (const { range } of page.coverage) {
    if (!(parseCalendarDate(range.from) && parseCalendarDate(range.to) && range.from <= range.to)) {
      throw protocol('coverage is claimed for days that are none')
    }
  }
  for (const { accountSourceId, sourceId } of page.removals) {
    if (!isId(accountSourceId) || !isId(sourceId)) throw protocol('a removal has no id')
  }
  for (const { count } of page.ignored) {
    if (!Number.isSafeInteger(count) || count < 0) throw protocol('ignored records have no count')
  }
  page.accounts.forEach(checkAccount)
  const faults = page.upserts.map(recordFault)
  if (faults.every((fault) => fault === null)) return page
  const rejected = page.upserts.flatMap((record, index) => {
    const fault = faults[index]
    return fault ? [rejection(record, fault)] : []
  })
  return {
    ...page,
    upserts: page.upserts.filter((_, index) => faults[index] === null),
    rejected: [...page.rejected, ...rejected],
  }
}

/** Throws `broken` where an account is not in canonical form. */
export function checkAccount({ sourceId, name, currency, balances }: SourceAccount): void {
  if (!isId(sourceId)) throw protocol('an account has no id')
  if (typeof name !== 'string' || name === '') throw protocol('an account has no name')
  if (!isCurrency(currency)) throw protocol('an account has no currency that is known')
  for (const { amount } of balances) {
    if (!fits(amount.minor) || amount.currency !== currency) throw protocol('a balance does not fit its account')
  }
}

/** What makes the record impossible, in words for the person; null where nothing does. */
function recordFault(record: SourceRecord): string | null {
  const { sourceId, status, amount, postedOn, transactionOn, description } = record
  if (!isId(record.accountSourceId)) return 'it names no account'
  if (sourceId !== null && !isId(sourceId)) return 'its id is empty or too long'
  if (status !== 'pending' && status !== 'posted') return 'it is neither pending nor posted'
  if (!isCurrency(amount.currency)) return 'its currency is not known'
  if (!fits(amount.minor)) return 'its amount is too large'
  if (record.balanceAfter !== null && !fits(record.balanceAfter.minor)) return 'the balance after it is too large'
  if (postedOn === null && transactionOn === null) return 'it has no date'
  for (const date of [postedOn, transactionOn]) {
    if (date !== null && parseCalendarDate(date) === null) return `"${String(date).slice(0, 40)}" is not a date`
  }
  if (typeof description !== 'string' || description.length > DESCRIPTION_CHARS_MAX) return 'its text is too long'
  // PostgreSQL's text can't hold it, and no bank means it.
  if (description.includes('\0') || (record.counterpartyName?.includes('\0') ?? false)) return 'its text is binary'
  return record.raw === undefined ? 'it does not carry its original' : null
}

/** The record as a rejected one. */
export const rejection = ({ accountSourceId, sourceId, raw }: SourceRecord, reason: string): RejectedRecord => ({
  accountSourceId,
  sourceId,
  reason,
  line: null,
  raw: raw ?? null,
})

function checkCheckpoint(checkpoint: string): void {
  const bytes = Buffer.byteLength(checkpoint)
  if (bytes === 0 || bytes > CHECKPOINT_BYTES_MAX) throw limit(`a checkpoint of ${bytes} bytes can't be stored`)
}

const isId = (id: unknown): boolean =>
  typeof id === 'string' && id !== '' && id.length <= ID_CHARS_MAX && !id.includes('\0')

const fits = (minor: unknown): boolean => typeof minor === 'bigint' && minor <= MINOR_MAX && minor >= -MINOR_MAX

export const limit = (internal: string): ProviderError => new ProviderError('broken', 'limit', { internal })

const protocol = (internal: string): ProviderError => new ProviderError('broken', 'protocol', { internal })
