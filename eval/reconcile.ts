// Runs duplicate-detection cases through the real planner.
//
// `npm run -s eval:reconcile -- CASES.jsonl RESULTS.jsonl`: one result per line; last line `{cases, written, errors}`.
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { Case, runCase } from './lib/reconcile-case.ts'

function main(args: readonly string[]): void {
  const [casesPath, resultsPath] = args
  if (casesPath === undefined || resultsPath === undefined) {
    throw new Error('give a file of cases and a file for the results: eval:reconcile -- CASES.jsonl RESULTS.jsonl')
  }
  const lines = readFileSync(casesPath, 'utf8').split('\n').filter((line) => line.trim() !== '')
  const results: string[] = []
  let errors = 0
  lines.forEach((line, index) => {
    try {
      results.push(JSON.stringify(runCase(Case.parse(JSON.parse(line)))))
    } catch (error) {
      errors += 1
      console.error(`case on line ${index + 1}: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  writeFileSync(resultsPath, results.map((result) => `${result}\n`).join(''))
  console.log(JSON.stringify({ cases: lines.length, written: results.length, errors }))
}

main(process.argv.slice(2))
