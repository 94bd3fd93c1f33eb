import { createRoute, z } from '@hono/zod-openapi'
import { checkLink } from '../../app/check-link.ts'
import { disconnectConnection } from '../../app/disconnect-connection.ts'
import { listConnections, showConnection } from '../../app/list-connections.ts'
import { pauseConnection, resumeConnection } from '../../app/pause-connection.ts'
import { repairConnection } from '../../app/repair-connection.ts'
import { requestSync } from '../../app/request-sync.ts'
import { searchInstitutions } from '../../app/search-institutions.ts'
import { showLink } from '../../app/show-link.ts'
import { startLink } from '../../app/start-link.ts'
import * as contract from '../contract.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const institutionQuery = z.object({
  text: z.string().max(200).default(''),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('US'),
})

const getInstitutions = createRoute({
  method: 'get',
  path: '/institutions',
  summary: 'Banks that can be connected',
  request: { query: institutionQuery },
  responses: {
    200: json('Banks', z.object({ institutions: z.array(contract.institution) })),
    default: PROBLEM,
  },
})
const postLink = createRoute({
  method: 'post',
  path: '/links',
  summary: 'Begin to connect a bank',
  request: { body: body(contract.startLink) },
  responses: { 201: json('Where the person signs in', contract.linkSession), default: PROBLEM },
})
const getLink = createRoute({
  method: 'get',
  path: '/links/{id}',
  summary: 'How far connecting is',
  request: { params: idParam },
  responses: { 200: json('The attempt', contract.linkSession), default: PROBLEM },
})
const postCheck = createRoute({
  method: 'post',
  path: '/links/{id}/check',
  summary: 'Ask the bank whether the person is done, and complete the connection',
  request: {
    params: idParam,
    body: { required: false, content: { 'application/json': { schema: contract.checkLink } } },
  },
  responses: { 200: json('The attempt', contract.linkSession), default: PROBLEM },
})
const getConnections = createRoute({
  method: 'get',
  path: '/connections',
  summary: 'All connections',
  responses: {
    200: json('Connections', z.object({ connections: z.array(contract.connection) })),
    default: PROBLEM,
  },
})
const getConnection = createRoute({
  method: 'get',
  path: '/connections/{id}',
  summary: 'One connection',
  request: { params: idParam },
  responses: { 200: json('The connection', contract.connection), default: PROBLEM },
})
const postSync = createRoute({
  method: 'post',
  path: '/connections/{id}/sync',
  summary: 'Fetch what is new; or only show it, or only save what was shown',
  request: {
    params: idParam,
    body: { required: false, content: { 'application/json': { schema: contract.requestSync } } },
  },
  responses: {
    200: json('The run that was under way already', contract.run),
    202: json('The run, queued', contract.run),
    default: PROBLEM,
  },
})
const postRepair = createRoute({
  method: 'post',
  path: '/connections/{id}/repair',
  summary: 'Begin to sign in again',
  request: { params: idParam },
  responses: { 201: json('Where the person signs in', contract.linkSession), default: PROBLEM },
})
const changed = { 200: json('The connection', contract.connection), default: PROBLEM }
const postPause = createRoute({
  method: 'post',
  path: '/connections/{id}/pause',
  summary: 'Fetch nothing until resumed',
  request: { params: idParam },
  responses: changed,
})
const postResume = createRoute({
  method: 'post',
  path: '/connections/{id}/resume',
  summary: 'Fetch again',
  request: { params: idParam },
  responses: changed,
})
const postDisconnect = createRoute({
  method: 'post',
  path: '/connections/{id}/disconnect',
  summary: 'End the access at the bank; the history stays',
  request: { params: idParam },
  responses: changed,
})

/** Banks, connecting them, and connections. */
export const connectionRoutes = routes()
  .openapi(getInstitutions, async (c) =>
    c.json({ institutions: await searchInstitutions(c.get('household'), c.req.valid('query')) }, 200),
  )
  .openapi(postLink, async (c) => c.json(await startLink(c.get('household'), c.req.valid('json')), 201))
  .openapi(getLink, async (c) => c.json(await showLink(c.get('household'), c.req.valid('param').id), 200))
  .openapi(postCheck, async (c) => {
    const { state } = c.req.valid('json')
    return c.json(await checkLink(c.get('household'), c.req.valid('param').id, state ?? null), 200)
  })
  .openapi(getConnections, async (c) =>
    c.json({ connections: await listConnections(c.get('household')) }, 200),
  )
  .openapi(getConnection, async (c) =>
    c.json(await showConnection(c.get('household'), c.req.valid('param').id), 200),
  )
  .openapi(postSync, async (c) => {
    const wish = c.req.valid('json')
    const { run, isNew } = await requestSync(c.get('household'), c.req.valid('param').id, wish)
    c.header('Location', `${contract.API_PREFIX}/runs/${run.id}`)
    return c.json(run, isNew ? 202 : 200)
  })
  .openapi(postRepair, async (c) =>
    c.json(await repairConnection(c.get('household'), c.req.valid('param').id), 201),
  )
  .openapi(postPause, async (c) =>
    c.json(await pauseConnection(c.get('household'), c.req.valid('param').id), 200),
  )
  .openapi(postResume, async (c) =>
    c.json(await resumeConnection(c.get('household'), c.req.valid('param').id), 200),
  )
  .openapi(postDisconnect, async (c) =>
    c.json(await disconnectConnection(c.get('household'), c.req.valid('param').id), 200),
  )
