// What the commands are given by the main module, which alone may put things together.
import type { Household } from '../app/file-desk.ts'
import type { Config } from '../config.ts'

export type OpenHousehold = {
  readonly household: Household
  /** Runs queued syncs in this process too, until it ends. */
  readonly work: () => Promise<void>
  /** Serves the web app until stopped; gives the address for the browser. */
  readonly serve: () => Promise<string>
  /** Lets runs come to their next stop, and lets go of everything. */
  readonly close: () => Promise<void>
}

export type Program = {
  readonly version: string
  readonly readConfig: (isServer: boolean) => Config
  readonly open: (config: Config) => Promise<OpenHousehold>
  /** Builds the web app where its sources changed. */
  readonly buildWeb: () => Promise<void>
  readonly out: Output
}

export type Output = {
  /** One line of the answer, on standard output. */
  readonly print: (line: string) => void
  /** For people only, on standard error. */
  readonly say: (line: string) => void
  /** Replaces the progress line on a terminal; nothing elsewhere. */
  readonly progress: (line: string) => void
}
