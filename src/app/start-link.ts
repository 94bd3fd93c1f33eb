import { beginLink } from './begin-link.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { readHousehold, refuseMixing } from './household.ts'
import { notFound } from './refusal.ts'
import { demoInstitutions } from './search-institutions.ts'
import type { LinkView } from './views/link-view.ts'

export type StartLink = {
  readonly institutionId: string
  readonly provider: string
  readonly isDemo: boolean
  readonly country: string
  readonly historyDays: number
  readonly language: string
}

/** Begins to connect a bank: gives the address at which the person signs in. */
export async function startLink(context: AppContext, wish: StartLink): Promise<LinkView> {
  refuseMixing(await asOwner(context, readHousehold), wish.isDemo)
  if (!wish.isDemo) return beginLink(context, { ...wish, institutionName: null, repair: null })
  const known = await demoInstitutions(context, wish.provider, '')
  const institution = known.find(({ id }) => id === wish.institutionId)
  if (!institution) throw notFound('demo bank')
  const country = institution.countries[0] ?? wish.country
  return beginLink(context, { ...wish, country, institutionName: institution.name, repair: null })
}
