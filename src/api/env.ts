import type { Household } from '../app/file-desk.ts'
import type { Log } from '../log.ts'

/** What every request carries. `household` is bound to the signed-in owner. */
export type ApiEnv = { Variables: { requestId: string; log: Log; household: Household } }
