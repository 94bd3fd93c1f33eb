// What a text is cut into.

export type Line = {
  readonly cells: readonly string[]
  /** The file's line on which the row starts, 1-based. */
  readonly line: number
}

export type Tokens =
  | { readonly ok: true; readonly lines: readonly Line[]; readonly quote: string }
  | { readonly ok: false; readonly reason: string }
