// A browser and a fake server for one test file, with all that the pages complained of.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { ensureWebBuild } from '../../../launcher/web-build.mjs'
import { type FoundBrowser, findChromium, isBrowserRequired } from '../../support/browser.ts'
import type { Scenario } from '../fake/household.ts'
import { NOW } from '../fake/ledger.ts'
import { type FakeServer, startFakeServer } from '../fake/server.ts'

export type Theme = 'light' | 'dark'
export const SIZES = { wide: { width: 1366, height: 860 }, phone: { width: 390, height: 844 } } as const
export type Size = keyof typeof SIZES

export const foundBrowser: FoundBrowser = await findChromium()
if (!foundBrowser.isFound && isBrowserRequired) throw new Error(foundBrowser.reason)

/** Why the tests of pages are skipped, or null where they run. */
export const noBrowser = foundBrowser.isFound ? null : foundBrowser.reason

export type App = {
  server: FakeServer
  page: Page
  /** Words that the pages wrote to the console as errors or warnings, and errors they did not catch. */
  complaints: string[]
  visit: (path: string) => Promise<void>
  close: () => Promise<void>
}

/** Builds the pages where they are stale and starts the browser. */
export async function launchBrowser(): Promise<Browser> {
  if (!foundBrowser.isFound) throw new Error(foundBrowser.reason)
  await ensureWebBuild()
  return chromium.launch({ executablePath: foundBrowser.executablePath, args: foundBrowser.args })
}

/** Opens the app on a household of its own. The calendar stands still; timers run. */
export async function openApp(
  browser: Browser,
  scenario: Scenario,
  { theme = 'light', size = 'wide' }: { theme?: Theme; size?: Size } = {},
): Promise<App> {
  const server = await startFakeServer(scenario)
  const context: BrowserContext = await browser.newContext({
    viewport: SIZES[size],
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(NOW)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return {
    server,
    page,
    complaints,
    visit: async (path) => {
      await page.goto(server.url + path)
      await settled(page)
    },
    close: async () => {
      await context.close()
      await server.close()
    },
  }
}

/** Waits until the page has its title and nothing on it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  const loading = page.locator('[role=status][aria-label=Loading]')
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' })
  // Two frames: what the last answer brought has been drawn.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
}
