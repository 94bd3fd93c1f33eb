import { disconnectConnection } from '../../app/disconnect-connection.ts'
import { EXIT, reply, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { withHousehold } from '../with-household.ts'

export const disconnect: Command = {
  summary: 'end a connection; its transactions stay',
  usage: 'CONNECTION',
  options: { json: { type: 'boolean' } },
  help: { json: 'answer in JSON' },
  run: async (program, given, [id, ...rest]) => {
    if (id === undefined || rest.length > 0) {
      throw new UsageError('name one connection: `tributary connections` lists them')
    }
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const connection = await disconnectConnection(household, id)
      const { institutionName, transactionCount } = connection
      const words = `Disconnected ${institutionName}. Its ${transactionCount} transactions stay.`
      reply(program.out, given, connection, words)
      return EXIT.ok
    })
  },
}
