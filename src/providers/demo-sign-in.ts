// Clicks through a demo bank's pages as a person would who agrees to everything, for the command line and the
// demo's own household. It reads only pages that this program made.
import type { WebHandler } from './http/in-process-client.ts'

/** Choosing a bank, signing in, choosing accounts, coming back: with room for one more page each. */
const PAGES_MAX = 10

const FORM = /<form\b[^>]*\baction="([^"]*)"[^>]*>(.*?)<\/form>/gs
const INPUT = /<input\b([^>]*)>/g

/**
 * Opens the address and submits the first form of each page as it stands, until the bank sends the browser
 * back.
 */
export async function clickThrough(handle: WebHandler, address: string): Promise<void> {
  const { origin, pathname } = new URL(address)
  const home = pathname
  let response = await handle(new Request(address))
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const location = response.headers.get('location')
    if (location !== null) {
      const next = new URL(location, origin)
      if (next.origin !== origin || !next.pathname.startsWith(home)) return
      response = await handle(new Request(next))
      continue
    }
    const form = firstForm(await response.text())
    if (form === null)
      throw new Error(`a page of the demo bank holds nothing to click (status ${response.status})`)
    const body = new URLSearchParams(form.fields as [string, string][])
    response = await handle(new Request(new URL(form.action, origin), { method: 'POST', body }))
  }
  throw new Error(`the demo bank shows more than ${PAGES_MAX} pages`)
}

type Form = { readonly action: string; readonly fields: readonly (readonly [string, string])[] }

function firstForm(html: string): Form | null {
  for (const [, action = '', inside = ''] of html.matchAll(FORM)) {
    return {
      action: unescape(action),
      fields: [...inside.matchAll(INPUT)].flatMap(([, facts = '']) => fieldOf(facts)),
    }
  }
  return null
}

/** Choices count when they are ticked. */
function fieldOf(facts: string): readonly (readonly [string, string])[] {
  const isChoice = /\btype="(radio|checkbox)"/.test(facts)
  const name = /\bname="([^"]*)"/.exec(facts)?.[1]
  if (name === undefined || (isChoice && !/\bchecked\b/.test(facts))) return []
  return [[unescape(name), unescape(/\bvalue="([^"]*)"/.exec(facts)?.[1] ?? '')]]
}

const unescape = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
