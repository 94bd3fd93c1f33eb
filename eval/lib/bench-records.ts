// Records as a bank would give them, made from a seed: some twenty a day over three accounts, a few hundred shops, and
// an original of about 750 bytes each.
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import { seeded } from '../../src/providers/world/random.ts'

export const BENCH_ACCOUNTS = ['bench-checking', 'bench-card', 'bench-savings'] as const
const RECORDS_PER_DAY = 20
const SHOPS = 400
const LAST_DAY = '2026-06-30' as CalendarDate
const USD = 'USD' as CurrencyCode

/** So many records, oldest first. */
export function benchRecords(count: number): readonly SourceRecord[] {
  const random = seeded(42)
  const days = Math.ceil(count / RECORDS_PER_DAY)
  return Array.from({ length: count }, (_, index): SourceRecord => {
    const postedOn = addDays(LAST_DAY, Math.floor(index / RECORDS_PER_DAY) - days + 1)
    const shop = random.between(1, SHOPS)
    const minor = BigInt(-random.between(100, 30_000))
    const description = `POS PURCHASE SHOP ${shop} CARD 4242 REF ${index} SPRINGFIELD US`
    const accountSourceId = BENCH_ACCOUNTS[random.between(0, BENCH_ACCOUNTS.length - 1)] ?? BENCH_ACCOUNTS[0]
    const sourceId = `fake-bench-transaction-${index.toString(36).padStart(8, '0')}`
    return {
      accountSourceId,
      sourceId,
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
      reference: `${index}`,
      raw: originalOf(accountSourceId, sourceId, minor, postedOn, description, shop),
    }
  })
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
