import { listConnections } from '../../app/list-connections.ts'
import { requestSync } from '../../app/request-sync.ts'
import { EXIT, isSet, reply, text, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { exitCodeOf, followRun, plannedLines, summary } from '../follow-run.ts'
import type { EndedRun } from '../follow-run.ts'
import { withHousehold } from '../with-household.ts'

export const sync: Command = {
  summary: 'fetch what is new, from one connection or from all',
  usage: '[CONNECTION] [--dry-run | --plan HASH] [--no-wait]',
  options: {
    'dry-run': { type: 'boolean' },
    plan: { type: 'string' },
    wait: { type: 'boolean' },
    'no-wait': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  help: {
    'dry-run': 'show what would be done and save nothing',
    plan: 'save what the dry run of this plan showed, or nothing; names one connection',
    wait: 'wait for the end (the default)',
    'no-wait': 'only ask for it; a running server does the work',
    json: 'answer in JSON',
  },
  run: async (program, given, [wanted, ...rest]) => {
    if (rest.length > 0) throw new UsageError('name one connection, or none for all of them')
    const planHash = text(given, 'plan')
    if (planHash !== undefined && (wanted === undefined || isSet(given, 'dry-run'))) {
      throw new UsageError('--plan is for one connection, after its --dry-run')
    }
    const { out } = program
    return withHousehold(program, { hasWorker: !isSet(given, 'no-wait') }, async (household) => {
      const connectionIds = wanted === undefined ? await livingConnections(household) : [wanted]
      if (connectionIds.length === 0) {
        reply(out, given, { runs: [] }, 'No bank is connected yet: `tributary connect`.')
        return EXIT.ok
      }
      const requested = []
      for (const id of connectionIds) {
        const options = { isDryRun: isSet(given, 'dry-run'), planHash }
        requested.push((await requestSync(household, id, options)).run)
      }
      if (isSet(given, 'no-wait')) {
        const lines = requested.map((run) => `${run.institutionName}: queued as ${run.id}.`)
        reply(out, given, { runs: requested }, lines.join('\n'))
        return EXIT.ok
      }
      const ended: EndedRun[] = []
      for (const { id } of requested) ended.push(await followRun(household, id, out))
      reply(out, given, { runs: ended }, ended.flatMap((run) => [summary(run), ...plannedLines(run)]).join('\n'))
      return exitCodeOf(ended)
    })
  },
}

async function livingConnections(household: Parameters<typeof listConnections>[0]): Promise<string[]> {
  const connections = await listConnections(household)
  return connections
    .filter(({ isDisconnected, status }) => !isDisconnected && status !== 'paused')
    .map(({ id }) => id)
}
