import { createRoute } from '@hono/zod-openapi'
import { alwaysLike } from '../../app/change-payoree.ts'
import { listRules, suggestFromEdits } from '../../app/list-rules.ts'
import { recompute } from '../../app/recompute-rulebook.ts'
import { deleteRule, orderRules, saveRule } from '../../app/save-rule.ts'
import { tryText } from '../../app/try-rule.ts'
import { listRulebookChanges, undoRulebook } from '../../app/undo-rulebook.ts'
import * as contract from '../contract/rules.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const changed = { 200: json('What it does', contract.rulebookChange), default: PROBLEM }

const getRules = createRoute({
  method: 'get',
  path: '/rules',
  summary: 'Rules in their order, with what they do',
  responses: { 200: json('Rules', contract.ruleList), default: PROBLEM },
})
const getSuggestions = createRoute({
  method: 'get',
  path: '/rules/suggestions',
  summary: 'Rules that your edits call for',
  responses: { 200: json('Best first', contract.suggestions), default: PROBLEM },
})
const postRule = createRoute({
  method: 'post',
  path: '/rules',
  summary: 'Make a rule, or see what it would do',
  request: { body: body(contract.saveRule) },
  responses: { 200: json('What it does', contract.savedRule), default: PROBLEM },
})
const putRule = createRoute({
  method: 'put',
  path: '/rules/{id}',
  summary: 'Change a rule, or see what that would do',
  request: { params: idParam, body: body(contract.saveRule) },
  responses: { 200: json('What it does', contract.savedRule), default: PROBLEM },
})
const postTrial = createRoute({
  method: 'post',
  path: '/rules/try',
  summary: "What would become of a bank's text",
  request: { body: body(contract.tryText) },
  responses: { 200: json('As it would be shown', contract.tried), default: PROBLEM },
})
const removeRule = createRoute({
  method: 'delete',
  path: '/rules/{id}',
  summary: 'Delete a rule and take its effects out of history',
  request: { params: idParam, query: contract.dryRun },
  responses: changed,
})
const putOrder = createRoute({
  method: 'put',
  path: '/rules/order',
  summary: 'Put the rules into another order',
  request: { body: body(contract.ruleOrder) },
  responses: changed,
})
const postAlways = createRoute({
  method: 'post',
  path: '/transactions/{id}/always',
  summary: 'Always do what was decided of this one, for everything of the same party',
  request: { params: idParam, query: contract.dryRun },
  responses: changed,
})
const getChanges = createRoute({
  method: 'get',
  path: '/rulebook/changes',
  summary: 'Changes of rules, payorees and categories',
  responses: { 200: json('Newest first', contract.rulebookHistory), default: PROBLEM },
})
const postUndo = createRoute({
  method: 'post',
  path: '/rulebook/changes/{id}/undo',
  summary: 'Take a change back, with what it did to history',
  request: { params: idParam, query: contract.dryRun },
  responses: { 200: json('What came back', contract.rulebookUndone), default: PROBLEM },
})
const postRecompute = createRoute({
  method: 'post',
  path: '/rulebook/recompute',
  summary: 'Learn, and work out payorees, categories and rules of all transactions again',
  responses: { 200: json('How many changed', contract.recomputed), default: PROBLEM },
})

/** Rules, and changes of the rulebook. */
export const ruleRoutes = routes()
  .openapi(getRules, async (c) => c.json(await listRules(c.get('household')), 200))
  .openapi(getSuggestions, async (c) => c.json(await suggestFromEdits(c.get('household')), 200))
  .openapi(postRule, async (c) => {
    const { rule, ...options } = c.req.valid('json')
    return c.json(await saveRule(c.get('household'), null, rule, options), 200)
  })
  .openapi(postTrial, async (c) => c.json(await tryText(c.get('household'), c.req.valid('json')), 200))
  // Before the one with an id, which would take "order" for one.
  .openapi(putOrder, async (c) => {
    const { ruleIds, ...options } = c.req.valid('json')
    return c.json(await orderRules(c.get('household'), ruleIds, options), 200)
  })
  .openapi(putRule, async (c) => {
    const { rule, ...options } = c.req.valid('json')
    return c.json(await saveRule(c.get('household'), c.req.valid('param').id, rule, options), 200)
  })
  .openapi(removeRule, async (c) =>
    c.json(await deleteRule(c.get('household'), c.req.valid('param').id, c.req.valid('query')), 200),
  )
  .openapi(postAlways, async (c) =>
    c.json(await alwaysLike(c.get('household'), c.req.valid('param').id, c.req.valid('query')), 200),
  )
  .openapi(getChanges, async (c) => c.json({ changes: await listRulebookChanges(c.get('household')) }, 200))
  .openapi(postUndo, async (c) =>
    c.json(await undoRulebook(c.get('household'), c.req.valid('param').id, c.req.valid('query')), 200),
  )
  .openapi(postRecompute, async (c) => c.json(await recompute(c.get('household')), 200))
