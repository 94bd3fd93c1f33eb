import { useSyncExternalStore } from 'react'

/** How often pages ask while live updates are off; UX: "refreshing every 10 s". */
const POLL_MS = 10_000
/** The first seconds of polling are quicker, since a run has usually just been started. */
const POLL_FIRST_MS = 2_000
const POLL_FIRST_FOR_MS = 20_000

type Mode = { kind: 'connecting' | 'live' } | { kind: 'polling'; since: number }

let mode: Mode = { kind: 'connecting' }
const listeners = new Set<() => void>()

/** Says how pages learn of changes from now on. */
export function setLiveMode(next: Mode): void {
  if (next.kind === mode.kind) return
  mode = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Null while events arrive; else the milliseconds between two looks. */
export function useLivePolling(): number | null {
  const current = useSyncExternalStore(subscribe, () => mode)
  if (current.kind !== 'polling') return null
  return pollMs(current.since)
}

function pollMs(since: number): number {
  return Date.now() - since < POLL_FIRST_FOR_MS ? POLL_FIRST_MS : POLL_MS
}
