import type { ParseArgsOptionsConfig } from 'node:util'
import type { Output, Program } from './program.ts'

/** What a command ends with, for scripts. */
export const EXIT = { ok: 0, failed: 1, needsUser: 2, partly: 3 } as const

/** Options as they were given; a repeated option is a list. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export type Command = {
  /** One line for the list of commands. */
  readonly summary: string
  /** What follows the name: `FILE --account ID`. */
  readonly usage: string
  readonly options: ParseArgsOptionsConfig
  /** What each option is for. */
  readonly help: Readonly<Record<string, string>>
  readonly run: (program: Program, given: Given, positionals: readonly string[]) => Promise<number>
}

/** A command line that can't be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const text = (given: Given, name: string): string | undefined => {
  const value = given[name]
  return typeof value === 'string' ? value : undefined
}

export const isSet = (given: Given, name: string): boolean => given[name] === true

export const list = (given: Given, name: string): readonly string[] => {
  const value = given[name]
  return Array.isArray(value) ? value : []
}

/** The answer: JSON for scripts that asked for it, words for people. */
export function reply(out: Output, given: Given, value: unknown, words: string): void {
  out.print(isSet(given, 'json') ? JSON.stringify(value) : words)
}
