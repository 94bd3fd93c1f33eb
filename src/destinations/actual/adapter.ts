// Actual Budget, by its own client: its server keeps messages that only the client understands.
import fs from 'node:fs/promises'
import path from 'node:path'
import { exponentOf, parseCurrency } from '../../domain/currency.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { OutgoingRow } from '../../domain/push/rows.ts'
import { readAddress } from '../address.ts'
import type {
  AccountRef,
  DestinationAdapter,
  DestinationSession,
  RowChange,
  RowRestore,
  SentOutcome,
} from '../contract.ts'
import type { BudgetFields, ChangedRow, MadeRow, NewRow } from './bridge-messages.ts'
import { startBridge } from './bridge-process.ts'
import type { Bridge } from './bridge-process.ts'
import { LABEL, manifest } from './manifest.ts'
import { amountOf, changedFields, heldRow, newFields } from './map-rows.ts'

const COPY_PREFIX = 'budget-'
/** A push ends after four hours; an older copy was left by a crash. */
const COPY_AGE_MS_MAX = 6 * 3_600_000

export const actualAdapter: DestinationAdapter = {
  manifest,
  open: async (settings, secrets, deps) => {
    const address = readAddress(settings['address'] ?? '')
    const copy = await makeCopyFolder(await deps.folder())
    const bridge = startBridge(deps)
    const close = async () => {
      await bridge.close()
      await removeQuietly(copy)
    }
    try {
      const { currency } = await bridge.call('open', {
        folder: copy,
        address: address.href.replace(/\/+$/, ''),
        password: secrets['password'] ?? '',
        budget: settings['budget'] ?? '',
        encryptionPassword: secrets['encryptionPassword'] ?? '',
      })
      return sessionOf(bridge, parseCurrency(currency ?? ''), close)
    } catch (error) {
      await close()
      throw error
    }
  },
}

/**
 * Every session has a fresh copy of the budget, which goes with it: what wasn't synced never happened, no key of an
 * encrypted budget stays on the disk, and two sessions never share a file.
 */
async function makeCopyFolder(folder: string): Promise<string> {
  const copy = await fs.mkdtemp(path.join(folder, COPY_PREFIX))
  const { mtimeMs: newest } = await fs.stat(copy)
  for (const name of await fs.readdir(folder)) {
    const other = path.join(folder, name)
    const age = newest - ((await fs.stat(other).catch(() => null))?.mtimeMs ?? newest)
    if (name.startsWith(COPY_PREFIX) && age > COPY_AGE_MS_MAX) await removeQuietly(other)
  }
  return copy
}

/** A file that is still held is removed by a later session. */
const removeQuietly = (folder: string): Promise<void> =>
  fs.rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})

const sessionOf = (
  bridge: Bridge,
  currency: CurrencyCode | null,
  close: () => Promise<void>,
): DestinationSession => ({
  listAccounts: async () =>
    (await bridge.call('listAccounts', null)).map((account) => ({ ...account, currency })),
  listCategories: () => bridge.call('listCategories', null),
  read: async (account, { fromOn, toOn, theirIds }) => {
    const rows = await bridge.call('read', { accountId: account.theirId, fromOn, toOn, ids: theirIds })
    return rows.map((row) => heldRow(account, row))
  },
  create: (account, rows) => createRows(bridge, account, rows, currency),
  update: (account, changes) => updateRows(bridge, account, changes, currency),
  remove: async (_account, rows) => {
    await bridge.call('remove', { ids: rows.map(({ theirId }) => theirId) })
    return rows.map(({ importId }) => ({ importId: importId ?? '', outcome: 'deleted' as const }))
  },
  restore: (account, rows) => restoreRows(bridge, account, rows),
  close,
})

/** A budget that names a currency without decimals keeps its amounts otherwise than Actual does without one. */
const fittingAmount = ({ amount }: OutgoingRow, budgetCurrency: CurrencyCode | null): number | null =>
  budgetCurrency !== null && exponentOf(budgetCurrency) !== 2 ? null : amountOf(amount)

const unfit = ({ importId }: OutgoingRow): SentOutcome => ({
  importId,
  outcome: 'refused',
  reason: `${LABEL} keeps two decimals, and can't hold this amount exactly.`,
})

async function createRows(
  bridge: Bridge,
  account: AccountRef,
  rows: readonly OutgoingRow[],
  currency: CurrencyCode | null,
): Promise<readonly SentOutcome[]> {
  const fitting: NewRow[] = rows.flatMap((row) => {
    const amount = fittingAmount(row, currency)
    return amount === null ? [] : [{ importId: row.importId, fields: newFields(row, amount) }]
  })
  const made = await make(bridge, account, fitting, false)
  return rows.map((row) => madeOutcome(account, row.importId, made.get(row.importId), 'created') ?? unfit(row))
}

async function make(
  bridge: Bridge,
  { theirId }: AccountRef,
  rows: readonly NewRow[],
  isExact: boolean,
): Promise<ReadonlyMap<string, MadeRow>> {
  if (rows.length === 0) return new Map()
  const made = await bridge.call('create', { accountId: theirId, rows, isExact })
  return new Map(made.map((each) => [each.importId, each]))
}

function madeOutcome(
  account: AccountRef,
  importId: string,
  made: MadeRow | undefined,
  outcome: 'created' | 'restored',
): SentOutcome | null {
  if (made === undefined) return null
  if (made.row === null) return { importId, outcome: 'refused', reason: 'A rule there removed it at once.' }
  return { importId, outcome: made.wasThere ? 'already there' : outcome, held: heldRow(account, made.row) }
}

type Change = { readonly importId: string; readonly id: string; readonly fields: BudgetFields }

async function updateRows(
  bridge: Bridge,
  account: AccountRef,
  changes: readonly RowChange[],
  currency: CurrencyCode | null,
): Promise<readonly SentOutcome[]> {
  const fitting: Change[] = changes.flatMap(({ theirId, row, fields }) => {
    const amount = fittingAmount(row, currency)
    const { importId } = row
    return amount === null ? [] : [{ importId, id: theirId, fields: changedFields(row, fields, amount) }]
  })
  const outcomes = await change(bridge, account, fitting, 'updated')
  return changes.map(({ theirId, row }) => outcomes.get(theirId) ?? unfit(row))
}

/** Outcomes by the ids of the rows there. */
async function change(
  bridge: Bridge,
  account: AccountRef,
  changes: readonly Change[],
  outcome: 'updated' | 'restored',
): Promise<ReadonlyMap<string, SentOutcome>> {
  if (changes.length === 0) return new Map()
  const rows = changes.map(({ id, fields }) => ({ id, fields }))
  const changed = await bridge.call('change', { rows })
  return new Map(changes.map(({ id, importId }, at) => [id, changeOutcome(account, importId, changed[at], outcome)]))
}

function changeOutcome(
  account: AccountRef,
  importId: string,
  changed: ChangedRow | undefined,
  outcome: 'updated' | 'restored',
): SentOutcome {
  if (changed !== undefined && 'row' in changed) return { importId, outcome, held: heldRow(account, changed.row) }
  const isSplit = changed?.problem === 'split'
  const reason = isSplit ? 'It was split there.' : 'It was deleted there a moment ago.'
  return { importId, outcome: 'refused', reason }
}

async function restoreRows(
  bridge: Bridge,
  account: AccountRef,
  rows: readonly RowRestore[],
): Promise<readonly SentOutcome[]> {
  const fieldsOf = ({ image }: RowRestore): BudgetFields => JSON.parse(image) as BudgetFields
  const deleted = rows.filter(({ wasDeleted }) => wasDeleted)
  const made = await make(
    bridge,
    account,
    deleted.map((row) => ({ importId: row.importId, fields: fieldsOf(row) })),
    true,
  )
  const changes = rows
    .filter(({ wasDeleted }) => !wasDeleted)
    .map((row) => ({ importId: row.importId, id: row.theirId, fields: fieldsOf(row) }))
  const changed = await change(bridge, account, changes, 'restored')
  return rows.map(({ importId, theirId, wasDeleted }): SentOutcome => {
    const outcome = wasDeleted
      ? madeOutcome(account, importId, made.get(importId), 'restored')
      : changed.get(theirId)
    return outcome ?? { importId, outcome: 'refused', reason: `${LABEL} did not answer for this row.` }
  })
}
