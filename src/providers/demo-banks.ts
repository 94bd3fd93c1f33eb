// The made-up banks of the demo, in one process or several: one clock, one memory, and emulators over them.
import * as z from 'zod'
import { addDays, parseCalendarDate } from '../domain/calendar.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import type { DemoBanks } from '../deps.ts'
import { clickThrough } from './demo-sign-in.ts'
import type { WebHandler } from './http/in-process-client.ts'
import { PROVIDERS } from './registry.ts'
import { DEMO_FUTURE_DAYS, demoWorlds } from './world/demo-worlds.ts'
import type { World } from './world/world.ts'

/** The memory that the banks share; see `withDemoMemory` of the storage. */
type Memory = {
  readonly load: (key: string) => Promise<unknown>
  readonly save: (key: string, state: unknown) => Promise<void>
}

export type DemoBankOptions = {
  readonly withMemory: <Value>(work: (memory: Memory) => Promise<Value>) => Promise<Value>
  readonly clear: () => Promise<void>
  readonly now: () => Date
  readonly newId: () => string
  /** Where browsers reach this server, without a slash at the end. */
  readonly baseUrl: string
}

const CLOCK = 'clock'
const day = z.string().transform((text, context) => {
  const date = parseCalendarDate(text)
  if (date !== null) return date
  context.addIssue('not a day')
  return z.NEVER
})
/**
 * `anchorOn` is the day the demo began, which decides what happened at its banks; `day` is how far it has
 * come.
 */
const clock = z.object({ anchorOn: day, day })
type Clock = z.output<typeof clock>

/** Path under which a provider's demo banks are served. */
export const demoPath = (provider: string): string => `/demo-bank/${provider}`

export function createDemoBanks(
  options: DemoBankOptions,
): DemoBanks & { readonly handlerOf: (provider: string) => WebHandler } {
  const inOrder = queue()
  const withMemory = <Value>(work: (memory: Memory) => Promise<Value>) =>
    inOrder(() => options.withMemory(work))
  const worldsFrom = memoized(demoWorlds)
  const handlerOf =
    (provider: string): WebHandler =>
    async (request) => {
      const demo = PROVIDERS.find(({ adapter }) => adapter.manifest.id === provider)?.demo
      if (!demo) throw new RangeError(`no demo banks speak the language of ${provider}`)
      // Read before the memory is held, so that a slow sender holds up nobody.
      const bytes = await request.arrayBuffer()
      const { method, headers } = request
      const whole = new Request(request.url, {
        method,
        headers,
        ...(bytes.byteLength === 0 ? {} : { body: bytes }),
      })
      const answered = await withMemory(async (memory) => {
        const { anchorOn, day: asOf } = await readClock(memory, options.now)
        const handle = demo.createEmulator({
          worlds: worldsFrom(anchorOn),
          load: () => memory.load(provider),
          save: (state) => memory.save(provider, state),
          publicBaseUrl: `${options.baseUrl}${demoPath(provider)}`,
          asOf,
          nowMs: () => options.now().getTime(),
          newId: options.newId,
        })
        // An emulator throws to break the connection; what it remembered before must be kept all the same.
        return handle(whole).then(
          (response) => ({ response }),
          (error: unknown) => ({ error }),
        )
      })
      if ('error' in answered) throw answered.error
      return answered.response
    }
  return {
    handlerOf,
    day: () => withMemory(async (memory) => (await readClock(memory, options.now)).day),
    advance: (days) =>
      withMemory(async (memory) => {
        const { anchorOn, day: before } = await readClock(memory, options.now)
        const last = addDays(anchorOn, DEMO_FUTURE_DAYS)
        const wanted = addDays(before, days)
        const next = wanted > last ? last : wanted
        await memory.save(CLOCK, { anchorOn, day: next } satisfies Clock)
        return next
      }),
    begin: (daysAgo) =>
      withMemory(async (memory) => {
        const day = addDays(today(options.now), -daysAgo)
        await memory.save(CLOCK, { anchorOn: day, day } satisfies Clock)
        return day
      }),
    reset: () => inOrder(options.clear),
    handle: async (provider, request) =>
      PROVIDERS.some(({ adapter, demo }) => demo !== null && adapter.manifest.id === provider)
        ? handlerOf(provider)(request)
        : null,
    signIn: (provider, showUrl) => clickThrough(handlerOf(provider), showUrl),
  }
}

async function readClock(memory: Memory, now: () => Date): Promise<Clock> {
  const kept = clock.safeParse(await memory.load(CLOCK))
  if (kept.success) return kept.data
  const fresh: Clock = { anchorOn: today(now), day: today(now) }
  await memory.save(CLOCK, fresh)
  return fresh
}

function today(now: () => Date): CalendarDate {
  const date = parseCalendarDate(now().toISOString().slice(0, 10))
  if (date === null) throw new RangeError('the clock of this machine shows a day that is none')
  return date
}

/** Worlds are large and the same for a day. */
function memoized(make: (anchorOn: CalendarDate) => readonly World[]) {
  let made: { readonly anchorOn: CalendarDate; readonly worlds: readonly World[] } | null = null
  return (anchorOn: CalendarDate): readonly World[] => {
    if (made?.anchorOn !== anchorOn) made = { anchorOn, worlds: make(anchorOn) }
    return made.worlds
  }
}

/** Runs work one at a time, so that waiting for the memory takes up one database connection and no more. */
function queue() {
  let last: Promise<unknown> = Promise.resolve()
  return <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
