// Work that comes up again and again while the process lives.
import type { SyncLog } from '../sync/deps.ts'

export type Repeated = { readonly end: () => Promise<void> }

/** Does the work now and then, never twice at once. A failure is logged under its name; the next time may go better. */
export function repeat(log: Pick<SyncLog, 'warn'>, everyMs: number, failure: string, work: () => Promise<void>): Repeated {
  let underWay: Promise<void> | null = null
  const once = (): void => {
    underWay ??= work()
      .catch((error: unknown) => {
        log.warn({ error: error instanceof Error ? error.message : typeof error }, failure)
      })
      .finally(() => {
        underWay = null
      })
  }
  const timer = setInterval(once, everyMs)
  once()
  return {
    end: async () => {
      clearInterval(timer)
      await underWay
    },
  }
}
