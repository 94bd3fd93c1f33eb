import { createRoute } from '@hono/zod-openapi'
import { listBatches } from '../../app/list-batches.ts'
import { showBatch } from '../../app/show-batch.ts'
import { undoBatch } from '../../app/undo-batch.ts'
import * as contract from '../contract/batches.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const getBatches = createRoute({
  method: 'get',
  path: '/batches',
  summary: 'What syncs and files did',
  request: { query: contract.batchQuery },
  responses: { 200: json('Newest first', contract.batchPage), default: PROBLEM },
})
const getBatch = createRoute({
  method: 'get',
  path: '/batches/{id}',
  summary: 'One batch',
  request: { params: idParam },
  responses: { 200: json('The batch', contract.batchDetail), default: PROBLEM },
})
const postUndo = createRoute({
  method: 'post',
  path: '/batches/{id}/undo',
  summary: 'Undo a batch whole; what was edited since stays',
  request: { params: idParam, body: body(contract.undoBatch) },
  responses: { 200: json('What was undone', contract.undoResult), default: PROBLEM },
})

/** Batches and their undo. */
export const batchRoutes = routes()
  .openapi(getBatches, async (c) => c.json(await listBatches(c.get('household'), c.req.valid('query')), 200))
  .openapi(getBatch, async (c) => c.json(await showBatch(c.get('household'), c.req.valid('param').id), 200))
  .openapi(postUndo, async (c) =>
    c.json(await undoBatch(c.get('household'), c.req.valid('param').id, c.req.valid('json')), 200),
  )
