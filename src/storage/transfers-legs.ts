// What the ledger holds that pairing of transfers needs: the owner's accounts, the legs that could be the other side of
// given ones, and what was linked or said before.
import { sql } from 'kysely'
import type { AccountKind } from '../domain/account.ts'
import type { CalendarDate, DateRange } from '../domain/calendar.ts'
import { categoryOf } from '../domain/category/tree.ts'
import type { CategoryKind } from '../domain/category/tree.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { AccountId, BatchId, OwnerId, TransactionId } from '../domain/ids.ts'
import { money } from '../domain/money.ts'
import { recordDate } from '../domain/source-record.ts'
import type { RecordStatus } from '../domain/source-record.ts'
import type { Derived } from '../domain/transaction.ts'
import type { Leg, OwnAccount, SeenRate } from '../domain/transfers/leg.ts'
import { RATE_DAYS } from '../domain/transfers/exchange.ts'
import { PARTNERS_MAX } from '../domain/transfers/pair-transfers.ts'
import { CALENDAR_DAYS_MAX, FEE_SHARE_DIVISOR } from '../domain/transfers/weigh-transfer.ts'
import { crashPoint } from './crash-points.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import { derivedOf } from './derived-columns.ts'
import type { DerivedRow } from './derived-columns.ts'
import type { Tx } from './schema.ts'

/** Certain transfers between currencies that rates are taken from, the newest first: a few a month for some years. */
const RATES_MAX = 200

export type Owned = {
  readonly accounts: readonly OwnAccount[]
  readonly currencyOf: ReadonlyMap<AccountId, CurrencyCode>
  readonly ownNames: readonly string[]
}

/** The owner's accounts; one of them alone has no transfers. */
export async function readOwned(tx: Tx, ownerId: OwnerId): Promise<Owned> {
  const { rows } = await sql<OwnAccount & { readonly currency: CurrencyCode; readonly ownerName: string }>`
    select a.id, a.name, a.kind, a.mask, a.currency, o.name as owner_name, coalesce((
      select array_agg(distinct c.institution_name) from account_link l
      join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
      where l.owner_id = a.owner_id and l.account_id = a.id), '{}') as bank_names
    from account a join owner o on o.id = a.owner_id
    where a.owner_id = ${ownerId}::uuid
    order by a.id`.execute(tx)
  crashPoint('transfers-legs: accounts read')
  return {
    accounts: rows.map(({ id, name, kind, mask, bankNames }) => ({ id, name, kind: kind satisfies AccountKind, mask, bankNames })),
    currencyOf: new Map(rows.map(({ id, currency }) => [id, currency])),
    ownNames: rows.slice(0, 1).map(({ ownerName }) => ownerName),
  }
}

/** What decided the category says of it only where that is not the text, which is weighed by itself. */
export function categoryKindOf(id: string | null, by: string | null): CategoryKind | null {
  const isTextual = by === null || by === 'words' || by === 'model'
  // Cash and payments to people are sorted beside transfers, and are none.
  if (id === null || isTextual || id === 'transfer.cash' || id === 'transfer.person') return null
  return categoryOf(id)?.kind ?? null
}

type LegFacts = Pick<Leg, 'categoryKind' | 'isTransferByRule' | 'mayBeTransfer'>

/** What the derived layer and the source say of a leg. */
export function legFactsOf({ category, transfer }: Pick<Derived, 'category' | 'transfer'>, mask: string | null): LegFacts {
  const isSorted = category?.id === 'transfer' || category?.id.startsWith('transfer.') === true
  return {
    categoryKind: categoryKindOf(category?.id ?? null, category?.by ?? null),
    isTransferByRule: transfer !== null,
    mayBeTransfer: isSorted || transfer !== null || mask !== null,
  }
}

type LegRow = DerivedRow & {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly status: RecordStatus
  readonly amountMinor: bigint
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  readonly description: string
  readonly counterpartyName: string | null
  readonly counterpartyAccountMask: string | null
  readonly reference: string | null
}

const LEG = sql`t.id, t.account_id, t.status, t.amount_minor, t.posted_on, t.transaction_on, t.description,
  t.counterparty_name, t.counterparty_account_mask, t.reference, t.derived_payoree,
  t.derived_payoree_key, t.derived_payoree_by, t.derived_category, t.derived_category_by,
  t.derived_category_confidence, t.derived_ruled`

function legOf(row: LegRow, { currencyOf }: Owned): readonly Leg[] {
  const { amountMinor, ...stated } = row
  const currency = currencyOf.get(row.accountId)
  if (currency === undefined) return []
  const facts = legFactsOf(derivedOf(row), row.counterpartyAccountMask)
  return [{ ...stated, ...facts, amount: money(amountMinor, currency), providerCategory: null }]
}

const LEG_COLUMNS: Columns<Leg> = [
  ['account_id', 'uuid', (leg) => leg.accountId],
  ['currency', 'text', (leg) => leg.amount.currency],
  ['amount_minor', 'int8', (leg) => leg.amount.minor],
  ['on_date', 'date', (leg) => recordDate(leg)],
]

const accountsTable = ({ accounts, currencyOf }: Owned) =>
  unnest(accounts, [
    ['account_id', 'uuid', ({ id }) => id],
    ['currency', 'text', ({ id }) => currencyOf.get(id)],
  ])

/**
 * Legs of the same sum the other way in the owner's other accounts, a few days around each of these. Account and day are
 * compared so that only the index of sums serves: before statistics are taken the planner would else read all of an
 * account for each leg.
 */
export async function readEqualPartners(tx: Tx, ownerId: OwnerId, owned: Owned, legs: readonly Leg[]): Promise<readonly Leg[]> {
  if (legs.length === 0) return []
  const { rows } = await sql<LegRow & { readonly currency: CurrencyCode }>`
    select ${LEG}, v.currency
    from ${unnest(legs, LEG_COLUMNS)}
    cross join lateral (
      select * from transaction where owner_id = ${ownerId}::uuid and amount_minor = -v.amount_minor
        and account_id <> v.account_id
        and on_date + 0 between v.on_date - ${CALENDAR_DAYS_MAX}::int and v.on_date + ${CALENDAR_DAYS_MAX}::int
        and not is_removed
      limit ${PARTNERS_MAX}) t`.execute(tx)
  crashPoint('transfers-legs: equal partners read')
  const partners = rows.flatMap(({ currency, ...row }) => (owned.currencyOf.get(row.accountId) === currency ? legOf(row, owned) : []))
  return [...new Map(partners.map((leg) => [leg.id, leg])).values()]
}

/** Legs the other way of nearly the same sum, or in another currency: of the few that say they are transfers. */
export async function readUnequalPartners(tx: Tx, ownerId: OwnerId, owned: Owned, legs: readonly Leg[]): Promise<readonly Leg[]> {
  if (legs.length === 0) return []
  const { rows } = await sql<LegRow>`
    select distinct on (t.id) ${LEG}
    from ${unnest(legs, LEG_COLUMNS)}
    join (select * from ${accountsTable(owned)}) a on a.account_id <> v.account_id
    cross join lateral (
      select * from transaction where owner_id = ${ownerId}::uuid and account_id = a.account_id
        and on_date between v.on_date - ${CALENDAR_DAYS_MAX}::int and v.on_date + ${CALENDAR_DAYS_MAX}::int
        and sign(amount_minor) = -sign(v.amount_minor) and not is_removed
        and derived_category like 'transfer%'
        and (a.currency <> v.currency
          or abs(amount_minor + v.amount_minor) * ${(FEE_SHARE_DIVISOR - 1n).toString()}::bigint <= abs(v.amount_minor))
      limit ${PARTNERS_MAX}) t`.execute(tx)
  crashPoint('transfers-legs: unequal partners read')
  return rows.flatMap((row) => legOf(row, owned))
}

/** The legs of these ids that stand: none that was taken back. */
export async function readLegs(
  tx: Tx,
  ownerId: OwnerId,
  owned: Owned,
  ids: readonly TransactionId[],
): Promise<readonly Leg[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<LegRow>`
    select ${LEG} from unnest(${ids}::uuid[]) as v (id)
    cross join lateral (select * from transaction where owner_id = ${ownerId}::uuid and id = v.id offset 0) t
    where not t.is_removed`.execute(tx)
  crashPoint('transfers-legs: legs read')
  return rows.flatMap((row) => legOf(row, owned))
}

export type StandingTransfer = {
  readonly id: string
  readonly outId: TransactionId
  readonly inId: TransactionId
  readonly source: 'auto' | 'user'
  readonly state: 'linked' | 'refused' | 'ended'
  readonly batchId: BatchId | null
}

/** What is linked, was linked or was refused with these legs. */
export async function readStanding(
  tx: Tx,
  ownerId: OwnerId,
  ids: readonly TransactionId[],
): Promise<readonly StandingTransfer[]> {
  if (ids.length === 0) return []
  const part = (column: string) => sql`
    select x.id, x.out_transaction_id as out_id, x.in_transaction_id as in_id, x.source, x.state, x.batch_id
    from unnest(${ids}::uuid[]) as v (id) cross join lateral (
      select * from transfer where owner_id = ${ownerId}::uuid and ${sql.raw(column)} = v.id offset 0) x`
  const { rows } = await sql<StandingTransfer>`
    ${part('out_transaction_id')} union ${part('in_transaction_id')}`.execute(tx)
  crashPoint('transfers-legs: standing transfers read')
  return rows
}

/** Rates of certain transfers in these days and somewhat around them. */
export async function readRates(tx: Tx, ownerId: OwnerId, { from, to }: DateRange): Promise<readonly SeenRate[]> {
  type Row = Omit<SeenRate, 'rate'> & { readonly left: bigint; readonly arrived: bigint }
  const { rows } = await sql<Row>`
    select oa.currency as "from", ia.currency as "to", o.amount_minor as "left", i.amount_minor as arrived,
      o.on_date as "on"
    from transfer x
    join transaction o on o.owner_id = x.owner_id and o.id = x.out_transaction_id
    join transaction i on i.owner_id = x.owner_id and i.id = x.in_transaction_id
    join account oa on oa.owner_id = o.owner_id and oa.id = o.account_id
    join account ia on ia.owner_id = i.owner_id and ia.id = i.account_id
    where x.owner_id = ${ownerId}::uuid and x.state = 'linked' and oa.currency <> ia.currency
      and o.on_date between ${from}::date - ${RATE_DAYS}::int and ${to}::date + ${RATE_DAYS}::int
    order by o.on_date desc, o.id desc limit ${RATES_MAX}`.execute(tx)
  crashPoint('transfers-legs: rates read')
  return rows.map(({ left, arrived, ...seen }) => ({ ...seen, rate: Number(arrived) / Number(-left) }))
}
