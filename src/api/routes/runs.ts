import { createRoute, z } from '@hono/zod-openapi'
import { cancelRun } from '../../app/cancel-run.ts'
import { listRuns } from '../../app/list-runs.ts'
import { showRun } from '../../app/show-run.ts'
import * as contract from '../contract.ts'
import { idParam, json, PROBLEM, routes } from '../route-parts.ts'
import { streamEvents } from '../sse.ts'

const runQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  connectionId: z.string().max(60).optional(),
})
const runPage = z.object({ runs: z.array(contract.run), nextCursor: z.string().nullable() })

const getRuns = createRoute({
  method: 'get',
  path: '/runs',
  summary: 'Sync runs',
  request: { query: runQuery },
  responses: { 200: json('Newest first', runPage), default: PROBLEM },
})
const getRun = createRoute({
  method: 'get',
  path: '/runs/{id}',
  summary: 'One sync run',
  request: { params: idParam },
  responses: { 200: json('The run', contract.runDetail), default: PROBLEM },
})
const postCancel = createRoute({
  method: 'post',
  path: '/runs/{id}/cancel',
  summary: 'Stop a run; what is saved is kept',
  request: { params: idParam },
  responses: { 200: json('The run', contract.run), default: PROBLEM },
})
const getEvents = createRoute({
  method: 'get',
  path: '/events',
  summary: 'What happens, as it happens (server-sent events of liveEvent)',
  responses: {
    200: { description: 'A stream', content: { 'text/event-stream': { schema: contract.liveEvent } } },
    default: PROBLEM,
  },
})

/** Sync runs and the live stream. */
export const runRoutes = routes()
  .openapi(getRuns, async (c) => c.json(await listRuns(c.get('household'), c.req.valid('query')), 200))
  .openapi(getRun, async (c) => c.json(await showRun(c.get('household'), c.req.valid('param').id), 200))
  .openapi(postCancel, async (c) => c.json(await cancelRun(c.get('household'), c.req.valid('param').id), 200))
  .openapi(getEvents, streamEvents)
