// What one answer of a provider becomes. A page token lives inside an adapter's loop and never leaves it; only a
// checkpoint may be stored, and it stands behind everything it covers.
import type { DateRange } from '../../domain/calendar.ts'
import type { SourceAccount } from '../../domain/account.ts'
import type { RecordStatus, RejectedRecord, SourceRecord } from '../../domain/source-record.ts'
import type { ProviderError } from './errors.ts'

declare const checkpointBrand: unique symbol

/** Where the next read may start. Opaque text, only valid at the end of a span; at most 16 KB. */
export type Checkpoint = string & { readonly [checkpointBrand]: true }

/** The last committed checkpoint of a connection. */
export type Cursor = Checkpoint

/** Bytes of a checkpoint that the engine will store. */
export const CHECKPOINT_BYTES_MAX = 16_384
/** Records in one page: the largest page any supported provider gives is 1,000. */
export const PAGE_RECORDS_MAX = 1_000

/** Marks adapter-made text as a checkpoint. Adapters call it at the end of a span, and nowhere else. */
export function checkpoint(text: string): Checkpoint {
  if (text === '' || Buffer.byteLength(text) > CHECKPOINT_BYTES_MAX) {
    throw new RangeError('a checkpoint is non-empty and at most 16 KB')
  }
  return text as Checkpoint
}

export type Removal = { readonly accountSourceId: string; readonly sourceId: string }

/** The span is complete for these days and statuses of this account. Claim it only when it is true. */
export type Coverage = {
  readonly accountSourceId: string
  readonly range: DateRange
  readonly statuses: readonly RecordStatus[]
}

export type IgnoredRecords = { readonly reason: string; readonly count: number }

/** One account failed; the others go on. */
export type AccountFailure = { readonly accountSourceId: string; readonly error: ProviderError }

export type Page = {
  readonly upserts: readonly SourceRecord[]
  readonly removals: readonly Removal[]
  readonly ignored: readonly IgnoredRecords[]
  readonly rejected: readonly RejectedRecord[]
  /** Accounts and balances where the answer carried them; empty otherwise. */
  readonly accounts: readonly SourceAccount[]
  readonly accountFailures: readonly AccountFailure[]
  /** Complete windows, given together with a checkpoint. */
  readonly coverage: readonly Coverage[]
  /** Present on the page that ends a span, null on all others. */
  readonly checkpoint: Checkpoint | null
}

export const EMPTY_PAGE: Page = {
  upserts: [],
  removals: [],
  ignored: [],
  rejected: [],
  accounts: [],
  accountFailures: [],
  coverage: [],
  checkpoint: null,
}
