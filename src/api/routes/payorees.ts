import { createRoute, z } from '@hono/zod-openapi'
import { mergePayorees, renamePayoree, sortPayoree, splitPayoree } from '../../app/change-payoree.ts'
import { listPayorees } from '../../app/list-payorees.ts'
import * as contract from '../contract/payorees.ts'
import { rulebookChange } from '../contract/rules.ts'
import { body, json, PROBLEM, routes } from '../route-parts.ts'

const changed = { 200: json('What it does', rulebookChange), default: PROBLEM }

const getPayorees = createRoute({
  method: 'get',
  path: '/payorees',
  summary: 'The other parties of the ledger',
  request: { query: contract.payoreeQuery },
  responses: { 200: json('Most frequent first', z.object({ payorees: z.array(contract.payoree) })), default: PROBLEM },
})
const postRename = createRoute({
  method: 'post',
  path: '/payorees/rename',
  summary: 'Give a payoree another name',
  request: { body: body(contract.renamePayoree) },
  responses: changed,
})
const postMerge = createRoute({
  method: 'post',
  path: '/payorees/merge',
  summary: 'Make several payorees one',
  request: { body: body(contract.mergePayorees) },
  responses: changed,
})
const postSplit = createRoute({
  method: 'post',
  path: '/payorees/split',
  summary: 'Take keys out of a payoree',
  request: { body: body(contract.splitPayoree) },
  responses: changed,
})
const postSort = createRoute({
  method: 'post',
  path: '/payorees/category',
  summary: 'Always this category for a payoree',
  request: { body: body(contract.sortPayoree) },
  responses: changed,
})

/** Payorees. */
export const payoreeRoutes = routes()
  .openapi(getPayorees, async (c) =>
    c.json({ payorees: await listPayorees(c.get('household'), c.req.valid('query')) }, 200),
  )
  .openapi(postRename, async (c) => {
    const { name, to, ...options } = c.req.valid('json')
    return c.json(await renamePayoree(c.get('household'), name, to, options), 200)
  })
  .openapi(postMerge, async (c) => {
    const { names, into, ...options } = c.req.valid('json')
    return c.json(await mergePayorees(c.get('household'), names, into, options), 200)
  })
  .openapi(postSplit, async (c) => {
    const { name, keys, to, ...options } = c.req.valid('json')
    return c.json(await splitPayoree(c.get('household'), name, keys, to, options), 200)
  })
  .openapi(postSort, async (c) => {
    const { name, categoryId, ...options } = c.req.valid('json')
    return c.json(await sortPayoree(c.get('household'), name, categoryId, options), 200)
  })
