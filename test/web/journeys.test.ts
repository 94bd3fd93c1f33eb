import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type App, launchBrowser, noBrowser, openApp, settled } from './support/open-app.ts'
import type { Scenario } from './fake/household.ts'

/** The most that the first page may bring, compressed; a slow phone needs a second for it. */
const FIRST_JS_KB_MAX = 170
const LAZY_JS_KB_MAX = 40
/** All of the looks, compressed: they come before anything shows. */
const CSS_KB_MAX = 8
/** The ledger holds thousands of rows; the document only those in the window and a few beyond. */
const LEDGER_ROWS_MAX = 60
/** No control of a screen is further away than this many tab stops. */
const TABS_MAX = 60

describe.skipIf(noBrowser !== null)('A person', { timeout: 60_000 }, () => {
  let browser: Browser
  let app: App

  beforeAll(async () => {
    browser = await launchBrowser()
  }, 180_000)
  afterAll(() => browser?.close())

  const open = async (scenario: Scenario, path: string, size?: 'phone') => {
    app = await openApp(browser, scenario, size === undefined ? {} : { size })
    await app.visit(path)
    return app.page
  }
  afterEach(async () => {
    const { complaints } = app
    await app.close()
    expect(complaints).toEqual([])
  })

  test('connects a demo bank and sees its history arrive, by keyboard alone', async () => {
    const page = await open('empty', '/')
    await tabTo(page, 'link', /demo data/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Connect a bank', level: 1 }).waitFor()
    await tabTo(page, 'searchbox', /name or website/)
    await page.keyboard.type('platypus')
    await page.getByRole('option').nth(1).waitFor({ state: 'detached' })
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Connect First Platypus Bank' }).waitFor()
    await tabTo(page, 'radio', /Everything/)
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL(/days=365/)
    await tabTo(page, 'button', /Continue to/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await tabTo(page, 'link', /Allow/)
    await page.keyboard.press('Enter')
    await page.getByText('Your history is arriving').waitFor()
    for (let step = 0; step < 5; step += 1) app.server.advanceRuns()
    await page.getByText('2,000 transactions have arrived from First Platypus Bank').waitFor()
    expect(new URL(page.url()).search).toBe('')
  })

  test('imports a file: makes its account, answers its question, sees what would change, and what came of it', async () => {
    const page = await open('empty', '/import')
    await page.locator('input[type=file]').setInputFiles(csv('ambiguous.csv'))
    await page.getByLabel('Name').fill('Everyday')
    expect(await page.getByLabel('Currency').inputValue()).toBe('EUR')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByText('What does 03/04/2026 mean in this file?').waitFor()
    expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true)
    await page.getByText('3 April 2026').click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('"31/02/2026" is not a date.').waitFor()
    await page.getByRole('button', { name: 'Import 38 transactions' }).click()
    await page.getByText('37 transactions were imported').waitFor()
  })

  test('hands in several files: one finds its account, the next is asked about', async () => {
    const page = await open('full', '/import')
    await page.locator('input[type=file]').setInputFiles([csv('bank.ofx'), csv('other.csv')])
    await page.getByRole('button', { name: /^Import \d/ }).click()
    await page.getByText('37 transactions were imported').waitFor()
    await page.getByRole('button', { name: 'Go on with the last file' }).click()
    await page.getByText('The file says that its account ends in').waitFor()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: /^Import \d/ }).waitFor()
  })

  test('learns that a file holds nothing new, and cannot import it', async () => {
    const page = await open('full', '/import?accountId=acc_dag')
    await page.locator('input[type=file]').setInputFiles(csv('again.csv'))
    await page.getByText('All 41 rows of this file are already here.').waitFor()
    expect(await page.getByRole('button', { name: /^Import \d/ }).count()).toBe(0)
  })

  test('watches a sync that moves on by itself', async () => {
    const page = await open('full', '/connections/con_platypus')
    await page.getByRole('button', { name: 'Sync now' }).click()
    await page.getByRole('link', { name: /Waiting to start/ }).click()
    const step = page.locator('li[aria-current=step]')
    await step.getByText('Waiting for its turn').waitFor()
    app.server.advanceRuns()
    await step.getByText('Contacting the bank').waitFor()
    app.server.advanceRuns()
    await step.getByText('Reading transactions').waitFor()
    await page.getByText('800').first().waitFor()
    for (let left = 0; left < 3; left += 1) app.server.advanceRuns()
    await page.getByText('What came of every record').waitFor()
  })

  test('is told to wait for nothing when live updates fail, and the page asks instead', async () => {
    app = await openApp(browser, 'full')
    await app.page.route('**/api/v1/events', (route) => route.fulfill({ status: 204 }))
    await app.visit('/runs/run_open')
    await app.page.getByText(/Live updates are off; refreshing every/).waitFor({ timeout: 40_000 })
  })

  test('moves through the ledger with the arrow keys and edits a transaction at its side', async () => {
    const page = await open('full', '/transactions')
    await page.locator('[data-index="0"] a').focus()
    for (let step = 0; step < 30; step += 1) await page.keyboard.press('ArrowDown')
    await page.locator('[data-index="30"] a:focus').waitFor()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Note').fill('Shared with Sam')
    await panel.getByRole('button', { name: 'Save' }).click()
    await page.getByText("Saved. Syncs won't change what you wrote.").waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
  })

  test('scrolls through thousands of rows of which few are in the document', async () => {
    const page = await open('full', '/transactions')
    const rows = page.locator('[data-index]')
    const end = page.getByText("That's all of them.")
    while ((await end.count()) === 0) {
      await page.keyboard.press('End')
      expect(await rows.count()).toBeLessThanOrEqual(LEDGER_ROWS_MAX)
    }
    await page.keyboard.press('End')
    await page.locator('[data-index="1203"]').waitFor()
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('1205')
  })

  test('sees sums of a filter for each currency, never over two', async () => {
    const page = await open('full', '/transactions?status=posted')
    await page.getByText(/Sum in USD/).waitFor()
    await page.getByText(/Sum in GBP/).waitFor()
    const shown = await page.locator('main').innerText()
    // U+2212, as in all amounts; a hyphen is no minus.
    expect(shown).toMatch(/−£/)
    expect(shown).not.toMatch(/-[$£]/)
  })

  test('answers a question by key, takes the answer back, and answers the next ones', async () => {
    const page = await open('full', '/review')
    await page.getByRole('heading', { name: 'Are these the same transaction?' }).waitFor()
    await page.getByText('62% one and the same').waitFor()
    await page.keyboard.press('m')
    await page.getByText('Joined: they are one transaction now.').waitFor()
    await page.locator('h2:focus', { hasText: 'Is this money between your own accounts?' }).waitFor()
    await page.keyboard.press('u')
    await page.getByText('Question 1 of 4').waitFor()
    await page.getByRole('heading', { name: 'Are these the same transaction?' }).waitFor()
    await page.keyboard.press('k')
    await page.getByRole('heading', { name: 'Is this money between your own accounts?' }).waitFor()
    await page.keyboard.press('s')
    await page.getByRole('heading', { name: 'The bank took back a transaction you had worked on' }).waitFor()
    await page.getByRole('button', { name: 'Leave it so' }).click()
    await page.getByRole('heading', { name: 'Who is this?' }).waitFor()
    await page.getByText('Your answer names 3 transactions').waitFor()
    await page.getByRole('radio', { name: 'Anna Schmidt, rent' }).check({ force: true })
    await page.getByRole('button', { name: 'That one' }).click()
    await page.getByText('Named, and will be from now on.').waitFor()
    await page.getByText('You answered 4 questions. Later syncs obey.').waitFor()
    await page.keyboard.press('u')
    await page.getByRole('heading', { name: 'Who is this?' }).waitFor()
  })

  test('turns the keys of the review off, and then a letter answers nothing', async () => {
    const page = await open('full', '/review')
    await page.getByLabel(/Answer with single keys/).uncheck()
    await page.locator('h2').first().focus()
    await page.keyboard.press('m')
    await page.getByRole('button', { name: 'Next question' }).click()
    await page.getByText('Question 2 of 4').waitFor()
  })

  test('undoes an imported file after reading what would stay', async () => {
    const page = await open('full', '/imports')
    await page.getByRole('link', { name: /statement-november.csv/ }).click()
    await page.getByRole('button', { name: 'Undo…' }).click()
    const question = page.getByRole('alertdialog')
    await question.getByText('36 transactions go.').waitFor()
    await question.getByText('1 stays, because you changed something there since.').waitFor()
    await question.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('What stayed').waitFor()
    await page.getByText('Stayed, because you edited it since.').waitFor()
    await page.getByRole('button', { name: 'Undo…' }).waitFor({ state: 'detached' })
  })

  test('writes a rule, sees what it would change, saves it, and takes it back', async () => {
    const page = await open('full', '/rules')
    await page.getByRole('link', { name: 'New rule' }).click()
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('kettle')
    await page.getByRole('textbox', { name: 'Name of the rule' }).fill('Kettles are coffee')
    await page.getByRole('combobox', { name: 'Category' }).fill('coff')
    await page.getByRole('option', { name: /Coffee and bakery/ }).click()
    await page.getByText('37 past transactions change.').waitFor()
    await page.getByRole('button', { name: 'Save the rule' }).click()
    await page.getByText('Saved. Transactions changed: 37.').waitFor()
    await page.getByRole('link', { name: 'Kettles are coffee' }).waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('link', { name: 'Kettles are coffee' }).waitFor({ state: 'detached' })
  })

  test('sorts one transaction anew and lets it be always so', async () => {
    const page = await open('full', '/transactions?open=txn_000004')
    const panel = page.getByRole('dialog')
    await panel.getByRole('combobox', { name: 'Category' }).fill('rest')
    await page.getByRole('option', { name: /Restaurants/ }).click()
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText(/^Always do this for/).waitFor()
    await panel.getByRole('button', { name: 'Always…' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Always' }).click()
    await page.getByText('Saved. Transactions changed: 37.').waitFor()
  })

  test('disconnects a bank after being told that the transactions stay', async () => {
    const page = await open('full', '/connections/con_platypus')
    await page.getByRole('button', { name: /More actions/ }).click()
    await page.getByRole('menuitem', { name: /Disconnect/ }).click()
    const question = page.getByRole('alertdialog')
    await question.getByText('Your 3,612 transactions stay.').waitFor()
    await question.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByText('Disconnected', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Sync now' }).count()).toBe(0)
  })

  test('finds the focus on the title of each page, and the skip link first', async () => {
    const page = await open('full', '/')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to content')
    await page.getByRole('link', { name: /^Connections/ }).first().click()
    await page.locator('h1:focus', { hasText: 'Connections' }).waitFor()
    expect(await page.title()).toBe('Connections (9) · Tributary')
  })

  test('chooses a theme, which holds after a reload', async () => {
    const page = await open('full', '/')
    const canvas = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    const light = await canvas()
    await page.getByTitle('Dark theme').click()
    const dark = await canvas()
    expect(dark).not.toBe(light)
    await page.reload()
    await settled(page)
    expect(await canvas()).toBe(dark)
  })

  test('reads that nothing is lost where the server fails, and tries again', async () => {
    const page = await open('full', '/more')
    app.server.fail(true)
    await page.goto(`${app.server.url}/connections`)
    await page.getByText("We couldn't load your connections. Your data is safe.").waitFor()
    app.server.fail(false)
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByRole('link', { name: 'First Platypus Bank' }).waitFor()
    // The browser itself writes each failed request to the console.
    app.complaints.splice(0)
  })

  test('reaches every place from the bar of a phone', async () => {
    const page = await open('full', '/', 'phone')
    await page.getByRole('link', { name: 'More' }).click()
    await page.getByRole('link', { name: 'Sync history' }).click()
    await page.locator('h1:focus', { hasText: 'Sync history' }).waitFor()
  })

  test('downloads little before the first page shows', async () => {
    app = await openApp(browser, 'demo')
    const sizes: number[] = []
    const looks: number[] = []
    app.page.on('response', (response) => {
      const into = response.url().endsWith('.js') ? sizes : response.url().endsWith('.css') ? looks : null
      if (into !== null) void response.body().then((body) => into.push(gzipSync(body).length / 1000))
    })
    await app.visit('/')
    const total = sizes.reduce((sum, size) => sum + size, 0)
    expect(total).toBeGreaterThan(50)
    expect(total).toBeLessThanOrEqual(FIRST_JS_KB_MAX)
    expect(looks).toHaveLength(1)
    expect(Math.max(...looks)).toBeLessThanOrEqual(CSS_KB_MAX)
    sizes.splice(0)
    await app.page.getByRole('link', { name: 'All transactions' }).click()
    await app.page.getByRole('table').waitFor()
    expect(Math.max(...sizes)).toBeLessThanOrEqual(LAZY_JS_KB_MAX)
  })
})

function csv(name: string) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from('date;amount\n') }
}

async function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement?.textContent ?? ""')
}

/** Presses Tab until the control has the focus: a control that the keyboard does not reach fails the test. */
async function tabTo(page: Page, role: 'link' | 'button' | 'radio' | 'searchbox', name: RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name }).first()
  await wanted.waitFor()
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    const isThere = await wanted.evaluate((element) => element === element.ownerDocument.activeElement)
    if (isThere) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach the ${role} ${name}`)
}
