import type { Institution } from '../providers/contract/adapter.ts'
import type { AppContext } from './context.ts'
import { asOwner } from './context.ts'
import { fromProvider } from './failures.ts'
import { readHousehold } from './household.ts'
import type { Household } from './household.ts'
import { openProvider } from './provider-session.ts'

/** As many as a list of choices can show. */
const INSTITUTIONS_MAX = 50

export type InstitutionQuery = {
  readonly text: string
  readonly country: string
  /** Asks for demo or real banks, whatever the household holds. */
  readonly only?: 'demo' | 'real'
}

/**
 * Banks that can be connected. Without any provider set up, and in a demo household, these are the demo
 * banks, of all countries, since a person trying things out has none.
 */
export async function searchInstitutions(context: AppContext, query: InstitutionQuery) {
  const household = await asOwner(context, readHousehold)
  const routes = searchedRoutes(context, household, query.only)
  const found = await Promise.all(routes.map((route) => searchOne(context, route, query)))
  return found.flat().slice(0, INSTITUTIONS_MAX)
}

type Route = { readonly provider: string; readonly title: string; readonly isDemo: boolean }

function searchedRoutes(
  context: AppContext,
  household: Household,
  only: InstitutionQuery['only'],
): readonly Route[] {
  const facts = context.providers.list()
  const real = facts.filter(({ isConfigured }) => isConfigured)
  const isUsual = household === 'demo' || (household === 'empty' && real.length === 0)
  const isDemo = only === undefined ? isUsual : only === 'demo'
  const chosen = isDemo ? facts.filter(({ id }) => context.providers.demo.includes(id)) : real
  return chosen.map(({ id, title }) => ({ provider: id, title, isDemo }))
}

async function searchOne(context: AppContext, route: Route, query: InstitutionQuery) {
  const institutions = route.isDemo
    ? await demoInstitutions(context, route.provider, query.text)
    : await searchReal(context, route.provider, query)
  return institutions.map((institution) => ({
    id: institution.id,
    provider: route.provider,
    providerTitle: route.title,
    name: institution.name,
    countries: [...institution.countries],
    url: institution.url,
    note: institution.note,
    isDemo: route.isDemo,
  }))
}

function searchReal(context: AppContext, provider: string, { text, country }: InstitutionQuery) {
  return fromProvider(() => {
    const { adapter, session } = openProvider(context, provider, false)
    return adapter.searchInstitutions(session, { text, country, limit: INSTITUTIONS_MAX })
  })
}

/** Demo banks of every country that the provider reaches. */
export async function demoInstitutions(
  context: AppContext,
  provider: string,
  text: string,
): Promise<readonly Institution[]> {
  const { adapter, session } = openProvider(context, provider, true)
  const found = await fromProvider(() =>
    Promise.all(
      adapter.manifest.countries.map((country) =>
        adapter.searchInstitutions(session, { text, country, limit: INSTITUTIONS_MAX }),
      ),
    ),
  )
  const byId = new Map(found.flat().map((institution) => [institution.id, institution]))
  return [...byId.values()].toSorted((left, right) => left.name.localeCompare(right.name, 'en'))
}
