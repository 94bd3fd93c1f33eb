import { createRoute } from '@hono/zod-openapi'
import { listAlerts, markSeen } from '../../app/list-alerts.ts'
import { alertPage, alertQuery, seen } from '../contract/alerts.ts'
import { idParam, json, PROBLEM, routes } from '../route-parts.ts'

const getAlerts = createRoute({
  method: 'get',
  path: '/alerts',
  summary: 'What rules told of transactions when they arrived',
  request: { query: alertQuery },
  responses: { 200: json('Newest first', alertPage), default: PROBLEM },
})
const postAllSeen = createRoute({
  method: 'post',
  path: '/alerts/seen',
  summary: 'Mark all alerts as seen',
  responses: { 200: json('How many there were', seen), default: PROBLEM },
})
const postSeen = createRoute({
  method: 'post',
  path: '/alerts/{id}/seen',
  summary: 'Mark an alert as seen',
  request: { params: idParam },
  responses: { 200: json('How many are left', seen), default: PROBLEM },
})

/** Alerts of rules. */
export const alertRoutes = routes()
  .openapi(getAlerts, async (c) => c.json(await listAlerts(c.get('household'), c.req.valid('query')), 200))
  .openapi(postAllSeen, async (c) => c.json(await markSeen(c.get('household'), null), 200))
  .openapi(postSeen, async (c) => c.json(await markSeen(c.get('household'), c.req.valid('param').id), 200))
