// Hosted Link: the pages a person clicks through, from choosing a bank to coming back.
import { accountsPage, choosePage, endPage, signInPage } from './hosted-pages.ts'
import type { Paths } from './hosted-pages.ts'
import { HOSTED_STYLE } from './hosted-style.ts'
import type { Html } from './html.ts'
import { Refusal } from './answers.ts'
import { worldOf, worldOfInstitution } from './bank.ts'
import type { Bank } from './bank.ts'
import { connect, issuePublicToken, repair } from './connections.ts'
import { accountsOffered, linkOf } from './link-tokens.ts'
import type { LinkState, VisitState } from './state.ts'

/** A link under way: the link, the person's visit and where things are. */
type Way = {
  readonly bank: Bank
  readonly link: LinkState
  readonly visit: VisitState
  readonly paths: Paths
}

/** Answers for `/link/hosted.css` and `/link/hosted/<token>[/<step>]`. */
export function answerHostedLink(bank: Bank, method: string, path: string, text: string): Response {
  const basePath = new URL(bank.baseUrl).pathname.replace(/\/$/, '')
  const style = `${basePath}/link/hosted.css`
  if (path === '/link/hosted.css') {
    return new Response(HOSTED_STYLE, { headers: { 'content-type': 'text/css; charset=utf-8' } })
  }
  const [token = '', step = ''] = path.split('/').slice(3)
  const paths = { style, link: `${basePath}/link/hosted/${encodeURIComponent(token)}` }
  let link: LinkState
  try {
    link = linkOf(bank, token)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const why = 'Go back to the page you came from and start again. Nothing was connected.'
    return page(404, endPage(paths, 'This link has expired', why), null)
  }
  if (step === 'finished') {
    return page(200, endPage(paths, 'You are done here', 'You can close this page and go back.'), link)
  }
  const way: Way = { bank, link, visit: openVisit(bank, link), paths }
  if (method === 'GET') return show(way)
  if (method === 'POST') return take(way, step, new URLSearchParams(text))
  return new Response(null, { status: 405, headers: { allow: 'GET, POST' } })
}

/** Shows the step that the visit has come to, whichever was asked for: Back and reload never skip one. */
function show(way: Way): Response {
  const { bank, link, visit, paths } = way
  if (visit.worldKey === null) return page(200, choosePage(bank, link, paths), link)
  if (!visit.isSignedIn) return page(200, signInPage(worldOf(bank, visit.worldKey), link, paths), link)
  const asked = { worldKey: visit.worldKey, chosen: chosenBefore(way), isEmpty: false }
  return page(200, accountsPage(bank, link, paths, asked), link)
}

function take(way: Way, step: string, form: URLSearchParams): Response {
  const { bank, link, visit, paths } = way
  if (step === 'exit') return leave(way)
  if (step === 'institution' && visit.worldKey === null) {
    const world = worldOfInstitution(bank, form.get('institution') ?? '')
    if (world !== null) choose(bank, visit, world.key)
    return goTo(paths.link)
  }
  if (step === 'sign-in' && visit.worldKey !== null) {
    visit.isSignedIn = true
    note(bank, visit, 'SUBMIT_CREDENTIALS')
    const isRepairOnly = link.request.repairs !== null && !link.request.repairs.choosesAccounts
    return isRepairOnly ? finish(way, visit.worldKey, undefined) : goTo(`${paths.link}/accounts`)
  }
  if (step === 'accounts' && visit.worldKey !== null && visit.isSignedIn) {
    const offered = accountsOffered(bank, visit.worldKey).map(({ key }) => key)
    const chosen = form.getAll('account').filter((key) => offered.includes(key))
    if (chosen.length > 0)
      return finish(way, visit.worldKey, chosen.length === offered.length ? null : chosen)
    const asked = { worldKey: visit.worldKey, chosen: [], isEmpty: true }
    return page(422, accountsPage(bank, link, paths, asked), link)
  }
  return goTo(paths.link)
}

/** `selection` undefined leaves what a repaired connection shares; null shares all, later accounts too. */
function finish(way: Way, worldKey: string, selection: readonly string[] | null | undefined): Response {
  const { bank, link, visit } = way
  const world = worldOf(bank, worldKey)
  const { repairs, daysRequested, webhook } = link.request
  const repaired = repairs === null ? null : bank.state.connections[repairs.connectionId]
  if (repaired) repair(bank, world, repaired, selection)
  else {
    const connection = connect(bank, world, { daysRequested, selection: selection ?? null, webhook })
    visit.publicToken = issuePublicToken(bank, connection)
  }
  return end(way, 'success', 'HANDOFF')
}

const leave = (way: Way): Response => end(way, 'exit', 'EXIT')

function end({ bank, link, visit, paths }: Way, outcome: 'success' | 'exit', event: string): Response {
  visit.outcome = outcome
  visit.finishedAtMs = bank.nowMs
  note(bank, visit, event)
  return goTo(link.request.completionRedirectUri ?? `${paths.link}/finished`)
}

/** The visit under way. Opening the link again after its end begins another. */
function openVisit(bank: Bank, link: LinkState): VisitState {
  const open = link.visits.find(({ finishedAtMs }) => finishedAtMs === null)
  if (open !== undefined) return open
  const visit: VisitState = {
    id: `visit-fake-${bank.newId()}`,
    startedAtMs: bank.nowMs,
    finishedAtMs: null,
    worldKey: null,
    isSignedIn: false,
    outcome: null,
    publicToken: null,
    events: [],
  }
  link.visits.push(visit)
  note(bank, visit, 'OPEN')
  const { repairs, institutionId } = link.request
  const repaired = repairs === null ? undefined : bank.state.connections[repairs.connectionId]
  const worldKey = repaired?.worldKey ?? worldOfInstitution(bank, institutionId ?? '')?.key
  if (worldKey !== undefined) choose(bank, visit, worldKey)
  return visit
}

function choose(bank: Bank, visit: VisitState, worldKey: string): void {
  visit.worldKey = worldKey
  note(bank, visit, 'SELECT_INSTITUTION')
}

function note(bank: Bank, visit: VisitState, name: string): void {
  visit.events.push({ id: `event-fake-${bank.newId()}`, name, atMs: bank.nowMs })
}

/** In update mode, what is shared now is what is ticked. */
function chosenBefore({ bank, link }: Way): readonly string[] | null {
  const { repairs } = link.request
  return repairs === null ? null : (bank.state.connections[repairs.connectionId]?.selections.at(-1) ?? null)
}

const goTo = (location: string): Response => new Response(null, { status: 303, headers: { location } })

function page(status: number, { html }: Html, link: LinkState | null): Response {
  // Browsers hold a form's redirect to `form-action` too, so the way back is listed.
  const back = link?.request.completionRedirectUri
  const targets = back ? `'self' ${new URL(back).origin}` : "'self'"
  const own = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
  const policy = `${own}; form-action ${targets}`
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  })
}
