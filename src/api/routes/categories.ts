import { createRoute, z } from '@hono/zod-openapi'
import { addCategory, deleteCategory, renameCategory } from '../../app/change-category.ts'
import { listCategories } from '../../app/list-categories.ts'
import * as contract from '../contract/categories.ts'
import { rulebookChange } from '../contract/rules.ts'
import { body, json, PROBLEM, routes } from '../route-parts.ts'

const categoryParam = z.object({ id: z.string().max(100) })
const changed = { 200: json('What it does', rulebookChange), default: PROBLEM }

const getCategories = createRoute({
  method: 'get',
  path: '/categories',
  summary: 'All categories, each parent before its children',
  responses: { 200: json('Categories', z.object({ categories: z.array(contract.category) })), default: PROBLEM },
})
const postCategory = createRoute({
  method: 'post',
  path: '/categories',
  summary: 'Add a category',
  request: { body: body(contract.addCategory) },
  responses: { 200: json('The new category', contract.addedCategory), default: PROBLEM },
})
const patchCategory = createRoute({
  method: 'patch',
  path: '/categories/{id}',
  summary: 'Rename a category',
  request: { params: categoryParam, body: body(contract.renameCategory) },
  responses: changed,
})
const removeCategory = createRoute({
  method: 'delete',
  path: '/categories/{id}',
  summary: 'Delete a category, into another one where it is in use',
  request: { params: categoryParam, query: contract.deleteCategory },
  responses: changed,
})

/** Categories. */
export const categoryRoutes = routes()
  .openapi(getCategories, async (c) => c.json({ categories: await listCategories(c.get('household')) }, 200))
  .openapi(postCategory, async (c) => {
    const { isDryRun, ...given } = c.req.valid('json')
    return c.json(await addCategory(c.get('household'), given, { isDryRun }), 200)
  })
  .openapi(patchCategory, async (c) => {
    const { name, ...options } = c.req.valid('json')
    return c.json(await renameCategory(c.get('household'), c.req.valid('param').id, name, options), 200)
  })
  .openapi(removeCategory, async (c) => {
    const { moveToId, ...options } = c.req.valid('query')
    return c.json(await deleteCategory(c.get('household'), c.req.valid('param').id, moveToId ?? null, options), 200)
  })
