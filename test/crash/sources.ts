// Finds the awaits of a source file and the crash points after them, in its syntax tree.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'rolldown/parseAst'

const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** Everything between a span and the ledger and back: the engine, the snapshot, the commit and the undo with their parts. */
export function guardedFiles(): readonly string[] {
  const sync = fs.readdirSync(path.join(root, 'src/sync')).filter((name) => /(?<!\.test)\.ts$/.test(name))
  const commit = ['commit', 'batches', 'before-images', 'flip-rows', 'snapshot', 'write-records', 'write-transactions']
  const undo = ['undo', 'undo-blockers', 'undo-exactly', 'undo-footprint', 'undo-kept', 'undo-rows']
  return [...sync.map((name) => `src/sync/${name}`), ...[...commit, ...undo].map((name) => `src/storage/${name}.ts`)]
}

export const readSource = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8')

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown }

export type Scanned = {
  /** Lines with an await that no crash point follows. */
  readonly bare: readonly number[]
  readonly points: readonly string[]
}

/**
 * Each await must be followed at once by `crashPoint('…')`: as the next statement of the innermost block it stands in,
 * or, for `for await`, as the first of the loop's body.
 */
export function scan(source: string): Scanned {
  const bare: number[] = []
  const points: string[] = []
  const lineOf = (node: Node) => source.slice(0, node.start).split('\n').length
  const visit = (node: Node, next: Node | undefined): void => {
    if (node.type === 'AwaitExpression' && !isCrashPoint(next)) bare.push(lineOf(node))
    if (node.type === 'ForOfStatement' && node['await'] === true && !isCrashPoint(firstOf(node['body']))) {
      bare.push(lineOf(node))
    }
    const name = pointName(node)
    if (name !== null) points.push(name)
    for (const value of Object.values(node)) {
      if (isBody(node, value)) value.forEach((statement, index) => visit(statement, value[index + 1]))
      else for (const child of nodesIn(value)) visit(child, isFunction(child) ? undefined : next)
    }
  }
  visit(parseAst(source, { lang: 'ts' }) as unknown as Node, undefined)
  return { bare, points }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const nodesIn = (value: unknown): readonly Node[] => (Array.isArray(value) ? value : [value]).filter(isNode)

/** Lists of statements; in them the next statement is what follows. */
const isBody = (node: Node, value: unknown): value is readonly Node[] =>
  Array.isArray(value) && value === node['body'] && /^(BlockStatement|Program)$/.test(node.type)

const isFunction = ({ type }: Node): boolean => /Function/.test(type)

const firstOf = (block: unknown): Node | undefined =>
  isNode(block) && Array.isArray(block['body']) ? nodesIn(block['body'])[0] : undefined

const isCrashPoint = (statement: Node | undefined): boolean =>
  statement?.type === 'ExpressionStatement' && nodesIn(statement['expression']).some((node) => pointName(node) !== null)

function pointName(node: Node): string | null {
  if (node.type !== 'CallExpression') return null
  const [callee] = nodesIn(node['callee'])
  const [argument] = nodesIn(node['arguments'])
  if (callee?.['name'] !== 'crashPoint') return null
  return typeof argument?.['value'] === 'string' ? argument['value'] : null
}
