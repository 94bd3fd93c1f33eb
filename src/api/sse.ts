// The live stream as server-sent events: ids, counts and states only.
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { asRefusal } from '../app/failures.ts'
import { followEvents } from '../app/follow-events.ts'
import type { FollowedEvent } from '../app/follow-events.ts'
import type { ApiEnv } from './env.ts'

/** How late an event may be. */
const POLL_MS = 400
/** Proxies close what stays silent for a minute; a comment keeps it open. */
const HEARTBEAT_MS = 15_000
/** What the browser waits before it opens the stream again. */
const RETRY_MS = 2_000

/** Streams events behind `Last-Event-ID`, or from now on, until the browser goes. */
export async function streamEvents(context: Context<ApiEnv>): Promise<Response> {
  const household = context.get('household')
  const given = context.req.header('last-event-id') ?? context.req.query('lastEventId')
  const after = given !== undefined && /^\d{1,18}$/.test(given) ? BigInt(given) : null
  const follower = await followEvents(household, after)
  context.header('X-Accel-Buffering', 'no')
  const response = streamSSE(context, async (stream) => {
    await stream.write(`retry: ${RETRY_MS}\n\n`)
    let spokenAt = Date.now()
    while (!stream.aborted && !stream.closed) {
      const events = await follower.next().catch((error: unknown) => {
        // The database may come back; the stream stays and says nothing until then.
        if (asRefusal(error)?.code === 'database-away') return []
        throw error
      })
      for (const event of events) await stream.writeSSE(frame(event))
      if (events.length > 0) spokenAt = Date.now()
      else if (Date.now() - spokenAt >= HEARTBEAT_MS) {
        await stream.write(': still here\n\n')
        spokenAt = Date.now()
      }
      await stream.sleep(POLL_MS)
    }
  })
  response.headers.set('Cache-Control', 'no-cache, no-transform')
  return response
}

function frame({ position, ...event }: FollowedEvent) {
  const message = { event: event.kind, data: JSON.stringify(event) }
  return position === null ? message : { ...message, id: position.toString() }
}
