import process from 'node:process'
import { prepareDemo } from '../../app/prepare-demo.ts'
import { EXIT, isSet } from '../command.ts'
import type { Command } from '../command.ts'

export const start: Command = {
  summary: 'serve the web app and sync in the background until stopped',
  usage: '[--demo]',
  options: { demo: { type: 'boolean' } },
  help: { demo: 'fill an empty household with made-up banks, so that every page shows something' },
  run: async (program, given) => {
    const config = program.readConfig(true)
    const stopAsked = whenStopped()
    await program.buildWeb()
    const opened = await program.open(config)
    try {
      await opened.work()
      if (isSet(given, 'demo')) {
        program.out.say('Filling the household with demo banks …')
        await prepareDemo(opened.household)
      }
      const address = await opened.serve()
      program.out.print(`Tributary is ready at ${address}`)
      await stopAsked
      program.out.say('Stopping …')
    } finally {
      await opened.close()
    }
    return EXIT.ok
  },
}

/** Resolves at the first signal. A second one ends the process at once, as people expect. */
function whenStopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  return promise
}
