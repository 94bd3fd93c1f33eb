import path from 'node:path'
import { lineAt, parse, type Sources } from './sources.ts'

/** One import or re-export: of a file of ours, a package, or a module of Node. */
export type Import = { from: string; line: number; isType: boolean } & (
  { kind: 'file'; target: string } | { kind: 'package' | 'node'; name: string }
)

/** All imports of a file, those of types and dynamic ones with a literal path included. */
export function importsOf(file: string, text: string): Import[] {
  const { module } = parse(file, text)
  const requests = [
    ...module.staticImports.map(({ moduleRequest, entries }) => {
      return { ...moduleRequest, isType: entries.length > 0 && entries.every(({ isType }) => isType) }
    }),
    ...module.staticExports.flatMap(({ entries }) => {
      return entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ ...moduleRequest, isType }] : [],
      )
    }),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) =>
      literal(text.slice(start, end), start),
    ),
  ]
  return requests.map(({ value, start, isType }) => {
    return { from: file, line: lineAt(text, start), isType, ...resolve(file, value) }
  })
}

/** A computed path is nobody's import that we could name. */
function literal(source: string, start: number): { value: string; start: number; isType: boolean }[] {
  const value = /^(['"])(.*)\1$/.exec(source)?.[2]
  return value === undefined ? [] : [{ value, start, isType: false }]
}

type Target = { kind: 'file'; target: string } | { kind: 'package' | 'node'; name: string }

function resolve(file: string, request: string): Target {
  if (request.startsWith('.')) {
    const withoutQuery = request.replace(/\?.*$/, '')
    return { kind: 'file', target: path.posix.join(path.posix.dirname(file), withoutQuery) }
  }
  if (request.startsWith('node:')) return { kind: 'node', name: request }
  const parts = request.split('/')
  return { kind: 'package', name: parts.slice(0, request.startsWith('@') ? 2 : 1).join('/') }
}

/** Circles of files that import one another, each once, beginning with its first file by name. */
export function findCycles(sources: Sources): string[][] {
  const targets = new Map<string, string[]>()
  for (const [file, text] of sources) {
    const files = importsOf(file, text).flatMap((each) => (each.kind === 'file' ? [each.target] : []))
    targets.set(
      file,
      files.filter((target) => sources.has(target)),
    )
  }
  const cycles = new Map<string, string[]>()
  const finished = new Set<string>()

  function visit(file: string, trail: string[]): void {
    const repeatedAt = trail.indexOf(file)
    if (repeatedAt >= 0) {
      const cycle = fromFirstName(trail.slice(repeatedAt))
      cycles.set(cycle.join(' '), cycle)
    } else if (!finished.has(file)) {
      for (const target of targets.get(file) ?? []) visit(target, [...trail, file])
      finished.add(file)
    }
  }

  for (const file of [...targets.keys()].sort()) visit(file, [])
  return [...cycles.values()]
}

function fromFirstName(cycle: string[]): string[] {
  const first = cycle.indexOf([...cycle].sort()[0] ?? '')
  return [...cycle.slice(first), ...cycle.slice(0, first)]
}
