// A row as our own files state it, read back.
import type { Statement } from '../source-record.ts'

/** What a transaction showed where it was exported. A category is known by its id, else by its name. */
export type ExportedView = {
  readonly payoree: string | null
  readonly category: { readonly id: string; readonly name: string } | null
  readonly note: string | null
}

export type ExportedRow = {
  readonly id: string
  readonly accountName: string
  readonly statement: Statement
  readonly view: ExportedView
}

/** A row, or what is wrong with it, with the line where it starts, 1-based. */
export type ReadExportedRow = { readonly line: number } & (
  | { readonly kind: 'row'; readonly row: ExportedRow }
  | { readonly kind: 'rejected'; readonly reason: string; readonly text: string }
)
