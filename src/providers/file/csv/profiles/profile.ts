// What is known of one bank's export beforehand, and how it is shared: small JSON that says what its columns mean.
import type { ColumnRole, CsvLayout } from '../../file-reading.ts'
import { COLUMNS_MAX } from '../../limits.ts'
import { normalizeWords } from '../../words.ts'

/** What a layout or a profile tells of a file; null where the file itself has to say it. */
export type KnownLayout = {
  readonly dateOrder: CsvLayout['dateOrder'] | null
  readonly decimalMark: CsvLayout['decimalMark'] | null
  readonly isSignFlipped: boolean | null
  readonly outWord: string | null
  readonly isFeeDeducted: boolean | null
}

/** One bank's export, known by the names of its columns. Facts of the format alone, nothing of a person or account. */
export type FileProfile = KnownLayout & {
  /** Country and name, such as `ie-aib`. */
  readonly id: string
  readonly bank: string
  /** ISO 3166 code, or null for a bank of several countries. */
  readonly country: string | null
  /** Where the facts come from, in words. */
  readonly source: string
  readonly delimiter: string
  /** A role is null where the header's own words are to be judged. */
  readonly columns: readonly { readonly header: string; readonly role: ColumnRole | null }[]
}

/** The key that a header is found by: its names in order, without the empty ones that a closing delimiter leaves. */
export const headerKey = (names: readonly string[]): string =>
  names.map(normalizeWords).join('|').replace(/\|+$/, '')

/** The profile of these column names, or null. */
export function profileOf(
  header: readonly string[] | null,
  profiles: ReadonlyMap<string, FileProfile>,
): FileProfile | null {
  return header === null ? null : (profiles.get(headerKey(header)) ?? null)
}

type About = Pick<FileProfile, 'id' | 'bank' | 'country' | 'source'>

/**
 * A learned layout as a profile to share, or null for a file without a header: nothing would tell it from another
 * bank's. What it holds is of the format; no account, name or amount of the file goes with it.
 */
export function layoutToProfile(layout: CsvLayout, about: About): FileProfile | null {
  if (!layout.hasHeader || layout.columns.every(({ header }) => header.trim() === '')) return null
  return {
    ...about,
    delimiter: layout.delimiter,
    columns: layout.columns.map(({ header, role }) => ({ header, role })),
    dateOrder: layout.dateOrder,
    decimalMark: layout.decimalMark,
    isSignFlipped: layout.isSignFlipped,
    outWord: layout.outWord,
    isFeeDeducted: layout.isFeeDeducted,
  }
}

/** A shared profile as a layout to save, or null where it leaves something open that only a file can tell. */
export function profileToLayout(profile: FileProfile): CsvLayout | null {
  const { dateOrder, decimalMark, isSignFlipped, outWord, isFeeDeducted } = profile
  const columns = profile.columns.flatMap(({ header, role }) => (role === null ? [] : [{ header, role }]))
  const isOpen = dateOrder === null || decimalMark === null || isSignFlipped === null || isFeeDeducted === null
  if (isOpen || columns.length !== profile.columns.length) return null
  return {
    format: 'csv',
    encoding: 'utf-8',
    delimiter: profile.delimiter,
    quote: '"',
    skipLines: 0,
    hasHeader: true,
    columns,
    dateOrder,
    decimalMark,
    isSignFlipped,
    outWord,
    isFeeDeducted,
  }
}

export type ParsedProfile =
  | { readonly ok: true; readonly profile: FileProfile }
  | { readonly ok: false; readonly reason: string }

/** Longest name, header or note of a profile; a longer one is no name. */
const TEXT_CHARS_MAX = 200

const ROLES: readonly ColumnRole[] = [
  'ignore',
  'postedOn',
  'transactionOn',
  'valueOn',
  'amount',
  'debit',
  'credit',
  'direction',
  'currency',
  'balance',
  'openingBalance',
  'closingBalance',
  'fee',
  'counterpartyName',
  'payerName',
  'payeeName',
  'counterpartyAccount',
  'kind',
  'description',
  'reference',
  'sourceId',
  'category',
  'status',
  'account',
]

/** Reads a shared profile from parsed JSON. Unknown fields are left out; anything else that is not as it should be is told. */
export function parseProfile(json: unknown): ParsedProfile {
  if (!isObject(json)) return refused('a profile is a JSON object')
  const { id, bank, country, source, delimiter, columns, ...facts } = json
  if (!isText(id) || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) return refused('"id" is like "ie-aib"')
  if (!isText(bank) || !isText(source)) return refused('"bank" and "source" are texts')
  if (country !== null && !(isText(country) && /^[A-Z]{2}$/.test(country)))
    return refused('"country" is a code of two letters, or null')
  if (!isText(delimiter) || delimiter.length !== 1) return refused('"delimiter" is one character')
  const read = columnsOf(columns)
  if (read === null) return refused('"columns" are objects with "header" and a known "role"')
  const known = knownOf(facts)
  if (typeof known === 'string') return refused(known)
  return { ok: true, profile: { id, bank, country, source, delimiter, columns: read, ...known } }
}

const refused = (reason: string): ParsedProfile => ({ ok: false, reason })

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

const isText = (json: unknown): json is string =>
  typeof json === 'string' && json !== '' && json.length <= TEXT_CHARS_MAX

function columnsOf(json: unknown): FileProfile['columns'] | null {
  if (!Array.isArray(json) || json.length === 0 || json.length > COLUMNS_MAX) return null
  const columns: { header: string; role: ColumnRole | null }[] = []
  for (const each of json as readonly unknown[]) {
    if (!isObject(each) || typeof each['header'] !== 'string' || each['header'].length > TEXT_CHARS_MAX)
      return null
    const role = ROLES.find((candidate) => candidate === each['role']) ?? null
    if (role === null && each['role'] !== null) return null
    columns.push({ header: each['header'], role })
  }
  return columns.every(({ header }) => header.trim() === '') ? null : columns
}

function knownOf(json: Readonly<Record<string, unknown>>): KnownLayout | string {
  const { dateOrder, decimalMark, isSignFlipped, outWord, isFeeDeducted } = json
  const isOneOf = <T>(value: unknown, choices: readonly T[]): value is T | null =>
    value === null || choices.some((choice) => choice === value)
  if (!isOneOf(dateOrder, ['ymd', 'dmy', 'mdy'] as const)) return '"dateOrder" is ymd, dmy, mdy or null'
  if (!isOneOf(decimalMark, ['.', ','] as const)) return '"decimalMark" is a point, a comma or null'
  if (!isOneOf(isSignFlipped, [true, false])) return '"isSignFlipped" is true, false or null'
  if (!isOneOf(isFeeDeducted, [true, false])) return '"isFeeDeducted" is true, false or null'
  if (outWord !== null && !isText(outWord)) return '"outWord" is a text or null'
  return { dateOrder, decimalMark, isSignFlipped, outWord, isFeeDeducted }
}
