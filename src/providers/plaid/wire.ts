// Plaid's wire format, only what is used. Unknown fields are harmless, enums are open; a field whose absence
// would make us guess about money is required, everything that merely enriches may be missing or unreadable.
import * as z from 'zod'
import type { JsonValue } from '../../domain/source-record.ts'
import { decimalText } from '../http/lossless-json.ts'

/** JSON that was parsed by us and is passed on as it is. */
const json = z.custom<JsonValue>((value) => value !== undefined)

/** Longer ids are not Plaid's. */
const id = z.string().min(1).max(200)

/** A JSON number as plain decimal text; very long numbers arrive as text from the lossless reader. */
const decimal = z.union([z.number(), z.string()]).transform((value, context) => {
  const text = decimalText(value)
  if (text === null) context.addIssue({ code: 'custom', message: 'is not a decimal number' })
  return text ?? ''
})

const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? null)
/** Enrichment: kept where it is text, else as good as absent (the original keeps it). */
const enrichment = z.string().nullable().catch(null).default(null)

const counterparty = z.object({
  name: z.string(),
  type: z.string().catch('unknown'),
  account_numbers: z
    .object({
      international: z.object({ iban: enrichment }).nullable().catch(null).default(null),
      bacs: z.object({ account: enrichment }).nullable().catch(null).default(null),
    })
    .nullable()
    .catch(null)
    .default(null),
})

export const transaction = z.object({
  transaction_id: id,
  account_id: id,
  amount: decimal,
  iso_currency_code: optionalText,
  unofficial_currency_code: optionalText,
  pending: z.boolean(),
  pending_transaction_id: optionalText,
  date: z.string(),
  authorized_date: optionalText,
  datetime: enrichment,
  authorized_datetime: enrichment,
  name: optionalText,
  original_description: optionalText,
  merchant_name: enrichment,
  check_number: enrichment,
  counterparties: z.array(counterparty).nullable().catch(null).default(null),
  payment_meta: z
    .object({ reference_number: enrichment, payee: enrichment, payer: enrichment })
    .nullable()
    .catch(null)
    .default(null),
  personal_finance_category: z
    .object({ detailed: z.string(), version: enrichment })
    .nullable()
    .catch(null)
    .default(null),
})
export type WireTransaction = z.output<typeof transaction>

export const removedTransaction = z.object({ transaction_id: id, account_id: id })

const optionalDecimal = decimal.nullish().transform((value) => value ?? null)

export const account = z.object({
  account_id: id,
  name: z.string(),
  official_name: enrichment,
  mask: enrichment,
  type: z.string(),
  subtype: enrichment,
  persistent_account_id: enrichment,
  balances: z.object({
    current: optionalDecimal,
    available: optionalDecimal,
    iso_currency_code: optionalText,
    unofficial_currency_code: optionalText,
    last_updated_datetime: enrichment,
  }),
})
export type WireAccount = z.output<typeof account>

export const syncAnswer = z.object({
  accounts: z.array(json),
  added: z.array(json),
  modified: z.array(json),
  removed: z.array(json),
  next_cursor: z.string(),
  has_more: z.boolean(),
  transactions_update_status: z.string(),
})
export type SyncAnswer = z.output<typeof syncAnswer>

const connection = z.object({
  item_id: id,
  institution_id: enrichment,
  institution_name: enrichment,
  consent_expiration_time: enrichment,
  error: json.nullish().transform((value) => value ?? null),
})

export const accountsAnswer = z.object({ accounts: z.array(json), item: connection })
export const itemAnswer = z.object({ item: connection })

export const linkTokenAnswer = z.object({
  link_token: id,
  expiration: z.string(),
  hosted_link_url: z
    .url()
    .nullish()
    .transform((value) => value ?? null),
})

const linkResult = z.object({
  public_token: id,
  institution: z
    .object({ institution_id: enrichment, name: enrichment })
    .nullable()
    .catch(null)
    .default(null),
})

const linkSession = z.object({
  link_session_id: z.string(),
  started_at: optionalText,
  finished_at: optionalText,
  results: z
    .object({ item_add_results: z.array(linkResult) })
    .nullish()
    .transform((value) => value ?? null),
  on_success: z
    .object({ public_token: id })
    .nullish()
    .transform((value) => value ?? null),
  exit: z
    .object({ error: json.nullish() })
    .nullish()
    .transform((value) => value ?? null),
  on_exit: z
    .object({ error: json.nullish() })
    .nullish()
    .transform((value) => value ?? null),
  events: z
    .array(z.object({ event_name: z.string() }))
    .nullish()
    .transform((value) => value ?? []),
})
export type WireLinkSession = z.output<typeof linkSession>

export const linkStateAnswer = z.object({
  link_sessions: z
    .array(linkSession)
    .nullish()
    .transform((value) => value ?? []),
})

export const exchangeAnswer = z.object({ access_token: id, item_id: id })

export const institutionsAnswer = z.object({
  institutions: z.array(
    z.object({ institution_id: id, name: z.string(), country_codes: z.array(z.string()), url: enrichment }),
  ),
})

/** Answers of which only the success matters. */
export const anyAnswer = z.object({})

export const plaidError = z.object({
  error_code: z.string(),
  error_code_reason: enrichment,
  request_id: enrichment,
})
export type PlaidError = z.output<typeof plaidError>
