import { showCoverage } from '../../app/show-coverage.ts'
import { EXIT, reply } from '../command.ts'
import type { Command } from '../command.ts'
import { withHousehold } from '../with-household.ts'
import { accountIds } from './prove.ts'

type Coverage = Awaited<ReturnType<typeof showCoverage>>

export const coverage: Command = {
  summary: 'show which source gives which days of an account, and what is missing',
  usage: '[ACCOUNT]',
  options: { json: { type: 'boolean' } },
  help: { json: 'answer in JSON' },
  run: (program, given, positionals) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const maps: Coverage[] = []
      for (const id of await accountIds(household, positionals)) maps.push(await showCoverage(household, id))
      reply(program.out, given, { coverage: maps }, maps.flatMap(coverageLines).join('\n'))
      return maps.some(({ needsUser }) => needsUser) ? EXIT.needsUser : EXIT.ok
    }),
}

function coverageLines({ accountId, name, sources, gaps, rhythm }: Coverage): readonly string[] {
  const quiet = rhythm?.isQuiet ? [`  This account has gone quiet: ${rhythm.text} days.`] : []
  return [
    `${accountId}  ${name}${sources.length === 0 ? ': no source gives its days yet' : ''}`,
    ...sources.map(({ name: source, ranges, isComplete, statuses }) => {
      const days = ranges.map(({ from, to }) => `${from} to ${to}`).join(', ')
      return `  ${source}: ${days}${isComplete ? '' : ', as far as its rows go'} (${statuses.join(' and ')})`
    }),
    ...gaps.map(({ text }) => `  ${text}`),
    ...quiet,
  ]
}
