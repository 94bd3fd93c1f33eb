// From tags to the tree that they mean. A tag with a text is a value and holds nothing, whether it is closed
// or not, and wherever: some programs close values in the wrong order or around one another.
import type { Tag } from './tokens.ts'

/** A value where `children` is empty, else a group. */
export type OfxNode = {
  readonly name: string
  readonly text: string
  readonly children: readonly OfxNode[]
  readonly at: number
  /** False for a row or a list of rows that its statement ended without closing it. */
  readonly isClosed: boolean
}

export type Tree =
  | { readonly kind: 'tree'; readonly roots: readonly OfxNode[] }
  | { readonly kind: 'broken'; readonly name: string; readonly at: number }

/**
 * Groups that hold rows: one that is never closed, or closed without being open, means that rows can be
 * missing.
 */
const CONTAINER = /^(?:OFX|[A-Z0-9]+MSGSRSV\d|(?:CC|INV)?STMTTRNRS|(?:CC|INV)?STMTRS|INVTRANLIST)$/
/** One bank never closes its list but all else. */
const LIST = /^BANKTRANLISTP?$/
export const ROW = /^STMTTRNP?$/
const IN_LIST = /^(?:DTSTART|DTEND|DTASOF|STMTTRNP?)$/

const isStructure = (name: string): boolean => CONTAINER.test(name) || LIST.test(name) || ROW.test(name)

/** Deeper nesting than the specification's twelve groups is an attack. */
const DEPTH_MAX = 64

type Open = { readonly name: string; readonly at: number; readonly children: OfxNode[] }

/** Builds the tree, or names the group that is broken. */
export function buildTree(tags: readonly Tag[]): Tree {
  const root: Open = { name: '', at: 0, children: [] }
  const open: Open[] = [root]
  const top = () => open.at(-1) ?? root
  for (const [index, tag] of tags.entries()) {
    const { name, text, at } = tag
    if (tag.kind === 'open') {
      if (text !== '') top().children.push({ name, text, children: [], at, isClosed: true })
      else if (open.length > DEPTH_MAX) return { kind: 'broken', name, at }
      else open.push({ name, at, children: [] })
      continue
    }
    const before = tags[index - 1]
    if (before?.kind === 'open' && before.name === name && before.text !== '') continue
    const from = open.findLastIndex((candidate) => candidate.name === name)
    if (from <= 0) {
      if (isStructure(name)) return { kind: 'broken', name, at }
      continue
    }
    const unclosed = open.slice(from + 1).find((group) => CONTAINER.test(group.name))
    if (unclosed) return { kind: 'broken', name: unclosed.name, at: unclosed.at }
    closeFrom(open, from)
  }
  const left = open.slice(1).find(({ name }) => isStructure(name))
  if (left) return { kind: 'broken', name: left.name, at: left.at }
  closeFrom(open, 1)
  return { kind: 'tree', roots: root.children }
}

/** Closes the group at `from` and all within it, which were never closed. */
function closeFrom(open: Open[], from: number): void {
  while (open.length > from) {
    const group = open.pop()
    const parent = open.at(-1)
    if (group === undefined || parent === undefined) return
    const { name, at, children } = group
    if (open.length === from) parent.children.push({ name, text: '', children, at, isClosed: true })
    else for (const node of unclosed(group)) parent.children.push(node)
  }
}

/**
 * What a group that was never closed stands for. A row stays one, to be rejected. A list keeps its rows, and
 * the balances behind them stand beside it. All else is a value without a text, and what followed it stands
 * beside it.
 */
function unclosed({ name, at, children }: Open): readonly OfxNode[] {
  const node = (kept: readonly OfxNode[], isClosed: boolean): OfxNode => ({
    name,
    text: '',
    children: kept,
    at,
    isClosed,
  })
  if (ROW.test(name)) return [node(children, false)]
  if (!LIST.test(name)) return [node([], true), ...children]
  const belongs = (child: OfxNode) => IN_LIST.test(child.name)
  return [node(children.filter(belongs), false), ...children.filter((child) => !belongs(child))]
}

/** The first child of that name. */
export const childOf = (node: OfxNode, name: string): OfxNode | undefined =>
  node.children.find((child) => child.name === name)

/** The text of the value at a path of names, or null where there is none or it is empty. */
export function textAt(node: OfxNode, ...path: readonly string[]): string | null {
  let found: OfxNode | undefined = node
  for (const name of path) found = found && childOf(found, name)
  return found === undefined || found.text === '' ? null : found.text
}

/** All nodes of one of the names, in the file's order, however deep. */
export function allNamed(nodes: readonly OfxNode[], names: readonly string[]): readonly OfxNode[] {
  return nodes.flatMap((node) => [
    ...(names.includes(node.name) ? [node] : []),
    ...allNamed(node.children, names),
  ])
}
