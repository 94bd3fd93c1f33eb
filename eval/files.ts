// Imports files whose right result is known, and says of each whether it came out right.
//
// `npm run -s eval:files -- MANIFEST.tsv ROOT`: one JSON line per file, then `{right, wrong, asked, refused, payee}`.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { Expected } from './lib/expected.ts'
import { judgeFile } from './lib/judge-file.ts'
import type { Verdict } from './lib/judge-file.ts'
import { readManifest } from './lib/manifest.ts'

export type FileVerdict = Verdict & { readonly path: string }

/** Judges every file of the manifest that exists and has an existing expected result, in the manifest's order. */
export function judgeAll(manifestPath: string, root: string): readonly FileVerdict[] {
  return readManifest(readFileSync(manifestPath, 'utf8')).flatMap(({ path, expected }) => {
    const [file, answer] = [join(root, path), join(root, expected)]
    if (!existsSync(file) || !existsSync(answer)) return []
    const wanted = Expected.parse(JSON.parse(readFileSync(answer, 'utf8')))
    return [{ path, ...judgeFile({ name: basename(path), bytes: readFileSync(file) }, wanted) }]
  })
}

export type Summary = {
  readonly right: number
  readonly wrong: number
  readonly asked: number
  readonly refused: number
  /** Share of compared payees or descriptions that match, 0 to 1. */
  readonly payee: number
}

export function summarize(verdicts: readonly Verdict[]): Summary {
  const count = (verdict: Verdict['verdict']) => verdicts.filter((file) => file.verdict === verdict).length
  const payees = verdicts.flatMap((file) => file.payees)
  const matching = payees.filter((isMatch) => isMatch).length
  return {
    right: count('right'),
    wrong: count('wrong'),
    asked: count('asked'),
    refused: count('refused'),
    payee: payees.length === 0 ? 0 : Math.round((matching / payees.length) * 1000) / 1000,
  }
}

function main([manifest, root]: readonly string[]): void {
  if (manifest === undefined || root === undefined) {
    process.stderr.write('usage: npm run -s eval:files -- MANIFEST.tsv ROOT\n')
    process.exitCode = 1
    return
  }
  const verdicts = judgeAll(manifest, root)
  for (const { path, verdict, reason } of verdicts)
    process.stdout.write(`${JSON.stringify({ path, verdict, reason })}\n`)
  process.stdout.write(`${JSON.stringify(summarize(verdicts))}\n`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  main(process.argv.slice(2))
