// Command lines beside a household's server, on the same database.
import type { Program } from '../../src/cli/program.ts'
import { runCommand } from '../../src/cli/run-command.ts'
import { openOn } from '../../src/compose.ts'
import { createLog } from '../../src/log.ts'
import type { TestHousehold } from '../support/household.ts'

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
  return { code, out: printed.join('\n'), said: said.join('\n') }
}
