import { compareHistories } from '../domain/account-identity.ts'
import type { HistoryRow } from '../domain/account-identity.ts'
import type { DateRange } from '../domain/calendar.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import { findFileAccount } from '../domain/file-account.ts'
import type { FileCandidate, StatedAccount } from '../domain/file-account.ts'
import { showId } from '../domain/ids.ts'
import { recordDate } from '../domain/source-record.ts'
import type { FileReading } from '../providers/file/file-reading.ts'
import { readHistories } from '../storage/account-candidates.ts'
import { readAccountsForFiles } from '../storage/file-accounts.ts'
import type { AccountForFiles } from '../storage/file-accounts.ts'
import { readFileRow } from '../storage/files.ts'
import type { KeptFile } from '../storage/files.ts'
import { asOwner } from './context.ts'
import type { FileContext } from './file-context.ts'
import { notFound } from './refusal.ts'
import { wantId } from './views/show.ts'

/** Where a person has no account yet, a file that names no currency is looked at in this one. */
const CURRENCY_AT_FIRST = 'EUR' as CurrencyCode
/** A file is read once for each currency of the person's accounts: more than a traveller has. */
const CURRENCIES_MAX = 12
/** Characters of an account number that are shown. */
const SHOWN_CHARS = 4

/**
 * Which of the person's accounts the file is of: certain, or the likeliest ones to ask about, or none. Nothing is
 * imported.
 */
export async function findAccountOfFile(context: FileContext, shownId: string) {
  const fileId = wantId('file', shownId, 'file')
  const { ownerId } = context
  const { file, accounts } = await asOwner(context, async (tx) => ({
    file: await readFileRow(tx, context, ownerId, fileId),
    accounts: await readAccountsForFiles(tx, ownerId, ''),
  }))
  if (file === null) throw notFound('file')
  context.tell?.({ kind: 'reading', rows: null })
  const readings = readInEach(context, file, accounts)
  const [first] = readings.values()
  const readable = [...readings.values()].find(({ kind }) => kind !== 'refused') ?? first
  if (readable === undefined || readable.kind === 'refused') {
    // It is of no account that is there, and can be read for one that is made.
    if (readable?.code === 'other-currency') {
      return { kind: 'new' as const, text: null, accountId: null, by: null, candidates: [], stated: null }
    }
    return { kind: 'refused' as const, text: readable?.text ?? '', accountId: null, by: null, candidates: [], stated: null }
  }
  const stated = statedAccount(readable)
  const candidates = (
    await Promise.all(
      [...readings].map(([currency, reading]) => weighCandidates(context, reading, currency)),
    )
  ).flat()
  const found = findFileAccount(stated, candidates)
  const nameOf = new Map(accounts.map(({ accountId, name }) => [accountId, name]))
  const named = (accountId: AccountForFiles['accountId']) => ({
    accountId: showId('account', accountId),
    name: nameOf.get(accountId) ?? '',
  })
  return {
    kind: found.kind,
    text: null,
    accountId: found.kind === 'same' ? named(found.accountId).accountId : null,
    by: found.kind === 'same' ? found.by : null,
    candidates: found.kind === 'ask' ? found.candidates.map(({ accountId, by }) => ({ ...named(accountId), by })) : [],
    stated: statedView(readable),
  }
}

/** The file as accounts of each currency would read it. */
function readInEach(
  context: FileContext,
  file: KeptFile,
  accounts: readonly AccountForFiles[],
): ReadonlyMap<CurrencyCode, FileReading> {
  const currencies = [...new Set(accounts.map(({ currency }) => currency))].slice(0, CURRENCIES_MAX)
  const wanted = currencies.length === 0 ? [CURRENCY_AT_FIRST] : currencies
  return new Map(wanted.map((currency) => [currency, context.readFile(file, { currency, layout: null, answers: {} })]))
}

/** The accounts of one currency, with how far the file's movements are theirs. */
export async function weighCandidates(
  context: FileContext,
  reading: FileReading,
  currency: CurrencyCode,
): Promise<readonly FileCandidate[]> {
  if (reading.kind === 'refused') return []
  const rows = historyOf(reading)
  const days = daysOf(rows)
  return asOwner(context, async (tx) => {
    const all = await readAccountsForFiles(tx, context.ownerId, reading.fingerprint)
    const accounts = all.filter((account) => account.currency === currency)
    const ids = accounts.map(({ accountId }) => accountId)
    const histories = days === null ? null : await readHistories(tx, context.ownerId, ids, days)
    return accounts.map(({ name: _, ...account }) => ({
      ...account,
      overlap: histories === null ? null : compareHistories(rows, histories.get(account.accountId) ?? []),
    }))
  })
}

/** As much of an account number as is shown. */
export const endOf = (number: string | null): string | null => number?.slice(-SHOWN_CHARS) ?? null

/** What the file says of its account, as far as it says one thing only. */
export const statedAccount = (reading: FileReading): StatedAccount => {
  const account = reading.kind === 'read' ? reading.account : null
  return { number: account?.number ?? null, currency: account?.currency ?? null }
}

function statedView(reading: FileReading) {
  const account = reading.kind === 'read' ? reading.account : null
  if (account === null) return null
  const { number, name, currency } = account
  return { numberEnd: endOf(number), name, currency: currency as string | null }
}

function historyOf(reading: FileReading): readonly HistoryRow[] {
  if (reading.kind !== 'read') return []
  const posted = reading.records.filter(({ status }) => status === 'posted')
  return posted.map((record) => ({ amountMinor: record.amount.minor, on: recordDate(record) }))
}

function daysOf(rows: readonly HistoryRow[]): DateRange | null {
  const days = rows.map(({ on }) => on).toSorted()
  const [from, to] = [days[0], days.at(-1)]
  return from === undefined || to === undefined ? null : { from, to }
}
