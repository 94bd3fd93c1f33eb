// Serves the web app and the interface, with a worker in the same process, until it is told to stop.
import fs from 'node:fs'
import path from 'node:path'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { createServer } from '../api/server.ts'
import type { AppContext } from '../app/context.ts'
import type { Config } from '../config.ts'
import { CommandError } from './command-error.ts'

/** Sockets that stay open after a stop was asked for are closed after this. */
const DRAIN_MS = 3_000
/** Slow senders must not hold sockets for ever; live streams send nothing after their headers. */
const HEADERS_MS_MAX = 10_000
const REQUEST_MS_MAX = 120_000

export type RunningServer = { readonly address: string; readonly stop: () => Promise<void> }

/** Listens at the settings' host and port. Throws `CommandError` where the port is taken. */
export async function startServer(household: AppContext, config: Config, root: string): Promise<RunningServer> {
  const app = createServer({ household, webFolder: path.join(root, 'web', 'dist') })
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { headersTimeout: HEADERS_MS_MAX, requestTimeout: REQUEST_MS_MAX },
  }) as Server
  await listen(server, config)
  return { address: config.baseUrl, stop: () => stop(server) }
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (error: NodeJS.ErrnoException) => {
    reject(error.code === 'EADDRINUSE' ? portTaken(port) : error.code === 'EACCES' ? portRefused(port) : error)
  })
  server.listen(port, host, () => resolve())
  return promise
}

const portTaken = (port: number): CommandError =>
  new CommandError(
    `Port ${port} is in use by another program, or Tributary runs already. Nothing was changed. Open ` +
      `http://127.0.0.1:${port} to see whether it is Tributary, or set PORT to another number.`,
  )

const portRefused = (port: number): CommandError =>
  new CommandError(`Port ${port} may not be used by this user. Nothing was changed. Set PORT to a number from 1024 on.`)

async function stop(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  server.close(() => resolve())
  server.closeIdleConnections()
  await promise
  clearTimeout(timer)
}

/** Whether there is a finished build of the web app. */
export const hasWebBuild = (root: string): boolean => fs.existsSync(path.join(root, 'web', 'dist', 'index.html'))
