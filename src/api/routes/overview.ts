import { createRoute, z } from '@hono/zod-openapi'
import { advanceDemo } from '../../app/advance-demo.ts'
import { removeDemo } from '../../app/remove-demo.ts'
import { showOverview } from '../../app/show-overview.ts'
import * as contract from '../contract.ts'
import { body, json, PROBLEM, routes } from '../route-parts.ts'

/** The demo banks know what happens for half a year. */
const demoDays = z.strictObject({ days: z.int().min(1).max(180) })
const answer = { 200: json('The overview', contract.overview), default: PROBLEM }

const getOverview = createRoute({
  method: 'get',
  path: '/overview',
  summary: 'The first page',
  responses: answer,
})
const postAdvance = createRoute({
  method: 'post',
  path: '/demo/advance',
  summary: 'Let days pass at the demo banks',
  request: { body: body(demoDays) },
  responses: answer,
})
const postRemove = createRoute({
  method: 'post',
  path: '/demo/remove',
  summary: 'Remove everything of the demo',
  responses: answer,
})

/** The first page and the demo's clock. */
export const overviewRoutes = routes()
  .openapi(getOverview, async (c) => c.json(await showOverview(c.get('household')), 200))
  .openapi(postAdvance, async (c) =>
    c.json(await advanceDemo(c.get('household'), c.req.valid('json').days), 200),
  )
  .openapi(postRemove, async (c) => c.json(await removeDemo(c.get('household')), 200))
