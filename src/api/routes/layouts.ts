import { createRoute, z } from '@hono/zod-openapi'
import { listLayouts, shareLayout, takeLayout } from '../../app/share-layouts.ts'
import { savedLayout, sharedLayoutQuery, takenLayout, takeLayoutQuery } from '../contract/layouts.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const getLayouts = createRoute({
  method: 'get',
  path: '/layouts',
  summary: 'How your CSV files are read, the newest first',
  responses: { 200: json('Layouts', z.object({ layouts: z.array(savedLayout) })), default: PROBLEM },
})
const getLayout = createRoute({
  method: 'get',
  path: '/layouts/{id}',
  summary: 'A layout to give away: what its columns mean, and nothing of an account',
  request: { params: idParam, query: sharedLayoutQuery },
  responses: { 200: json('The layout', z.record(z.string(), z.unknown())), default: PROBLEM },
})
const postLayout = createRoute({
  method: 'post',
  path: '/layouts',
  summary: 'Take a layout from somebody else',
  request: { query: takeLayoutQuery, body: body(z.record(z.string(), z.unknown())) },
  responses: { 201: json('The layout', takenLayout), default: PROBLEM },
})

/** Layouts of CSV files. */
export const layoutRoutes = routes()
  .openapi(getLayouts, async (c) => c.json({ layouts: await listLayouts(c.get('household')) }, 200))
  .openapi(getLayout, async (c) => {
    const { bank, country } = c.req.valid('query')
    const about = { bank, country: country ?? null }
    const shared = await shareLayout(c.get('household'), c.req.valid('param').id, about)
    return c.json({ ...shared }, 200, { 'Content-Disposition': 'attachment; filename="layout.json"' })
  })
  .openapi(postLayout, async (c) => {
    const isReplacing = c.req.valid('query').replace === 'true'
    return c.json(await takeLayout(c.get('household'), c.req.valid('json'), isReplacing), 201)
  })
