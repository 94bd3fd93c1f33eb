// Structured logs on standard error. Secrets are a type of their own, and whatever slips past it is scrubbed
// last.
import { inspect } from 'node:util'
import { destination, pino } from 'pino'
import type { Logger } from 'pino'

const HIDDEN = '[secret]'

/**
 * A value that shows itself only when asked by name: printing, logging or serialising it gives `[secret]`.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }
}

/**
 * What looks like a credential wherever it stands. Ids of ours (a prefix and 32 hex digits) are left alone.
 */
const SECRET_SHAPES: readonly RegExp[] = [
  /\b(?:access|public|link|refresh)-(?:sandbox|development|production)-[\w-]+/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /\b(?<=Bearer )[^\s"\\]+/gi,
  /(?<=:\/\/[^\s/:@"]*:)[^\s/@"]+(?=@)/g,
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g,
  /(?<!":)\b\d(?:[ -]?\d){12,18}\b/g,
  /\b(?![a-z]{3}_[0-9a-f]{32}\b)[A-Za-z0-9_-]{40,}\b/g,
]

/** The text without anything that looks like a token, password, account number or card number. */
export const scrub = (text: string): string =>
  SECRET_SHAPES.reduce((scrubbed, shape) => scrubbed.replace(shape, HIDDEN), text)

export type Log = Logger

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** A log that writes one JSON line per event to `write`, or to standard error. */
export function createLog(level: LogLevel, write?: (line: string) => void): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: scrub },
    },
    write === undefined ? destination({ dest: 2, sync: true }) : { write },
  )
}
