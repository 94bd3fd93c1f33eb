// Fills an empty household with made-up banks, through the same steps as a person would take.
import { setTimeout as sleep } from 'node:timers/promises'
import { isOpen } from '../domain/sync-run.ts'
import { checkLink } from './check-link.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { listConnections } from './list-connections.ts'
import { readHousehold, refuseMixing } from './household.ts'
import { Refusal } from './refusal.ts'
import { requestSync } from './request-sync.ts'
import { searchInstitutions } from './search-institutions.ts'
import { showRun } from './show-run.ts'
import { startLink } from './start-link.ts'
import type { LinkView } from './views/link-view.ts'

const HISTORY_DAYS = 730
/** Long enough for pending transactions to post, and for one of the banks to ask for a new sign-in. */
const STORY_DAYS = 10
const POLL_MS = 200
/**
 * Four banks of some thousand records each; where it takes longer, the rest arrives while the person looks.
 */
const WAIT_MS_MAX = 60_000

/**
 * Connects all demo banks some days ago, lets the days pass and syncs again: then there is a history of runs,
 * and one bank wants a new sign-in. Does nothing where the household holds a demo already.
 */
export async function prepareDemo(context: AppContext): Promise<void> {
  const household = await asOwner(context, readHousehold)
  refuseMixing(household, true)
  if (household === 'demo') return
  await context.demoBanks.begin(STORY_DAYS)
  const links: LinkView[] = []
  for (const bank of await searchDemoBanks(context)) links.push(await connectDemoBank(context, bank))
  await whenEnded(
    context,
    links.flatMap(({ runId }) => runId ?? []),
  )
  await context.demoBanks.advance(STORY_DAYS)
  const runIds: string[] = []
  for (const { id } of await listConnections(context)) runIds.push((await requestSync(context, id)).run.id)
  await whenEnded(context, runIds)
}

type DemoBank = {
  readonly id: string
  readonly provider: string
  readonly name: string
  readonly countries: readonly string[]
}

/** The demo banks, also where real providers are set up. */
export const searchDemoBanks = (context: AppContext, text = ''): Promise<readonly DemoBank[]> =>
  searchInstitutions(context, { text, country: 'US', only: 'demo' })

/** Connects one demo bank: its pages are clicked through in the person's place. */
export async function connectDemoBank(context: AppContext, bank: DemoBank): Promise<LinkView> {
  const link = await startLink(context, {
    institutionId: bank.id,
    provider: bank.provider,
    isDemo: true,
    country: bank.countries[0] ?? 'US',
    historyDays: HISTORY_DAYS,
    language: 'en',
  })
  await context.demoBanks.signIn(bank.provider, link.showUrl)
  const done = await checkLink(context, link.id, null)
  if (done.stage === 'connected') return done
  throw new Refusal(
    'provider-broken',
    `The demo bank ${bank.name} did not connect. Nothing was changed. Try again.`,
    {
      actor: 'us',
    },
  )
}

async function whenEnded(context: AppContext, runIds: readonly string[]): Promise<void> {
  const until = context.now().getTime() + WAIT_MS_MAX
  for (const runId of runIds) {
    while (isOpen((await showRun(context, runId)).state) && context.now().getTime() < until)
      await sleep(POLL_MS)
  }
}
