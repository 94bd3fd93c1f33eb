import { createRoute } from '@hono/zod-openapi'
import { explainTransaction } from '../../app/explain-transaction.ts'
import * as contract from '../contract/why.ts'
import { idParam, json, PROBLEM, routes } from '../route-parts.ts'

const getWhy = createRoute({
  method: 'get',
  path: '/transactions/{id}/why',
  summary: 'Why a transaction is as it is shown',
  request: { params: idParam },
  responses: { 200: json('Everything it rests on', contract.why), default: PROBLEM },
})

/** The why-card. */
export const whyRoutes = routes().openapi(getWhy, async (c) =>
  c.json(await explainTransaction(c.get('household'), c.req.valid('param').id), 200),
)
