// How far a pattern is read, and how reading it ends early.
import type { PatternFault } from './pattern-tree.ts'

/** The characters and how far they are read. */
export type Reading = { readonly characters: readonly string[]; position: number }

/** Leaves the parser from wherever it is; caught by `parsePattern` alone. */
export class PatternRefused extends Error {
  override readonly name = 'PatternRefused'
  readonly fault: PatternFault

  constructor(position: number, text: string) {
    super(text)
    this.fault = { position, text }
  }
}
