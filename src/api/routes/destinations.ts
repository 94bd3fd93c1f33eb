import { createRoute } from '@hono/zod-openapi'
import { changeDestination, connectDestination, removeDestination } from '../../app/connect-destination.ts'
import type { AppContext } from '../../app/context.ts'
import { listDestinations } from '../../app/list-destinations.ts'
import { listPushes, showPush } from '../../app/list-pushes.ts'
import { mapDestinationAccounts, showDestinationAccounts } from '../../app/map-destination-accounts.ts'
import { planPush } from '../../app/plan-push.ts'
import { beginPush } from '../../app/push-ledger.ts'
import type { StartedPush } from '../../app/push-ledger.ts'
import { beginUndoPush } from '../../app/undo-push.ts'
import * as contract from '../contract/destinations.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const getDestinations = createRoute({
  method: 'get',
  path: '/destinations',
  summary: 'Budget programs that the ledger is or can be sent to',
  responses: { 200: json('Destinations', contract.destinationList), default: PROBLEM },
})
const postDestination = createRoute({
  method: 'post',
  path: '/destinations',
  summary: 'Set up a budget program to send to; its access is tried first',
  request: { body: body(contract.newDestination) },
  responses: { 201: json('The destination', contract.destination), default: PROBLEM },
})
const putDestination = createRoute({
  method: 'put',
  path: '/destinations/{id}',
  summary: 'Take new settings, such as a new token',
  request: { params: idParam, body: body(contract.changedDestination) },
  responses: { 200: json('The destination', contract.destination), default: PROBLEM },
})
const deleteDestination = createRoute({
  method: 'delete',
  path: '/destinations/{id}',
  summary: 'Forget a destination; what was sent stays there',
  request: { params: idParam },
  responses: { 204: { description: 'Forgotten' }, default: PROBLEM },
})
const getAccounts = createRoute({
  method: 'get',
  path: '/destinations/{id}/accounts',
  summary: 'Accounts here, accounts there, and which goes where',
  request: { params: idParam },
  responses: { 200: json('Accounts', contract.destinationAccounts), default: PROBLEM },
})
const putAccounts = createRoute({
  method: 'put',
  path: '/destinations/{id}/accounts',
  summary: 'Say which account goes where, and from which day on',
  request: { params: idParam, body: body(contract.newMappings) },
  responses: { 200: json('The destination', contract.destination), default: PROBLEM },
})
const getPlan = createRoute({
  method: 'get',
  path: '/destinations/{id}/plan',
  summary: 'What a push would do; nothing is written here or there',
  request: { params: idParam },
  responses: { 200: json('The plan', contract.pushPlan), default: PROBLEM },
})
const postPush = createRoute({
  method: 'post',
  path: '/destinations/{id}/pushes',
  summary: 'Begin a push',
  request: { params: idParam },
  responses: { 202: json('The push', contract.startedPush), default: PROBLEM },
})
const getPushes = createRoute({
  method: 'get',
  path: '/pushes',
  summary: 'What was sent and when',
  request: { query: contract.pushQuery },
  responses: { 200: json('Newest first', contract.pushList), default: PROBLEM },
})
const getPush = createRoute({
  method: 'get',
  path: '/pushes/{id}',
  summary: 'One push, also while it runs',
  request: { params: idParam },
  responses: { 200: json('The push', contract.push), default: PROBLEM },
})
const postUndo = createRoute({
  method: 'post',
  path: '/pushes/{id}/undo',
  summary: 'Begin to take a push back; what was changed there since stays',
  request: { params: idParam },
  responses: { 202: json('The undoing', contract.startedPush), default: PROBLEM },
})

/** Destinations and pushes. */
export const destinationRoutes = routes()
  .openapi(getDestinations, async (c) => c.json(await listDestinations(c.get('household')), 200))
  .openapi(postDestination, async (c) => {
    return c.json(await connectDestination(c.get('household'), c.req.valid('json')), 201)
  })
  .openapi(putDestination, async (c) => {
    return c.json(await changeDestination(c.get('household'), c.req.valid('param').id, c.req.valid('json')), 200)
  })
  .openapi(deleteDestination, async (c) => {
    await removeDestination(c.get('household'), c.req.valid('param').id)
    return c.body(null, 204)
  })
  .openapi(getAccounts, async (c) => {
    return c.json(await showDestinationAccounts(c.get('household'), c.req.valid('param').id), 200)
  })
  .openapi(putAccounts, async (c) => {
    const { accounts } = c.req.valid('json')
    return c.json(await mapDestinationAccounts(c.get('household'), c.req.valid('param').id, accounts), 200)
  })
  .openapi(getPlan, async (c) => c.json(await planPush(c.get('household'), c.req.valid('param').id), 200))
  .openapi(postPush, async (c) => {
    const household = c.get('household')
    return c.json(goOn(household, await beginPush(household, c.req.valid('param').id)), 202)
  })
  .openapi(getPushes, async (c) => c.json(await listPushes(c.get('household'), c.req.valid('query')), 200))
  .openapi(getPush, async (c) => c.json(await showPush(c.get('household'), c.req.valid('param').id), 200))
  .openapi(postUndo, async (c) => {
    const household = c.get('household')
    return c.json(goOn(household, await beginUndoPush(household, c.req.valid('param').id)), 202)
  })

/** The push goes on without the request; how it ended is in its history. */
function goOn({ log }: AppContext, { id, ended }: StartedPush): { readonly id: string } {
  ended.catch((err: unknown) => log.error({ err }, 'the end of a push could not be written down'))
  return { id }
}
