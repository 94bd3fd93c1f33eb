import process from 'node:process'
import { openTributary, ROOT } from '../compose.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { providerSettings } from '../providers/registry.ts'
import { startServer } from './start-server.ts'

export async function runCommand(args: readonly string[]): Promise<number> {
  const config = readConfig(process.env, { providerSettings, root: ROOT, isServer: args[0] === 'start' })
  const log = createLog(config.logLevel)
  const tributary = await openTributary(config, log)
  const server = await startServer(tributary.context, config, ROOT)
  process.stdout.write(`Tributary is ready at ${server.address}\n`)
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  await server.stop()
  await tributary.close()
  return 0
}
