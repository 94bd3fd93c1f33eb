// Firefly III, by its REST interface. One row is one transaction group of one part; our import id is its external id.
import type * as z from 'zod'
import type { JsonValue } from '../../domain/source-record.ts'
import type { HeldRow, OutgoingRow } from '../../domain/push/rows.ts'
import { parseCurrency } from '../../domain/currency.ts'
import { readAddress } from '../address.ts'
import type {
  AccountRef,
  DestinationAdapter,
  DestinationSession,
  ReadWish,
  RowChange,
  RowRestore,
  SentOutcome,
  TheirAccount,
} from '../contract.ts'
import { exchange, odd, UnknownOutcome } from '../exchange.ts'
import type { Exchange, JsonAnswer, Wish } from '../exchange.ts'
import { oneByOne } from '../one-by-one.ts'
import { LABEL, manifest } from './manifest.ts'
import { changedSplit, heldRow, newSplit } from './map-rows.ts'
import type { SplitFields } from './map-rows.ts'
import { about, accountPage, categoryPage, groupPage, oneGroup, refusal } from './wire.ts'
import type { Group } from './wire.ts'

/** Larger pages than the default of 50 are allowed and save requests. */
const PAGE_ROWS = 200
/** A hundred thousand rows of one account and span; more is an answer that goes round in circles. */
const PAGES_MAX = 500
/** Tries of one new row whose answers get lost. */
const CREATE_TRIES_MAX = 3
/** Characters of a refusal that are shown. */
const REASON_CHARS_MAX = 200

type Line = Exchange & { readonly base: string }

export const fireflyAdapter: DestinationAdapter = {
  manifest,
  open: async (settings, secrets, deps) => {
    const address = readAddress(settings['address'] ?? '')
    const line: Line = {
      label: LABEL,
      http: deps.openHttp(address),
      deps,
      headers: { authorization: `Bearer ${secrets['token'] ?? ''}` },
      base: `${address.href.replace(/\/+$/, '')}/api/v1`,
    }
    await get(line, '/about', about)
    return sessionOf(line)
  },
}

const sessionOf = (line: Line): DestinationSession => ({
  listAccounts: () => listAccounts(line),
  listCategories: async () => {
    const found = await getPages(line, '/categories', categoryPage)
    return found.map(({ id, attributes: { name } }) => ({ id, name }))
  },
  read: (account, wish) => readRows(line, account, wish),
  create: (account, rows) => oneByOne(rows, idOf, (row) => createRow(line, account, row)),
  update: (account, changes) => oneByOne(changes, ({ row }) => row.importId, (each) => updateRow(line, account, each)),
  remove: (_account, rows) => oneByOne(rows, idOf, (row) => removeRow(line, row)),
  restore: (account, rows) => oneByOne(rows, idOf, (row) => restoreRow(line, account, row)),
  close: async () => {},
})

const idOf = ({ importId }: { readonly importId: string | null }): string => importId ?? ''

/** Its own accounts; those of payees are not asked for. */
async function listAccounts(line: Line): Promise<readonly TheirAccount[]> {
  const found = [
    ...(await getPages(line, '/accounts?type=asset', accountPage)),
    ...(await getPages(line, '/accounts?type=liabilities', accountPage)),
  ]
  return found.map(({ id, attributes: { name, active, currency_code } }) => {
    return { id, name, currency: parseCurrency(currency_code ?? ''), isClosed: active === false }
  })
}

async function readRows(line: Line, account: AccountRef, wish: ReadWish): Promise<readonly HeldRow[]> {
  const { fromOn, toOn, theirIds } = wish
  const path = `/accounts/${encodeURIComponent(account.theirId)}/transactions?start=${fromOn}&end=${toOn}`
  const groups = new Map((await getPages(line, path, groupPage)).map((group) => [group.id, group]))
  for (const id of theirIds) {
    const elsewhere = groups.has(id) ? null : await findGroup(line, id)
    if (elsewhere !== null) groups.set(id, elsewhere)
  }
  return [...groups.values()].map((group) => heldRow(account, group))
}

/** Null where it was deleted. */
async function findGroup(line: Line, id: string): Promise<Group | null> {
  const answer = await send(line, { method: 'GET', path: groupPath(id), isSafeToRepeat: true })
  return answer.status === 404 ? null : parsed(oneGroup, answer).data
}

const groupPath = (id: string): string => `/transactions/${encodeURIComponent(id)}`

async function createRow(line: Line, account: AccountRef, row: OutgoingRow): Promise<SentOutcome> {
  const { importId } = row
  if (row.amount.minor === 0n) {
    return { importId, outcome: 'refused', reason: `${LABEL} takes no transactions of zero.` }
  }
  return store(line, account, importId, 'created', newSplit(account, row))
}

/**
 * Stores a new row. Where an answer is lost, the row is looked for by its external id before it is sent again. A
 * duplicate by content is no reason to refuse it: two equal purchases of a day are two.
 */
async function store(
  line: Line,
  account: AccountRef,
  importId: string,
  outcome: 'created' | 'restored',
  fields: SplitFields,
): Promise<SentOutcome> {
  const body = {
    error_if_duplicate_hash: false,
    apply_rules: true,
    fire_webhooks: true,
    transactions: [fields],
  } satisfies JsonValue
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await send(line, { method: 'POST', path: '/transactions', body, isSafeToRepeat: false })
      return outcomeOf(account, importId, outcome, answer)
    } catch (error) {
      if (!(error instanceof UnknownOutcome)) throw error
      const found = await findByExternalId(line, importId)
      if (found !== null) return { importId, outcome, held: heldRow(account, found) }
      if (tries >= CREATE_TRIES_MAX) throw error.failure
    }
  }
}

/** Its search finds ids that contain the text as well (firefly-iii #8582), so they are compared. */
async function findByExternalId(line: Line, importId: string): Promise<Group | null> {
  const query = encodeURIComponent(`external_id_is:${importId}`)
  const found = await getPages(line, `/search/transactions?query=${query}`, groupPage)
  const isOurs = (group: Group) => group.attributes.transactions.some(({ external_id }) => external_id === importId)
  return found.find(isOurs) ?? null
}

async function updateRow(line: Line, account: AccountRef, change: RowChange): Promise<SentOutcome> {
  const { theirId, row, fields } = change
  const { importId } = row
  const before = await findGroup(line, theirId)
  const [only, ...others] = before?.attributes.transactions ?? []
  if (only === undefined) return { importId, outcome: 'refused', reason: 'It was deleted there a moment ago.' }
  if (others.length > 0) return { importId, outcome: 'refused', reason: 'It was split there.' }
  const isOut = only.source_id === account.theirId
  if (isOut !== row.amount.minor < 0n) {
    return { importId, outcome: 'refused', reason: `${LABEL} doesn't turn money out into money in.` }
  }
  return put(line, account, { theirId, importId }, 'updated', changedSplit(account, row, fields, only))
}

/** Written as often as it takes: the same fields twice are the same row. Its rules are not run once more. */
async function put(
  line: Line,
  account: AccountRef,
  { theirId, importId }: { readonly theirId: string; readonly importId: string },
  outcome: 'updated' | 'restored',
  fields: SplitFields,
): Promise<SentOutcome> {
  const body = { apply_rules: false, fire_webhooks: true, transactions: [fields] } satisfies JsonValue
  const answer = await send(line, { method: 'PUT', path: groupPath(theirId), body, isSafeToRepeat: true })
  if (answer.status === 404) return { importId, outcome: 'refused', reason: 'It was deleted there a moment ago.' }
  return outcomeOf(account, importId, outcome, answer)
}

async function removeRow(line: Line, { theirId, importId }: HeldRow): Promise<SentOutcome> {
  const answer = await send(line, { method: 'DELETE', path: groupPath(theirId), isSafeToRepeat: true })
  if (answer.status === 204 || answer.status === 404) return { importId: importId ?? '', outcome: 'deleted' }
  return { importId: importId ?? '', outcome: 'refused', reason: reasonOf(answer) }
}

async function restoreRow(line: Line, account: AccountRef, row: RowRestore): Promise<SentOutcome> {
  const { theirId, importId, image, wasDeleted } = row
  const fields = JSON.parse(image) as SplitFields
  if (wasDeleted) return store(line, account, importId, 'restored', { ...fields, external_id: importId })
  const before = await findGroup(line, theirId)
  const [only] = before?.attributes.transactions ?? []
  if (only === undefined) return { importId, outcome: 'refused', reason: 'It was deleted there a moment ago.' }
  const { transaction_journal_id } = only
  return put(line, account, { theirId, importId }, 'restored', { ...fields, transaction_journal_id })
}

function outcomeOf(
  account: AccountRef,
  importId: string,
  outcome: 'created' | 'updated' | 'restored',
  answer: JsonAnswer,
): SentOutcome {
  if (answer.status === 422) return { importId, outcome: 'refused', reason: reasonOf(answer) }
  return { importId, outcome, held: heldRow(account, parsed(oneGroup, answer).data) }
}

/** The first complaint, as Firefly III words it. */
function reasonOf({ status, body }: JsonAnswer): string {
  const read = refusal.safeParse(body)
  const errors = read.success ? Object.values(read.data.errors ?? {}).flat() : []
  const said = errors[0] ?? (read.success ? read.data.message : null)
  return `${LABEL} says: ${(said ?? `status ${status}`).slice(0, REASON_CHARS_MAX)}`
}

type PathWish = Omit<Wish, 'url'> & { readonly path: string }

const send = (line: Line, { path, ...wish }: PathWish): Promise<JsonAnswer> =>
  exchange(line, { ...wish, url: `${line.base}${path}` })

async function get<Shape extends z.ZodType>(line: Line, path: string, shape: Shape): Promise<z.infer<Shape>> {
  return parsed(shape, await send(line, { method: 'GET', path, isSafeToRepeat: true }))
}

type Pagination = { meta?: { pagination: { total_pages: number } } | undefined }
type Page<Row> = z.ZodType<Record<'data', Row[]> & Pagination>

async function getPages<Row>(line: Line, path: string, shape: Page<Row>): Promise<readonly Row[]> {
  const rows: Row[] = []
  const joint = path.includes('?') ? '&' : '?'
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const { data, meta } = await get(line, `${path}${joint}limit=${PAGE_ROWS}&page=${page}`, shape)
    rows.push(...data)
    if (page >= (meta?.pagination.total_pages ?? 1)) return rows
  }
  throw odd(LABEL)
}

function parsed<Shape extends z.ZodType>(shape: Shape, { status, body }: JsonAnswer): z.infer<Shape> {
  const read = shape.safeParse(body)
  if (status >= 200 && status < 300 && read.success) return read.data
  throw odd(LABEL, { cause: read.success ? `status ${status}` : read.error.issues.map(({ path }) => path.join('.')) })
}
