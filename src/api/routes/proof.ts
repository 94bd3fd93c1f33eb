import { createRoute, z } from '@hono/zod-openapi'
import { applyCalibration, takeBackCalibration } from '../../app/calibrate-account.ts'
import { listFindings } from '../../app/list-findings.ts'
import { showBalanceProof } from '../../app/show-balance-proof.ts'
import { showCoverage } from '../../app/show-coverage.ts'
import { balanceProof, calibrated, calibrationParam, calibrationWish, coverage, finding } from '../contract/proof.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const getProof = createRoute({
  method: 'get',
  path: '/accounts/{id}/proof',
  summary: 'Whether the balances of the bank fit the transactions between them',
  request: { params: idParam },
  responses: { 200: json('The proof, worked out anew', balanceProof), default: PROBLEM },
})
const getCoverage = createRoute({
  method: 'get',
  path: '/accounts/{id}/coverage',
  summary: 'Which source gives which days, and what is missing',
  request: { params: idParam },
  responses: { 200: json('The coverage', coverage), default: PROBLEM },
})
const postCalibration = createRoute({
  method: 'post',
  path: '/accounts/{id}/calibrations/{what}/apply',
  summary: 'Read the bank of an account as its balances prove it is meant',
  request: { params: calibrationParam, body: body(calibrationWish) },
  responses: { 200: json('What it does', calibrated), default: PROBLEM },
})
const postTakeBack = createRoute({
  method: 'post',
  path: '/accounts/{id}/calibrations/{what}/take-back',
  summary: 'Read the bank of an account as before',
  request: { params: calibrationParam, body: body(calibrationWish) },
  responses: { 200: json('What it does', calibrated), default: PROBLEM },
})
const getFindings = createRoute({
  method: 'get',
  path: '/findings',
  summary: 'Broken balance proofs, sources read wrongly, and accounts that have gone quiet',
  responses: { 200: json('What needs somebody first', z.object({ findings: z.array(finding) })), default: PROBLEM },
})

/** Balance proof and coverage of an account, and what all accounts have to tell. */
export const proofRoutes = routes()
  .openapi(getProof, async (c) =>
    c.json(await showBalanceProof(c.get('household'), c.req.valid('param').id), 200),
  )
  .openapi(getCoverage, async (c) =>
    c.json(await showCoverage(c.get('household'), c.req.valid('param').id), 200),
  )
  .openapi(getFindings, async (c) => c.json({ findings: await listFindings(c.get('household')) }, 200))
  .openapi(postCalibration, async (c) => {
    const { id, what } = c.req.valid('param')
    return c.json(await applyCalibration(c.get('household'), id, what, c.req.valid('json')), 200)
  })
  .openapi(postTakeBack, async (c) => {
    const { id, what } = c.req.valid('param')
    return c.json(await takeBackCalibration(c.get('household'), id, what, c.req.valid('json')), 200)
  })
