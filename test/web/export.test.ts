// The export of the ledger, in a browser: what is chosen is what is asked of the server.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, noBrowser, openApp } from './support/open-app.ts'

describe.skipIf(noBrowser !== null)('The export', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  }, 180_000)
  afterAll(() => browser?.close())

  test('is of the account and days that the ledger is narrowed to, in the chosen format', async () => {
    const app = await openApp(browser, 'demo')
    await app.visit('/transactions?from=2026-01-01')
    await app.page.getByRole('button', { name: 'Export' }).click()
    const dialog = app.page.getByRole('alertdialog', { name: 'Export the ledger' })
    await dialog.getByText('The account and the days of the filter are exported.').waitFor()
    const link = dialog.getByRole('link', { name: 'Download' })
    expect(await link.getAttribute('href')).toBe('/api/v1/exports/csv?from=2026-01-01')
    await dialog.getByRole('button', { name: /Format/ }).click()
    await app.page.getByRole('option', { name: 'Beancount' }).click()
    expect(await link.getAttribute('href')).toBe('/api/v1/exports/beancount?from=2026-01-01')
    await app.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(app.complaints).toEqual([])
    await app.close()
  })
})
