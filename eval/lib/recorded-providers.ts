// How each provider's recorded answers are mapped: by the adapter's own mapping, row by row.
import type { Result } from '../../src/domain/result.ts'
import type { JsonValue, RejectedRecord, SourceRecord } from '../../src/domain/source-record.ts'
import { mapRemoval, mapTransaction } from '../../src/providers/plaid/map.ts'
import { findAll, isObject } from './recorded-rows.ts'

/** What a recording does not hold and the caller knows. */
export type Hints = { readonly accountType: string | null; readonly currency: string | null }

export type MappedBody = {
  readonly rows: readonly Result<SourceRecord, RejectedRecord>[]
  /** Rows that are no transactions, such as removals. */
  readonly ignored: number
}

export type MapBody = (body: JsonValue, hints: Hints) => MappedBody

/** By the provider's id. */
export const RECORDED_PROVIDERS: Readonly<Record<string, MapBody>> = { plaid: mapPlaid }

/** Plaid states currency and sign in every row, so it needs no hints. */
function mapPlaid(body: JsonValue): MappedBody {
  const listed = isObject(body)
    ? ['added', 'modified', 'transactions'].flatMap((name) => listIn(body[name]))
    : []
  const removed = isObject(body) ? listIn(body['removed']) : []
  const hasLists = isObject(body) && ['added', 'transactions'].some((name) => Array.isArray(body[name]))
  const isRow = (node: { readonly [key: string]: JsonValue }) =>
    'transaction_id' in node && 'account_id' in node
  const rows = hasLists ? listed : findAll(body, isRow)
  const badRemovals = removed.map(mapRemoval).filter((removal) => !removal.ok)
  return { rows: [...rows.map(mapTransaction), ...badRemovals], ignored: removed.length - badRemovals.length }
}

const listIn = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : [])
