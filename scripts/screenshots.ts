// `npm run screenshots -- ADDRESS [FOLDER]`: a picture of each page of a running server, in light and dark, wide and
// on a phone. The pictures are for looking at; those that the README shows are copied by hand.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from '../test/support/browser.ts'

const FOLDER = fileURLToPath(new URL('../docs/screenshots/all/', import.meta.url))
const THEMES = ['light', 'dark'] as const
const SIZES = { wide: { width: 1366, height: 860 }, phone: { width: 390, height: 844 } } as const
/** The stream of events never rests, so there is no quiet network to wait for; drawing takes less than this. */
const SETTLE_MS = 350
const HEIGHT_MAX = 3_000

export type Shot = { name: string; path: string; isWholePage?: boolean }

/** The pages worth a picture at `address`, with the first connection, run, transaction and so on that it has. */
export async function findShots(address: string): Promise<Shot[]> {
  const first = async (list: string, key: string): Promise<string | undefined> => {
    const response = await fetch(`${address}/api/v1/${list}`)
    const found = (await response.json()) as Record<string, { id: string }[]>
    return found[key]?.[0]?.id
  }
  const [connection, run, transaction, account, batch, rule] = await Promise.all([
    first('connections', 'connections'),
    first('runs', 'runs'),
    first('transactions?limit=1', 'transactions'),
    first('accounts', 'accounts'),
    first('batches', 'batches'),
    first('rules', 'rules'),
  ])
  return [
    { name: 'home', path: '/' },
    { name: 'connect', path: '/connect' },
    { name: 'connections', path: '/connections' },
    ...(connection === undefined ? [] : [{ name: 'connection', path: `/connections/${connection}` }]),
    { name: 'transactions', path: '/transactions', isWholePage: false },
    ...(transaction === undefined
      ? []
      : [{ name: 'transaction', path: `/transactions?open=${transaction}`, isWholePage: false }]),
    { name: 'review', path: '/review' },
    ...(account === undefined ? [] : [{ name: 'account', path: `/accounts/${account}` }]),
    { name: 'payorees', path: '/payorees', isWholePage: false },
    { name: 'categories', path: '/categories' },
    { name: 'rules', path: '/rules' },
    { name: 'rule-new', path: '/rules/new?text=coffee' },
    ...(rule === undefined ? [] : [{ name: 'rule', path: `/rules/${rule}` }]),
    { name: 'import', path: '/import' },
    { name: 'runs', path: '/runs' },
    ...(run === undefined ? [] : [{ name: 'run', path: `/runs/${run}` }]),
    { name: 'imports', path: '/imports' },
    ...(batch === undefined ? [] : [{ name: 'import-detail', path: `/imports/${batch}` }]),
    { name: 'changes', path: '/changes' },
    { name: 'more', path: '/more' },
  ]
}

/** Takes each shot in both themes and both sizes. `at` stops the browser's calendar at a moment. */
export async function takeShots(browser: Browser, address: string, shots: Shot[], folder: string, at?: Date) {
  await mkdir(folder, { recursive: true })
  for (const theme of THEMES) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce', locale: 'en-US' })
      const page = await context.newPage()
      if (at !== undefined) await page.clock.setFixedTime(at)
      for (const shot of shots) {
        await page.goto(address + shot.path)
        await page.locator('h1').waitFor()
        const loading = page.locator('[role=status][aria-label=Loading]')
        // A page says that it loads only once that takes long enough to notice.
        await page.waitForTimeout(SETTLE_MS)
        while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' })
        await page.waitForTimeout(SETTLE_MS)
        const file = path.join(folder, `${shot.name}-${size}-${theme}.png`)
        // As high as the page, rather than Playwright's full-page picture, in which fixed bars hang in the middle.
        if (shot.isWholePage ?? true) await page.setViewportSize({ ...viewport, height: await heightOf(page, viewport.height) })
        await page.screenshot({ path: file })
        await page.setViewportSize(viewport)
      }
      await context.close()
    }
  }
}

async function heightOf(page: Page, least: number): Promise<number> {
  const box = await page.locator('#main').boundingBox()
  return Math.min(Math.max(least, Math.ceil((box?.y ?? 0) + (box?.height ?? 0))), HEIGHT_MAX)
}

async function main(): Promise<void> {
  const [address, folder = FOLDER] = process.argv.slice(2)
  if (address === undefined) throw new Error('Say where Tributary runs: npm run screenshots -- http://127.0.0.1:4280')
  const found = await findChromium()
  if (!found.isFound) throw new Error(found.reason)
  const browser = await chromium.launch(found)
  try {
    await takeShots(browser, address.replace(/\/$/, ''), await findShots(address), folder)
  } finally {
    await browser.close()
  }
  console.log(`Pictures are in ${folder}`)
}

if (import.meta.main) await main()
