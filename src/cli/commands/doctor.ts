import { diagnose } from '../../app/diagnose.ts'
import { EXIT, reply } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

export const doctor: Command = {
  summary: 'check database, providers and connections',
  usage: '',
  options: { json: { type: 'boolean' } },
  help: { json: 'answer in JSON' },
  run: (program, given) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const findings = await diagnose(household)
      const lines = table(findings, [
        { head: 'STATE', cell: ({ state }) => state },
        { head: 'WHAT', cell: ({ subject }) => subject },
      ]).map((line, index) => (index === 0 ? line : `${line}\n    ${findings[index - 1]?.words ?? ''}`))
      reply(program.out, given, { findings }, lines.join('\n'))
      if (findings.some(({ state }) => state === 'broken')) return EXIT.failed
      return findings.some(({ state }) => state === 'needs-you') ? EXIT.needsUser : EXIT.ok
    }),
}

export const checkConfig: Command = {
  summary: 'check the settings without starting anything',
  usage: '',
  options: { json: { type: 'boolean' } },
  help: { json: 'answer in JSON' },
  run: async (program, given) => {
    const { home, host, port, baseUrl, databaseUrl, providerSettings } = program.readConfig(true)
    const database = databaseUrl === null ? 'local' : 'DATABASE_URL'
    const providers = Object.entries(providerSettings).map(([id, values]) => ({
      id,
      settings: Object.keys(values),
    }))
    const shown = { home, host, port, baseUrl, database, providers }
    const lines = [
      'The settings can be used.',
      `  home folder  ${home}`,
      `  listens at   ${host} port ${port}, reached as ${baseUrl}`,
      `  database     ${database === 'local' ? 'its own, in the home folder' : 'that of DATABASE_URL'}`,
      ...providers.map(
        ({ id, settings }) => `  ${id}        ${settings.length === 0 ? 'not set up' : settings.join(', ')}`,
      ),
    ]
    reply(program.out, given, shown, lines.join('\n'))
    return EXIT.ok
  },
}
