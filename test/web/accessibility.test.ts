import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Scenario } from './fake/household.ts'
import { type App, launchBrowser, noBrowser, openApp, settled, SIZES } from './support/open-app.ts'

type Screen = { name: string; scenario: Scenario; path: string; after?: (app: App) => Promise<void> }

const handIn = (app: App, name: string) =>
  app.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from('a;b') })

const chooseFile = (name: string) => async (app: App) => {
  await handIn(app, name)
  await app.page.waitForURL(/fileId/)
  await settled(app.page)
}

const chooseUnknownFile = async (app: App) => {
  await handIn(app, 'unknown.csv')
  await app.page.getByText('Which account is the file of?').waitFor()
  await settled(app.page)
}

const SCREENS: Screen[] = [
  { name: 'first run', scenario: 'empty', path: '/' },
  { name: 'no connections', scenario: 'empty', path: '/connections' },
  { name: 'no transactions', scenario: 'empty', path: '/transactions' },
  { name: 'calm dashboard of a demo', scenario: 'demo', path: '/' },
  {
    name: 'question before the demo is removed',
    scenario: 'demo',
    path: '/',
    after: async ({ page }) => {
      await page.getByRole('button', { name: 'Remove demo' }).click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
  { name: 'dashboard with needs', scenario: 'full', path: '/' },
  { name: 'choice of a bank', scenario: 'full', path: '/connect' },
  {
    name: 'consent',
    scenario: 'full',
    path: '/connect/consent?institutionId=ins_demo_0&provider=plaid&name=First%20Platypus%20Bank&country=US',
  },
  { name: 'connections in every status', scenario: 'full', path: '/connections' },
  { name: 'a connection', scenario: 'full', path: '/connections/con_dag' },
  { name: 'a connection that syncs', scenario: 'full', path: '/connections/con_modelo' },
  { name: 'ledger', scenario: 'full', path: '/transactions' },
  { name: 'filtered ledger', scenario: 'full', path: '/transactions?text=harbor' },
  {
    name: 'a transaction beside the ledger',
    scenario: 'full',
    path: '/transactions?open=txn_000004',
    after: ({ page }) => page.getByRole('dialog').getByText('Where it came from').waitFor(),
  },
  { name: 'review', scenario: 'full', path: '/review' },
  {
    name: 'a question with several candidates',
    scenario: 'full',
    path: '/review',
    after: async ({ page }) => {
      await page.getByRole('button', { name: 'Next question' }).click()
      await page.getByText('Which of these could it be?').waitFor()
    },
  },
  { name: 'nothing to review', scenario: 'empty', path: '/review' },
  { name: 'an account', scenario: 'full', path: '/accounts/acc_everyday' },
  { name: 'no such account', scenario: 'empty', path: '/accounts/acc_none' },
  { name: 'no payorees', scenario: 'empty', path: '/payorees' },
  {
    name: 'payorees, two chosen',
    scenario: 'full',
    path: '/payorees',
    after: async ({ page }) => {
      await page.getByLabel('Choose Blue Kettle Coffee').check()
      await page.getByLabel('Choose Blue Kettle 114').check()
    },
  },
  { name: 'categories', scenario: 'full', path: '/categories' },
  {
    name: 'deletion of a category in use',
    scenario: 'full',
    path: '/categories',
    after: async ({ page, complaints }) => {
      await page.getByRole('button', { name: 'More actions for Restaurants' }).click()
      await page.getByRole('menuitem', { name: /Delete/ }).click()
      await page.getByRole('combobox', { name: 'Takes its place' }).waitFor()
      // The browser itself writes each refused request to the console.
      complaints.splice(0)
    },
  },
  { name: 'no rules', scenario: 'empty', path: '/rules' },
  { name: 'rules', scenario: 'full', path: '/rules' },
  {
    name: 'a rule and what it does',
    scenario: 'full',
    path: '/rules/rul_1',
    after: ({ page }) => page.getByText('37 past transactions change.').waitFor(),
  },
  { name: 'a rule of groups within groups', scenario: 'full', path: '/rules/rul_2' },
  { name: 'no imports', scenario: 'empty', path: '/imports' },
  { name: 'imports', scenario: 'full', path: '/imports' },
  {
    name: 'question before an import is undone',
    scenario: 'full',
    path: '/imports/bat_file',
    after: async ({ page }) => {
      await page.getByRole('button', { name: 'Undo…' }).click()
      await page.getByText('36 transactions go.').waitFor()
    },
  },
  { name: 'no changes of rules', scenario: 'full', path: '/changes' },
  { name: 'import, choosing', scenario: 'full', path: '/import?accountId=acc_dag' },
  { name: 'import, which account', scenario: 'full', path: '/import', after: chooseUnknownFile },
  { name: 'import, asking', scenario: 'full', path: '/import?accountId=acc_dag', after: chooseFile('ambiguous.csv') },
  { name: 'import, preview', scenario: 'full', path: '/import?accountId=acc_dag', after: chooseFile('bank.csv') },
  { name: 'import, refused', scenario: 'full', path: '/import?accountId=acc_dag', after: chooseFile('bank.pdf') },
  { name: 'sync history', scenario: 'full', path: '/runs' },
  { name: 'a failed run', scenario: 'full', path: '/runs/run_failed' },
  { name: 'an open run', scenario: 'full', path: '/runs/run_open' },
  { name: 'no destinations', scenario: 'empty', path: '/destinations' },
  { name: 'destinations', scenario: 'full', path: '/destinations' },
  {
    name: 'accounts for a destination',
    scenario: 'full',
    path: '/destinations',
    after: async ({ page }) => {
      await page.getByRole('button', { name: 'Choose accounts' }).click()
      await page.getByText('First day that is sent').waitFor()
    },
  },
  { name: 'more', scenario: 'full', path: '/more' },
  { name: 'no such page', scenario: 'full', path: '/nowhere' },
]

const THEMES = ['light', 'dark'] as const
/** The themes differ in colors only, so that the other rules need one of them. */
const DARK_RULES = ['color-contrast']
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The narrowest window that WCAG asks for (1.4.10): 1280 px at 400 %. */
const NARROWEST_PX = 320

type Finding = { id: string; nodes: { target: string[]; failureSummary: string }[] }

describe.skipIf(noBrowser !== null)('Every screen', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  }, 180_000)
  afterAll(() => browser?.close())

  const findings = async (app: App, rules: string[]): Promise<string[]> => {
    const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })
    const run = `axe.run(document, ${options}).then((found) => found.violations)`
    const violations: Finding[] = await app.page.evaluate(run)
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(' ')}: ${node.failureSummary}`))
  }

  // One visit shows a screen in all its looks: a page turns light, dark, wide and narrow while it is open.
  for (const scenario of ['empty', 'demo', 'full'] satisfies Scenario[]) {
    test(`of the ${scenario} household has no finding of axe, no complaint and no sideways scrolling`, async () => {
      const app = await openApp(browser, scenario)
      const found: string[] = []
      for (const screen of SCREENS.filter((one) => one.scenario === scenario)) {
        await app.page.setViewportSize(SIZES.wide)
        await app.visit(screen.path)
        await screen.after?.(app)
        await app.page.evaluate(axe.source)
        for (const size of Object.values(SIZES)) {
          await app.page.setViewportSize(size)
          for (const theme of THEMES) {
            await app.page.emulateMedia({ colorScheme: theme })
            await settled(app.page)
            const wrong = await findings(app, theme === 'light' ? TAGS : DARK_RULES)
            found.push(...wrong.map((words) => `${screen.name}, ${theme}, ${size.width} px: ${words}`))
          }
        }
        for (const width of [SIZES.phone.width, NARROWEST_PX]) {
          await app.page.setViewportSize({ width, height: 640 })
          if (await isTooWide(app)) found.push(`${screen.name}: scrolls sideways at ${width} px`)
        }
      }
      found.push(...app.complaints)
      await app.close()
      expect(found).toEqual([])
    }, 600_000)
  }
})

async function isTooWide({ page }: App): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth')
}
