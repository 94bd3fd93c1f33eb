import type { Household } from '../app/file-desk.ts'
import type { Program } from './program.ts'

/** Opens the household for one command and lets go of it afterwards, also while a server runs. */
export async function withHousehold(
  program: Program,
  { hasWorker }: { readonly hasWorker: boolean },
  work: (household: Household) => Promise<number>,
): Promise<number> {
  const opened = await program.open(program.readConfig(false))
  try {
    if (hasWorker) await opened.work()
    return await work(opened.household)
  } finally {
    await opened.close()
  }
}
