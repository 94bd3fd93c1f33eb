import { DestinationError } from './contract.ts'
import type { SentOutcome } from './contract.ts'

/**
 * Sends rows that are a request each. A failure after the first of them must not lose what was done: the rest counts
 * as refused with the failure's words, and the next call, or the next push, fails or goes on by itself.
 */
export async function oneByOne<Row>(
  rows: readonly Row[],
  importIdOf: (row: Row) => string,
  send: (row: Row) => Promise<SentOutcome>,
): Promise<readonly SentOutcome[]> {
  const outcomes: SentOutcome[] = []
  for (const row of rows) {
    try {
      outcomes.push(await send(row))
    } catch (error) {
      if (!(error instanceof DestinationError) || outcomes.length === 0) throw error
      const reason = error.message
      const rest = rows.slice(outcomes.length)
      return [...outcomes, ...rest.map((each) => ({ importId: importIdOf(each), outcome: 'refused' as const, reason }))]
    }
  }
  return outcomes
}
