// A row as evidence.
import type { JsonValue } from '../../../domain/source-record.ts'
import type { OfxNode } from './tree.ts'

/** The row's values by name; groups within it as objects. */
export const rawOf = (node: OfxNode): { readonly [key: string]: JsonValue } =>
  Object.fromEntries(
    node.children.map((child) => [child.name, child.children.length === 0 ? child.text : rawOf(child)]),
  )
