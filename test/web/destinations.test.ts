// Sending to a budget program, in a browser.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, noBrowser, openApp } from './support/open-app.ts'

describe.skipIf(noBrowser !== null)('Destinations', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  }, 180_000)
  afterAll(() => browser?.close())

  test('are set up with what the program asks for, a secret hidden while it is typed', async () => {
    const app = await openApp(browser, 'empty')
    const { page } = app
    await app.visit('/destinations')
    await page.getByRole('button', { name: 'Add a budget program' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByLabel('Address').fill('https://envelopes.example')
    const token = dialog.getByLabel('Token')
    expect(await token.getAttribute('type')).toBe('password')
    expect(await dialog.getByRole('button', { name: 'Try and save' }).isDisabled()).toBe(true)
    await token.fill('envelopes-fake-token')
    await dialog.getByRole('button', { name: 'Try and save' }).click()
    await page.getByRole('heading', { name: 'Our envelopes' }).waitFor()
    await page.getByText('No account is sent yet.').waitFor()
    expect(app.complaints).toEqual([])
    await app.close()
  })

  test('show what a push would do before it is begun', async () => {
    const app = await openApp(browser, 'full')
    const { page } = app
    await app.visit('/transactions')
    await page.getByRole('link', { name: 'Send to a budget program' }).click()
    await page.getByRole('button', { name: 'What would be sent?' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText('Would send 14.').waitFor()
    await dialog.getByText('and 58 more').waitFor()
    await dialog.getByRole('button', { name: 'Push now' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Nothing new to send.').waitFor()
    expect(app.complaints).toEqual([])
    await app.close()
  })

  test('tell what failed and who must act, and take a push back once asked', async () => {
    const app = await openApp(browser, 'full')
    const { page } = app
    await app.visit('/destinations')
    await page.getByText('Make a new token there and enter it here.').waitFor()
    await page.getByRole('button', { name: 'Change access' }).click()
    await page.getByLabel('Token').fill('envelopes-fake-token')
    await page.getByRole('button', { name: 'Try and save' }).click()
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('Put back 0, took back 14.').waitFor()
    expect(app.complaints).toEqual([])
    await app.close()
  })
})
