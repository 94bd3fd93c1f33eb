// Starts the process that holds Actual's client, and speaks with it.
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { DestinationDeps } from '../contract.ts'
import type { AnswerMessage, BridgeCalls, CallMessage, CallName } from './bridge-messages.ts'
import { clientEnded, failureOf, stopped, tooSlow } from './failures.ts'

/** A budget of decades on a slow server; a process that hangs must end some day. */
const CALL_MS_MAX = 180_000
/** Megabytes of JavaScript values. A budget of a hundred thousand rows needs a third of it. */
const MEMORY_MEGABYTES_MAX = 768
/** What the process is told of this one's surroundings: certificates and proxies, and no secret. */
const ENV_NAMES = ['PATH', 'TMPDIR', 'TEMP', 'SYSTEMROOT', 'TZ', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'] as const

export type Bridge = {
  /** Throws `DestinationError`. */
  readonly call: <Name extends CallName>(
    name: Name,
    takes: BridgeCalls[Name]['takes'],
  ) => Promise<BridgeCalls[Name]['gives']>
  /** Resolves when the process is gone. */
  readonly close: () => Promise<void>
}

type Waiting = { readonly resolve: (gives: unknown) => void; readonly reject: (error: Error) => void }

export function startBridge({ signal, log }: Pick<DestinationDeps, 'signal' | 'log'>): Bridge {
  const child = startProcess()
  const waiting = new Map<number, Waiting>()
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const end = (error: Error) => {
    failAll(error)
    child.kill('SIGKILL')
  }
  const onAbort = () => end(stopped())
  signal.addEventListener('abort', onAbort, { once: true })
  child.on('message', (message: AnswerMessage) => {
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if ('code' in message) asked?.reject(failureOf(message.code, message.names))
    else asked?.resolve(message.gives)
  })
  void gone.then(() => failAll(clientEnded()))
  log('budget client started', { pid: child.pid ?? null })
  let count = 0
  return {
    call: async (name, takes) => {
      if (signal.aborted) throw stopped()
      if (!child.connected) throw clientEnded()
      count += 1
      const id = count
      const timer = setTimeout(() => end(tooSlow()), CALL_MS_MAX)
      const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
      try {
        child.send({ id, name, takes } satisfies CallMessage, (error) => error !== null && end(clientEnded()))
        return (await answered) as BridgeCalls[typeof name]['gives']
      } finally {
        clearTimeout(timer)
      }
    },
    close: async () => {
      signal.removeEventListener('abort', onAbort)
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Its words are thrown away: the client prints queries and what it sends. */
const startProcess = (): ChildProcess =>
  fork(fileURLToPath(new URL('./bridge.ts', import.meta.url)), [], {
    execPath: process.execPath,
    execArgv: [`--max-old-space-size=${MEMORY_MEGABYTES_MAX}`, '--disable-warning=ExperimentalWarning'],
    env: Object.fromEntries(ENV_NAMES.map((name) => [name, process.env[name]])),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
