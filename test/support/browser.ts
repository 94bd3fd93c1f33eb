import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import process from 'node:process'
import { chromium as playwrightChromium } from 'playwright-core'

/** A Chromium to test with, or why there is none. */
export type FoundBrowser =
  { isFound: true; executablePath: string; args: string[] } | { isFound: false; reason: string }

/** Where Linux distributions and macOS put it. */
const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A browser that cannot print its version within this cannot run tests either. */
const versionMsMax = 20_000

/** Root has no sandbox to start, and containers have a small /dev/shm. */
const commonArguments = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []

/**
 * Finds a Chromium: the one that TRIBUTARY_CHROMIUM names, the system's, Playwright's, or the one packaged
 * on npm, which unpacks itself into the temporary folder.
 */
export async function findChromium(): Promise<FoundBrowser> {
  const named = process.env['TRIBUTARY_CHROMIUM']
  if (named !== undefined && named !== '') {
    const problem = problemWith(named)
    if (problem === undefined) return found(named)
    return { isFound: false, reason: `TRIBUTARY_CHROMIUM names ${named}, which does not run: ${problem}` }
  }
  const installed = [...systemPaths, playwrightChromium.executablePath()].filter((file) =>
    fs.existsSync(file),
  )
  const working = installed.find((file) => problemWith(file) === undefined)
  if (working !== undefined) return found(working)
  return findPackaged()
}

async function findPackaged(): Promise<FoundBrowser> {
  if (process.platform !== 'linux') {
    return { isFound: false, reason: 'no Chromium is installed; set TRIBUTARY_CHROMIUM to one' }
  }
  const { default: packaged } = await import('@sparticuz/chromium')
  const file = await packaged.executablePath()
  const problem = problemWith(file)
  if (problem === undefined) return found(file, packaged.args)
  return { isFound: false, reason: `no Chromium is installed, and the packaged one does not run: ${problem}` }
}

function found(executablePath: string, args: string[] = []): FoundBrowser {
  return { isFound: true, executablePath, args: [...args, ...commonArguments] }
}

/** The first line of what keeps a browser from running, a missing library for example. */
function problemWith(file: string): string | undefined {
  try {
    execFileSync(file, ['--version'], { stdio: 'pipe', timeout: versionMsMax })
    return undefined
  } catch (error) {
    const words = (error as { stderr?: Buffer }).stderr?.toString().trim()
    return (words || String(error)).split('\n')[0]
  }
}

/** Whether a missing browser is a failure, as it is in CI. */
export const isBrowserRequired = process.env['TRIBUTARY_REQUIRE_BROWSER'] === '1'
