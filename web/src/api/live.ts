// One event stream per browser: HTTP/1.1 allows six connections to a host, so of all open tabs one holds the stream
// (a Web Lock decides which) and passes events on by BroadcastChannel.
import type { QueryClient } from '@tanstack/react-query'
import type { LiveEvent, RunDetailView } from '../../../src/api/contract.ts'
import { setLiveMode } from './live-mode.ts'

const PATH = '/api/v1/events'
const CHANNEL = 'tributary-live'
const KINDS = ['run.changed', 'connection.changed', 'ledger.changed', 'reset'] as const
/** After this many failed openings in a row the pages poll instead. */
const FAILURES_MAX = 2
/** EventSource gives up for good on an HTTP error; we try again after this long, and once we poll more rarely. */
const REOPEN_MS = 2_000
const REOPEN_POLLING_MS = 30_000
/** Several events of one run arrive within moments; lists are fetched once for all of them. */
const SETTLE_MS = 300

/** Keeps the query cache in step with the server. Returns the way to stop. */
export function startLive(client: QueryClient): () => void {
  const stop = new AbortController()
  const channel = new BroadcastChannel(CHANNEL)
  const apply = applier(client)
  channel.onmessage = (message: MessageEvent<LiveEvent>) => {
    setLiveMode({ kind: 'live' })
    apply(message.data)
  }
  const lead = () => streamUntil(stop.signal, (event) => {
    channel.postMessage(event)
    apply(event)
  })
  // Without Web Locks (an insecure origin) every tab holds its own stream.
  const held = 'locks' in navigator ? navigator.locks.request(CHANNEL, { signal: stop.signal }, lead) : lead()
  held.catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  return () => {
    stop.abort()
    channel.close()
  }
}

function streamUntil(stopped: AbortSignal, onEvent: (event: LiveEvent) => void): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | null = null
    let failures = 0
    let timer: ReturnType<typeof setTimeout> | undefined

    const receive = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as LiveEvent)
    const open = () => {
      source = new EventSource(PATH)
      source.onopen = () => {
        failures = 0
        setLiveMode({ kind: 'live' })
      }
      source.onmessage = receive
      for (const kind of KINDS) source.addEventListener(kind, receive)
      source.onerror = () => {
        failures += 1
        if (failures >= FAILURES_MAX) setLiveMode({ kind: 'polling', since: Date.now() })
        if (source?.readyState !== EventSource.CLOSED) return
        timer = setTimeout(open, failures >= FAILURES_MAX ? REOPEN_POLLING_MS : REOPEN_MS)
      }
    }
    stopped.addEventListener('abort', () => {
      clearTimeout(timer)
      source?.close()
      resolve()
    })
    open()
  })
}

function applier(client: QueryClient): (event: LiveEvent) => void {
  const stale = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const settle = () => {
    timer = undefined
    const keys = [...stale]
    stale.clear()
    for (const key of keys) void client.invalidateQueries({ queryKey: [key] })
  }
  const touch = (...keys: string[]) => {
    for (const key of keys) stale.add(key)
    timer ??= setTimeout(settle, SETTLE_MS)
  }

  return (event) => {
    if (event.kind === 'reset') {
      void client.invalidateQueries()
      return
    }
    if (event.kind === 'ledger.changed') {
      touch('transactions', 'accounts', 'reviews', 'overview', 'connections', 'alerts')
      return
    }
    const { run, runId } = event
    if (run !== null && runId !== null) {
      client.setQueryData<RunDetailView>(['runs', 'one', runId], (known) => known && { ...known, ...run })
    }
    touch('connections', 'runs', 'overview')
  }
}
