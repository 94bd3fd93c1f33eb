import { createRoute, z } from '@hono/zod-openapi'
import { createAccount } from '../../app/create-account.ts'
import { editTransaction } from '../../app/edit-transaction.ts'
import { listAccounts } from '../../app/list-accounts.ts'
import { listTransactions } from '../../app/list-transactions.ts'
import { showTransaction } from '../../app/show-transaction.ts'
import * as contract from '../contract.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const getAccounts = createRoute({
  method: 'get',
  path: '/accounts',
  summary: 'All accounts',
  responses: { 200: json('Accounts', z.object({ accounts: z.array(contract.account) })), default: PROBLEM },
})
const postAccount = createRoute({
  method: 'post',
  path: '/accounts',
  summary: 'Make an account that files go to',
  request: { body: body(contract.createAccount) },
  responses: { 201: json('The new account', contract.account), default: PROBLEM },
})
const getTransactions = createRoute({
  method: 'get',
  path: '/transactions',
  summary: 'A page of the ledger',
  request: { query: contract.transactionQuery },
  responses: { 200: json('Newest first', contract.transactionPage), default: PROBLEM },
})
const getTransaction = createRoute({
  method: 'get',
  path: '/transactions/{id}',
  summary: 'One transaction and where it comes from',
  request: { params: idParam },
  responses: { 200: json('The transaction', contract.transactionDetail), default: PROBLEM },
})
const patchTransaction = createRoute({
  method: 'patch',
  path: '/transactions/{id}',
  summary: 'Decide payoree, category, note, tags or hiding, or take a decision back',
  request: { params: idParam, body: body(contract.transactionEdit) },
  responses: { 200: json('The transaction', contract.transaction), default: PROBLEM },
})
/** Accounts and transactions. */
export const ledgerRoutes = routes()
  .openapi(getAccounts, async (c) => c.json({ accounts: await listAccounts(c.get('household')) }, 200))
  .openapi(postAccount, async (c) =>
    c.json(await createAccount(c.get('household'), c.req.valid('json')), 201),
  )
  .openapi(getTransactions, async (c) =>
    c.json(await listTransactions(c.get('household'), c.req.valid('query')), 200),
  )
  .openapi(getTransaction, async (c) =>
    c.json(await showTransaction(c.get('household'), c.req.valid('param').id), 200),
  )
  .openapi(patchTransaction, async (c) =>
    c.json(await editTransaction(c.get('household'), c.req.valid('param').id, c.req.valid('json')), 200),
  )
