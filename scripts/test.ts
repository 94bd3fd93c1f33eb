// Runs the tests: `npm test [-- FILTER…]`. With --long, property tests try ten times as many cases, and a budget program's
// own server is fetched, which is too large for everybody's install.
import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const given = process.argv.slice(2)
const isLong = given.includes('--long')
if (isLong) {
  process.env['TRIBUTARY_LONG'] = '1'
  const folder = fileURLToPath(new URL('../test/destinations/actual-server', import.meta.url))
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder], { stdio: 'inherit' })
}

const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url)
process.chdir(fileURLToPath(new URL('..', import.meta.url)))
process.argv = [
  process.execPath,
  fileURLToPath(vitest),
  'run',
  ...given.filter((argument) => argument !== '--long'),
]
await import(vitest.href)
