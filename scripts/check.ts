// `npm run check`: everything that can be said about the code without running it. Ends with `N passed, N
// failed`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { layerViolations } from '../test/architecture/layers.ts'
import { describeViolation, readSources, type Sources, type Violation } from '../test/architecture/sources.ts'
import { vocabularyViolations } from '../test/architecture/vocabulary.ts'

/** The words of a check are shown when it finds something. */
type Check = { name: string; run: () => Promise<{ isGood: boolean; words: string }> }

const root = fileURLToPath(new URL('..', import.meta.url))

/** A program run by this very Node. */
function runs(name: string, ...args: string[]): Check {
  return {
    name,
    run: async () => {
      const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
      const chunks: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
      child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
      const [code] = (await once(child, 'close')) as [number | null]
      return { isGood: code === 0, words: Buffer.concat(chunks).toString('utf8') }
    },
  }
}

function inspects(name: string, find: (sources: Sources) => Violation[]): Check {
  return {
    name,
    run: async () => {
      const violations = find(readSources())
      return { isGood: violations.length === 0, words: violations.map(describeViolation).join('\n') }
    },
  }
}

const checks: Check[] = [
  runs('lint', 'node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'),
  runs('types of the server', 'node_modules/typescript/bin/tsc', '--noEmit'),
  runs('types of the page', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web'),
  runs('unused code', 'node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'),
  inspects('import directions', layerViolations),
  inspects('vocabulary', vocabularyViolations),
  runs('complete lock file', 'scripts/complete-lock.ts', '--check'),
  runs('generated pages', 'scripts/generate-docs.ts', '--check'),
]

const waiting = [...checks]
let failed = 0
async function work(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const startedAt = performance.now()
    const { isGood, words } = await check.run()
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${isGood ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)`)
    if (isGood) continue
    failed += 1
    console.log(words.trimEnd().replace(/^/gm, '       '))
  }
}
await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, work))

console.log(`${checks.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
