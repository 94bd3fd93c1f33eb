import type { Institution, InstitutionQuery, Session } from '../contract/adapter.ts'
import { asProviderError } from '../contract/errors.ts'
import { call } from './call.ts'
import type { PlaidConfig } from './config.ts'
import { COUNTRIES } from './manifest.ts'
import { institutionsAnswer } from './wire.ts'

/** The most that one listing may ask for. */
const LIST_MAX = 500

/** Banks by name, at most ten as Plaid searches; for an empty text the first ones of its own list. */
export async function searchInstitutions(
  session: Session<PlaidConfig>,
  { text, country, limit }: InstitutionQuery,
): Promise<readonly Institution[]> {
  if (!COUNTRIES.includes(country)) return []
  const query = text.trim()
  const answer = query === '' ? await list(session, country, limit) : await search(session, query, country)
  return answer.institutions.slice(0, limit).map((institution) => ({
    id: institution.institution_id,
    name: institution.name,
    countries: institution.country_codes,
    url: institution.url,
    note: null,
  }))
}

/**
 * Throws an operator error where the keys, the environment or the product are refused; any other refusal is
 * fine.
 */
export async function check(session: Session<PlaidConfig>): Promise<void> {
  try {
    await list(session, 'US', 1)
  } catch (error) {
    const failure = asProviderError(error)
    // Keys are looked at first: an answer about anything else (a country that is not enabled) means they were
    // taken.
    const wereKeysTaken = failure.kind === 'broken' && failure.facts.providerCode !== null
    if (!wereKeysTaken) throw failure
  }
}

const search = (session: Session<PlaidConfig>, query: string, country: string) =>
  call(
    session,
    '/institutions/search',
    {
      query,
      country_codes: [country],
      products: ['transactions'],
      options: { include_optional_metadata: true },
    },
    institutionsAnswer,
  )

const list = (session: Session<PlaidConfig>, country: string, limit: number) =>
  call(
    session,
    '/institutions/get',
    {
      count: Math.min(Math.max(limit, 1), LIST_MAX),
      offset: 0,
      country_codes: [country],
      options: { products: ['transactions'], include_optional_metadata: true },
    },
    institutionsAnswer,
  )
