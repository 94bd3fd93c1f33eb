// Records as a bank would give them, made from a seed: some twenty a day over three accounts, a few hundred shops, prices
// of which some are common, and an original of about 750 bytes each.
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import { seeded } from '../../src/providers/world/random.ts'

export const BENCH_ACCOUNTS = ['bench-checking', 'bench-card', 'bench-savings'] as const
export const BENCH_LAST_DAY = '2026-06-30' as CalendarDate
const RECORDS_PER_DAY = 20
const SHOPS = 400
/** Every third purchase costs one of so many prices, such as a coffee's. */
const COMMON_PRICES = 40
const COMMON_EVERY = 3
const USD = 'USD' as CurrencyCode

export type RecordsWish = {
  readonly count: number
  readonly seed?: number
  /** What the source ids begin with; null for a bank without ids. */
  readonly ids?: string | null
  readonly recordsPerDay?: number
}

/** So many records, oldest first, up to the last day. Made one by one, so that nobody has to hold them all. */
export function* benchRecords(wish: RecordsWish): Generator<SourceRecord> {
  const { count, seed = 42, ids = 'fake-bench-transaction', recordsPerDay = RECORDS_PER_DAY } = wish
  const random = seeded(seed)
  const days = Math.ceil(count / recordsPerDay)
  for (let index = 0; index < count; index += 1) {
    const postedOn = addDays(BENCH_LAST_DAY, Math.floor(index / recordsPerDay) - days + 1)
    const shop = random.between(1, SHOPS)
    const isCommon = random.between(1, COMMON_EVERY) === 1
    const minor = BigInt(-(isCommon ? 250 + 25 * random.between(1, COMMON_PRICES) : random.between(100, 30_000)))
    const description = `POS PURCHASE SHOP ${shop} CARD 4242 SPRINGFIELD US`
    const accountSourceId = BENCH_ACCOUNTS[random.between(0, BENCH_ACCOUNTS.length - 1)] ?? BENCH_ACCOUNTS[0]
    const number = index.toString(36).padStart(8, '0')
    yield {
      accountSourceId,
      sourceId: ids === null ? null : `${ids}-${number}`,
      status: 'posted',
      amount: { minor, currency: USD },
      postedOn,
      transactionOn: addDays(postedOn, -random.between(0, 2)),
      occurredAt: null,
      description,
      counterpartyName: `Shop ${shop}`,
      counterpartyAccountMask: null,
      providerCategory: { scheme: 'bench', code: `CATEGORY_${shop % 40}` },
      supersedes: null,
      balanceAfter: null,
      reference: null,
      raw: originalOf(accountSourceId, number, minor, postedOn, description, shop),
    }
  }
}

/** Slices of so many, each made when it is asked for. */
export function* inSpans<Value>(values: Iterable<Value>, size: number): Generator<readonly Value[]> {
  let span: Value[] = []
  for (const value of values) {
    span.push(value)
    if (span.length < size) continue
    yield span
    span = []
  }
  if (span.length > 0) yield span
}

const originalOf = (
  account: string,
  id: string,
  minor: bigint,
  date: string,
  description: string,
  shop: number,
): SourceRecord['raw'] => ({
  account_id: account,
  transaction_id: id,
  amount: `${Number(-minor) / 100}`,
  iso_currency_code: 'USD',
  unofficial_currency_code: null,
  date,
  authorized_date: date,
  name: description,
  merchant_name: `Shop ${shop}`,
  merchant_entity_id: `fake-entity-${shop.toString(16).padStart(24, '0')}`,
  logo_url: `https://bank.invalid/logos/${shop}.png`,
  website: `shop-${shop}.invalid`,
  payment_channel: 'in store',
  pending: false,
  pending_transaction_id: null,
  personal_finance_category: { primary: `PRIMARY_${shop % 16}`, detailed: `DETAILED_${shop % 104}`, confidence: 'HIGH' },
  location: { city: 'Springfield', country: 'US', lat: null, lon: null, postal_code: '12345', region: 'IL' },
})
