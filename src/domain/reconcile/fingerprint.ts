// The two digests of a record: what it is about (to find it again without an id) and all it says (to see a change).
import { sha256Hex } from '../digest.ts'
import type { Money } from '../money.ts'
import { recordDate } from '../source-record.ts'
import type { SourceRecord } from '../source-record.ts'
import { normaliseText } from './text.ts'

/** 128 of the digest's bits: two texts of one day and amount that share them are not to be met, not even on purpose. */
const HEX_DIGITS = 32

/**
 * What the record is about, independent of account and link: date, status, amount and normalised text. Equal keys are
 * told apart by their ordinal. It begins with the date, so that an index over it grows at its end.
 */
export function contentKey(record: SourceRecord): string {
  const kept = KEYS.get(record)
  if (kept !== undefined) return kept
  const key = keyOf(record)
  KEYS.set(record, key)
  return key
}

/** Records are immutable, and the needs of a span, its plan and its tally each ask for the key. */
const KEYS = new WeakMap<SourceRecord, string>()

function keyOf(record: SourceRecord): string {
  const { minor, currency } = record.amount
  const text = textKey(record.description) ?? textKey(record.counterpartyName ?? '') ?? NO_TEXT
  return `${recordDate(record)} ${record.status} ${minor} ${currency} ${text}`
}

/** Null for a text without a letter or a digit. */
function textKey(text: string): string | null {
  const kept = TEXT_KEYS.get(text)
  if (kept !== undefined) return kept
  const normalised = normaliseText(text)
  const key = normalised === '' ? null : digest(normalised)
  if (TEXT_KEYS.size >= TEXT_KEYS_MAX) TEXT_KEYS.clear()
  TEXT_KEYS.set(text, key)
  return key
}

const digest = (text: string): string => sha256Hex(text).slice(0, HEX_DIGITS)
const NO_TEXT = digest('')

/** A person's rows repeat a few thousand texts. */
const TEXT_KEYS = new Map<string, string | null>()
const TEXT_KEYS_MAX = 5_000

/** All the record says but for `raw`, whose form may change without a change of meaning. */
export function contentHash(record: SourceRecord): string {
  const fields = [
    record.status,
    shown(record.amount),
    record.postedOn,
    record.transactionOn,
    record.occurredAt,
    record.description,
    record.counterpartyName,
    record.counterpartyAccountMask,
    record.providerCategory?.scheme ?? null,
    record.providerCategory?.code ?? null,
    record.supersedes,
    record.balanceAfter === null ? null : shown(record.balanceAfter),
    record.reference,
  ]
  // Lengths in front keep fields apart whatever they hold.
  const canonical = fields.map((field) => (field === null ? '-' : `${field.length}:${field}`)).join('')
  return digest(canonical)
}

const shown = ({ minor, currency }: Money): string => `${minor} ${currency}`
