// The program of the other device: see `openDevice`.
import process from 'node:process'
import { loadClient } from '../../src/destinations/actual/client.ts'
import type { Client } from '../../src/destinations/actual/client.ts'
import { BUDGET } from './actual-client.ts'
import type { DeviceOrders, TheirLedger } from './actual-client.ts'

type FullClient = Client & {
  readonly runImport: (name: string, work: () => Promise<void>) => Promise<void>
  readonly createAccount: (account: { readonly name: string }) => Promise<string>
  readonly getAccountBalance: (id: string) => Promise<number>
  readonly getTransactions: (id: string, from: string, to: string) => Promise<TheirLedger[number]['rows']>
}

const { address, password, folder, orders } = JSON.parse(process.argv[2] ?? '') as {
  readonly address: string
  readonly password: string
  readonly folder: string
  readonly orders: DeviceOrders
}
const client = (await loadClient(new URL(address))) as FullClient
await client.init({ dataDir: folder, serverURL: address, password })

if (orders.do === 'make budget') {
  await client.runImport(BUDGET, async () => {
    for (const name of orders.accounts) await client.createAccount({ name })
  })
} else {
  const [budget] = (await client.getBudgets()) as readonly { readonly groupId: string }[]
  await client.downloadBudget(budget?.groupId ?? '', {})
}
if (orders.do === 'change') await client.updateTransaction(orders.id, orders.fields)
if (orders.do === 'add') {
  await client.addTransactions(orders.accountId, orders.rows, { learnCategories: false, runTransfers: false })
}
await client.sync()

const names = new Map(
  ((await client.getPayees()) as readonly { readonly id: string; readonly name: string }[]).map(
    ({ id, name }) => [id, name],
  ),
)
const accounts = (await client.getAccounts()) as readonly { readonly id: string; readonly name: string }[]
const ledger = []
for (const { id, name } of accounts) {
  const rows = await client.getTransactions(id, '1990-01-01', '2099-12-31')
  const balance = rows.reduce((sum, { amount }) => sum + amount, 0)
  const named = rows.map((each) => ({ ...each, payee: names.get(each.payee ?? '') ?? null }))
  ledger.push({ id, name, balance, rows: named })
}
process.send?.(ledger)
