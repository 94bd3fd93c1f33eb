// A World's accounts and statements as Plaid would write them.
import type { AccountKind } from '../../../domain/account.ts'
import { formatDecimal, money } from '../../../domain/money.ts'
import { accessOn, bookedMinor, standingOn } from '../../world/truth.ts'
import type { StandingStatement } from '../../world/truth.ts'
import type { World, WorldAccount, WorldCategory } from '../../world/world.ts'
import { errorBody, refusal } from './answers.ts'
import type { Refusal } from './answers.ts'
import { asOfIn, suffixOf, worldOf } from './bank.ts'
import type { Bank, ListedAccount } from './bank.ts'
import type { ConnectionState } from './state.ts'

const ACCOUNT_TYPES: Readonly<Record<AccountKind, readonly [type: string, subtype: string]>> = {
  checking: ['depository', 'checking'],
  savings: ['depository', 'savings'],
  'credit-card': ['credit', 'credit card'],
  cash: ['depository', 'prepaid'],
  loan: ['loan', 'student'],
  investment: ['investment', 'brokerage'],
  other: ['other', 'other'],
}

const CATEGORIES: Readonly<Record<WorldCategory, readonly [primary: string, detailed: string]>> = {
  income: ['INCOME', 'INCOME_SALARY'],
  transfer: ['TRANSFER_OUT', 'TRANSFER_OUT_ACCOUNT_TRANSFER'],
  groceries: ['FOOD_AND_DRINK', 'FOOD_AND_DRINK_GROCERIES'],
  restaurant: ['FOOD_AND_DRINK', 'FOOD_AND_DRINK_RESTAURANT'],
  coffee: ['FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE'],
  rent: ['RENT_AND_UTILITIES', 'RENT_AND_UTILITIES_RENT'],
  utilities: ['RENT_AND_UTILITIES', 'RENT_AND_UTILITIES_GAS_AND_ELECTRICITY'],
  transport: ['TRANSPORTATION', 'TRANSPORTATION_PUBLIC_TRANSIT'],
  fuel: ['TRANSPORTATION', 'TRANSPORTATION_GAS'],
  shopping: ['GENERAL_MERCHANDISE', 'GENERAL_MERCHANDISE_SUPERSTORES'],
  entertainment: ['ENTERTAINMENT', 'ENTERTAINMENT_TV_AND_MOVIES'],
  health: ['MEDICAL', 'MEDICAL_PHARMACIES_AND_SUPPLEMENTS'],
  travel: ['TRAVEL', 'TRAVEL_LODGING'],
  fee: ['BANK_FEES', 'BANK_FEES_OTHER_BANK_FEES'],
  cash: ['TRANSFER_OUT', 'TRANSFER_OUT_WITHDRAWAL'],
}

const NO_LOCATION = {
  address: null,
  city: null,
  region: null,
  postal_code: null,
  country: null,
  lat: null,
  lon: null,
  store_number: null,
}

const NO_PAYMENT = {
  by_order_of: null,
  payee: null,
  payer: null,
  payment_method: null,
  payment_processor: null,
  ppd_id: null,
  reason: null,
  reference_number: null,
}

export function showTransaction(
  { account: key, statement }: StandingStatement,
  {
    world,
    suffix,
    wantsOriginal,
  }: { readonly world: World; readonly suffix: string; readonly wantsOriginal: boolean },
) {
  const account = accountIn(world, key)
  const name = statement.counterpartyName
  const party = {
    name,
    type: 'merchant',
    entity_id: null,
    logo_url: null,
    website: null,
    confidence_level: 'HIGH',
  }
  return {
    account_id: account.bankId + suffix,
    account_owner: null,
    transaction_id: statement.bankId + suffix,
    // Money out is positive at Plaid.
    amount: jsonNumber(-statement.amountMinor, account),
    iso_currency_code: account.currency,
    unofficial_currency_code: null,
    date: statement.postedOn ?? statement.transactionOn,
    datetime: null,
    authorized_date: statement.transactionOn,
    authorized_datetime: null,
    name: statement.description,
    ...(wantsOriginal ? { original_description: statement.description } : {}),
    merchant_name: name,
    merchant_entity_id: null,
    logo_url: null,
    website: null,
    counterparties: name === null ? [] : [party],
    check_number: null,
    location: NO_LOCATION,
    payment_meta: NO_PAYMENT,
    payment_channel: 'other',
    pending: statement.status === 'pending',
    pending_transaction_id: statement.supersedes === null ? null : statement.supersedes + suffix,
    personal_finance_category: showCategory(statement.category, statement.amountMinor > 0n),
    transaction_code: null,
    transaction_type: 'unresolved',
  }
}

function showCategory(category: WorldCategory | null, isMoneyIn: boolean) {
  if (category === null) return null
  const [primary, detailed] = CATEGORIES[category]
  const asIn = (code: string) => (isMoneyIn && category === 'transfer' ? code.replace('_OUT', '_IN') : code)
  return { primary: asIn(primary), detailed: asIn(detailed), confidence_level: 'HIGH', version: 'v2' }
}

export function showAccount(bank: Bank, connection: ConnectionState, account: ListedAccount) {
  const world = worldOf(bank, connection.worldKey)
  const [type, subtype] = ACCOUNT_TYPES[account.kind]
  const isDebt = type === 'credit' || type === 'loan'
  const booked = bookedMinor(world, account, asOfIn(bank, world))
  return {
    account_id: account.bankId + suffixOf(bank, connection),
    balances: {
      available: isDebt ? null : jsonNumber(booked + pendingMinor(bank, world, account), account),
      current: jsonNumber(isDebt ? -booked : booked, account),
      iso_currency_code: account.currency,
      unofficial_currency_code: null,
      limit: null,
      last_updated_datetime: `${asOfIn(bank, world)}T06:00:00Z`,
    },
    mask: account.mask,
    name: account.name,
    official_name: null,
    type,
    subtype,
    holder_category: 'personal',
    ...(account.persistentId === null ? {} : { persistent_account_id: account.persistentId }),
  }
}

/** What Plaid calls an Item. */
export function showConnection(bank: Bank, connection: ConnectionState, requestId: string) {
  const world = worldOf(bank, connection.worldKey)
  const error = accessRefusal(bank, connection)
  return {
    item_id: connection.id,
    institution_id: world.institution.id,
    institution_name: world.institution.name,
    webhook: connection.webhook,
    auth_method: null,
    error: error === null ? null : errorBody(error, requestId),
    available_products: ['balance'],
    billed_products: ['transactions'],
    products: ['transactions'],
    consent_expiration_time: consentEnd(world, connection),
    update_type: 'background',
  }
}

/** What the bank wants of the person first; null where it lets us in. */
export function accessRefusal(bank: Bank, connection: ConnectionState): Refusal | null {
  const world = worldOf(bank, connection.worldKey)
  const access = accessOn(world, asOfIn(bank, world), connection.connectedOn)
  if (access === 'consent-ended') return refusal.signIn('OAUTH_CONSENT_EXPIRED')
  return access === 'sign-in-required' || connection.needsSignIn ? refusal.signIn(null) : null
}

export const showInstitution = ({ institution }: World) => ({
  institution_id: institution.id,
  name: institution.name,
  products: ['transactions'],
  country_codes: [institution.country],
  url: null,
  primary_color: null,
  logo: null,
  routing_numbers: [],
  oauth: false,
})

function consentEnd(world: World, { connectedOn }: ConnectionState): string | null {
  const end = world.happenings.find(({ kind, on }) => kind === 'consent-ended' && on > connectedOn)
  return end === undefined ? null : `${end.on}T00:00:00Z`
}

const pendingMinor = (bank: Bank, world: World, { key }: WorldAccount): bigint =>
  standingOn(world, asOfIn(bank, world))
    .filter(({ account, statement }) => account === key && statement.status === 'pending')
    .reduce((sum, { statement }) => sum + statement.amountMinor, 0n)

export function accountIn(world: World, key: string): WorldAccount {
  const account = world.accounts.find((known) => known.key === key)
  if (account === undefined) throw new RangeError(`the World ${world.key} has no account ${key}`)
  return account
}

type RawJson = { readonly rawJSON: string }
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => RawJson }

/** A JSON number with every digit, written the short way Plaid writes doubles: `72.1`, not `72.10`. */
function jsonNumber(minor: bigint, { currency }: WorldAccount): RawJson {
  const text = formatDecimal(money(minor, currency))
  return rawJSON(text.includes('.') ? text.replace(/\.?0+$/, '') : text)
}
