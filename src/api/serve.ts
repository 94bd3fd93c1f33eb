// Puts the HTTP interface on a port.
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { ConfigError } from '../config.ts'
import { createServer } from './server.ts'
import type { ServerOptions } from './server.ts'

/** Sockets that stay open after a stop was asked for are closed after this. */
const DRAIN_MS = 2_000
/**
 * Slow senders must not hold sockets for ever. Answers may take as long as they want: the live stream never
 * ends.
 */
const HEADERS_MS_MAX = 10_000
const REQUEST_MS_MAX = 120_000

export type RunningServer = {
  /** Stops listening, lets requests end, and then closes what is still open. */
  readonly stop: () => Promise<void>
}

/** Listens at the host and port. Throws `ConfigError` where it can't. */
export async function serve(
  options: ServerOptions & { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch: createServer(options).fetch,
    serverOptions: { headersTimeout: HEADERS_MS_MAX, requestTimeout: REQUEST_MS_MAX },
  }) as Server
  await listen(server, options.host, options.port)
  return { stop: () => stop(server) }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') reject(portTaken(port))
    else if (error.code === 'EACCES') reject(portRefused(port))
    else reject(error)
  })
  server.listen(port, host, () => resolve())
  return promise
}

const portTaken = (port: number): ConfigError =>
  new ConfigError(
    `Port ${port} is in use, perhaps by a Tributary that runs already. Nothing was changed. Open ` +
      `http://127.0.0.1:${port} to see, or set PORT to another number and start again.`,
  )

const portRefused = (port: number): ConfigError =>
  new ConfigError(
    `This user may not listen on port ${port}. Nothing was changed. Set PORT to a number from 1024 on.`,
  )

async function stop(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  server.close(() => resolve())
  server.closeIdleConnections()
  await promise
  clearTimeout(timer)
}
