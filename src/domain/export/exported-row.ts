// A row as our own files state it, read back.
import type { Statement } from '../source-record.ts'

/**
 * What a transaction showed where it was exported; a field left out says nothing. A category of ours is known by its id,
 * else by its name; one of another program by its names from the widest to the narrowest.
 */
export type ExportedView = {
  readonly payoree?: string | null
  readonly category?: { readonly id: string; readonly name: string } | null
  readonly categoryPath?: readonly string[]
  readonly note?: string | null
  readonly tags?: readonly string[]
  /** Of another program: each field that it states is the person's word, also about rows that are here already. */
  readonly isOfProgram?: true
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
