import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'rolldown/utils'

/** Source texts by path from the root of the checkout, with forward slashes. */
export type Sources = ReadonlyMap<string, string>

export const root = fileURLToPath(new URL('../..', import.meta.url))

const folders = ['src', 'web', 'eval', 'test', 'scripts', 'launcher', 'bin']
const sourceFile = /\.(ts|tsx|mjs)$/
const skippedFolders = new Set(['node_modules', 'dist', '__screenshots__'])

/** Reads every source file of the checkout. */
export function readSources(): Sources {
  const sources = new Map<string, string>()
  for (const folder of folders) collect(folder, sources)
  return sources
}

function collect(folder: string, into: Map<string, string>): void {
  const absolute = path.join(root, folder)
  if (!fs.existsSync(absolute)) return
  for (const entry of fs.readdirSync(absolute, { withFileTypes: true })) {
    const at = `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name)) collect(at, into)
    } else if (sourceFile.test(entry.name)) {
      into.set(at, fs.readFileSync(path.join(root, at), 'utf8'))
    }
  }
}

/** Tests may import everything and name everything. */
export function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.startsWith('test/')
}

/** The syntax tree of a file, with its imports and comments. */
export function parse(file: string, text: string): ReturnType<typeof parseSync> {
  const parsed = parseSync(file, text)
  const [problem] = parsed.errors
  if (problem !== undefined) throw new Error(`${file} cannot be parsed: ${problem.message}`)
  return parsed
}

/** The number of the line at an offset, counted from one. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

export type Violation = { file: string; line: number; problem: string }

export function describeViolation({ file, line, problem }: Violation): string {
  return `${file}:${line} ${problem}`
}
