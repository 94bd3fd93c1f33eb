import { disconnectConnection } from '../../app/disconnect-connection.ts'
import { EXIT, isSet, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { withHousehold } from '../with-household.ts'

export const disconnect: Command = {
  summary: 'end a connection; its transactions stay',
  usage: 'CONNECTION',
  options: { json: { type: 'boolean' } },
  help: { json: 'answer in JSON' },
  run: (program, given, [id, ...rest]) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      if (id === undefined || rest.length > 0)
        throw new UsageError('name one connection: `tributary connections` lists them')
      const connection = await disconnectConnection(household, id)
      const { institutionName, transactionCount } = connection
      const words = `Disconnected ${institutionName}. Its ${transactionCount} transactions stay.`
      program.out.print(isSet(given, 'json') ? JSON.stringify(connection) : words)
      return EXIT.ok
    }),
}
