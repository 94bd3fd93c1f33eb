import { createRoute, z } from '@hono/zod-openapi'
import { answerReview } from '../../app/answer-review.ts'
import { listReviews } from '../../app/list-reviews.ts'
import { joinTransactions, separateTransaction } from '../../app/separate-transaction.ts'
import { review } from '../contract.ts'
import * as contract from '../contract/reviews.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const getReviews = createRoute({
  method: 'get',
  path: '/reviews',
  summary: 'Open questions',
  responses: { 200: json('Oldest first', z.object({ reviews: z.array(review) })), default: PROBLEM },
})
const postAnswer = createRoute({
  method: 'post',
  path: '/reviews/{id}/answer',
  summary: 'Answer a question; later syncs obey',
  request: { params: idParam, body: body(contract.reviewAnswer) },
  responses: { 200: json('What was done', contract.decision), default: PROBLEM },
})
const postSeparate = createRoute({
  method: 'post',
  path: '/transactions/{id}/separate',
  summary: 'Take records out of a transaction; they stay apart',
  request: { params: idParam, body: body(contract.separation) },
  responses: { 200: json('What was done', contract.decision), default: PROBLEM },
})
const postJoin = createRoute({
  method: 'post',
  path: '/transactions/{id}/join',
  summary: 'Two transactions of one account are one movement',
  request: { params: idParam, body: body(contract.joining) },
  responses: { 200: json('What was done', contract.decision), default: PROBLEM },
})

/** Questions, their answers, and what the person says of rows unasked. */
export const reviewRoutes = routes()
  .openapi(getReviews, async (c) => c.json({ reviews: await listReviews(c.get('household')) }, 200))
  .openapi(postAnswer, async (c) =>
    c.json(await answerReview(c.get('household'), c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(postSeparate, async (c) =>
    c.json(await separateTransaction(c.get('household'), c.req.valid('param').id, c.req.valid('json').recordIds), 200),
  )
  .openapi(postJoin, async (c) =>
    c.json(await joinTransactions(c.get('household'), c.req.valid('param').id, c.req.valid('json').transactionId), 200),
  )
