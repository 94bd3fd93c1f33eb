import type { AppContext } from './context.ts'
import { Refusal } from './refusal.ts'
export async function importFile(_context: AppContext, ..._rest: unknown[]): Promise<never> {
  throw new Refusal('busy', 'not there yet')
}
