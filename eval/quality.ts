// `npm run -s eval:quality [-- PART]`: how well Tributary matches, names and sorts. Prints one JSON line a part and
// `{parts, skipped}` at the end, and writes docs/quality.md. Parts whose material is not there are skipped.
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { PARTS } from './lib/quality/parts.ts'
import { writePage } from './lib/quality/page.ts'
import type { Section } from './lib/quality/page.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const SHARED = process.env['TRIBUTARY_SHARED'] ?? path.resolve(ROOT, '../shared')
const PAGE = path.join(ROOT, 'docs', 'quality.md')

async function main(wanted: string | undefined): Promise<void> {
  const chosen = PARTS.filter(({ name }) => wanted === undefined || name === wanted)
  if (chosen.length === 0) {
    throw new Error(`there is no part "${wanted}"; the parts are ${PARTS.map(({ name }) => name).join(', ')}`)
  }
  const sections: Section[] = []
  let skipped = 0
  for (const { name, reads, measure } of chosen) {
    const missing = reads.filter((file) => !fs.existsSync(path.join(SHARED, file)))
    if (missing.length > 0) {
      skipped += 1
      console.log(JSON.stringify({ part: name, skipped: `not there: ${missing.join(', ')}` }))
      continue
    }
    const begin = performance.now()
    const { line, section } = await measure(SHARED)
    console.log(JSON.stringify({ part: name, ms: Math.round(performance.now() - begin), ...line }))
    sections.push({ name, ...section })
  }
  const before = fs.existsSync(PAGE) ? fs.readFileSync(PAGE, 'utf8') : ''
  const names = PARTS.map(({ name }) => name)
  fs.writeFileSync(PAGE, writePage(before, names, sections))
  console.log(JSON.stringify({ parts: sections.length, skipped }))
}

await main(process.argv[2])
