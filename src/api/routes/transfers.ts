import { createRoute } from '@hono/zod-openapi'
import { decideTransfer, unlinkTransfer } from '../../app/decide-transfer.ts'
import { listTransfers } from '../../app/list-transfers.ts'
import * as contract from '../contract/transfers.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const getTransfers = createRoute({
  method: 'get',
  path: '/transfers',
  summary: 'Transfers between own accounts',
  request: { query: contract.transferQuery },
  responses: { 200: json('Newest first', contract.transferPage), default: PROBLEM },
})
const postTransfer = createRoute({
  method: 'post',
  path: '/transfers',
  summary: 'Tie two transactions as one transfer, or part them for good',
  request: { body: body(contract.transferDecision) },
  responses: { 200: json('The transfer', contract.transfer), default: PROBLEM },
})
const postUnlink = createRoute({
  method: 'post',
  path: '/transfers/{id}/unlink',
  summary: 'Part the two sides of a transfer; they stay parted',
  request: { params: idParam },
  responses: { 200: json('The transfer, refused', contract.transfer), default: PROBLEM },
})

/** Transfers between own accounts, and what the person says about them. */
export const transferRoutes = routes()
  .openapi(getTransfers, async (c) => c.json(await listTransfers(c.get('household'), c.req.valid('query')), 200))
  .openapi(postTransfer, async (c) => c.json(await decideTransfer(c.get('household'), c.req.valid('json')), 200))
  .openapi(postUnlink, async (c) => c.json(await unlinkTransfer(c.get('household'), c.req.valid('param').id), 200))
