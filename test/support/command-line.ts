// Command lines beside a household's server, on the same database.
import type { Program } from '../../src/cli/program.ts'
import { runCommand } from '../../src/cli/run-command.ts'
import { openOn } from '../../src/compose.ts'
import { createLog } from '../../src/log.ts'
import type { TestHousehold } from './household.ts'

/** Runs one and gives its exit code, its answer, and what it said to people. */
export async function runIn(household: TestHousehold, ...args: string[]) {
  const printed: string[] = []
  const said: string[] = []
  const program: Program = {
    version: '1.2.3',
    readConfig: () => household.config,
    open: async () => {
      const opened = await openOn(household.access, household.config, createLog('silent'))
      return { ...opened, household: opened.context, serve: async () => household.config.baseUrl }
    },
    buildWeb: async () => {},
    out: { print: (line) => printed.push(line), say: (line) => said.push(line), progress: () => {} },
  }
  const code = await runCommand(program, args)
  const out = printed.join('\n')
  return { code, out, said: said.join('\n'), json: () => JSON.parse(out) }
}
