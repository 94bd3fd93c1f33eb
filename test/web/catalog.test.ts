import { execFileSync } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const lingui = path.join(root, 'node_modules/@lingui/cli/dist/lingui.js')

test('the catalogs hold every word of the sources, and no others', () => {
  const check = ['check', 'sync', '--clean', '--config', 'lingui.config.ts', '--workers', '1']
  const run = () => execFileSync(process.execPath, [lingui, ...check], { cwd: path.join(root, 'web'), stdio: 'pipe' })
  expect(run).not.toThrow()
}, 60_000)
