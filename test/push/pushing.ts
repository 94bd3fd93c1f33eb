// A household with a demo bank's ledger, and what tests of pushing do with it.
import { sql } from 'kysely'
import { asOwner } from '../../src/app/context.ts'
import { connectDemo, openTestHousehold } from '../support/household.ts'
import type { Answer, TestHousehold } from '../support/household.ts'

export type PushHousehold = TestHousehold & {
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly currency: string }[]
}

/** A household whose ledger comes from a demo bank. */
export async function openPushHousehold(): Promise<PushHousehold> {
  const household = await openTestHousehold()
  const { body } = await household.send('GET', '/institutions?country=US&text=&isDemo=true')
  await connectDemo(household, body.institutions[0].id)
  const { body: found } = await household.send('GET', '/accounts')
  return { ...household, accounts: found.accounts }
}

/** The ledger as it should be in a budget program: shown, booked, in no open question. */
export async function expectedRows(household: TestHousehold, accountId: string): Promise<readonly Answer['body'][]> {
  const { body } = await household.send('GET', `/transactions?accountId=${accountId}&limit=500`)
  return body.transactions.filter((row: Answer['body']) => !row.isRemoved && row.openReviews === 0)
}

/** Transactions by which a transfer left and arrived, as pairs. */
export async function transferLegs(household: TestHousehold): Promise<readonly (readonly [string, string])[]> {
  const { body } = await household.send('GET', '/transfers?state=linked&limit=200')
  return body.transfers.map((each: Answer['body']) => [each.out.id, each.in.id])
}

/** Those of the expected rows that are booked and no leg of a transfer. */
export async function singleRows(household: TestHousehold, accountId: string): Promise<readonly Answer['body'][]> {
  const legs = (await transferLegs(household)).flat()
  const rows = await expectedRows(household, accountId)
  return rows.filter(({ id, status }) => status === 'posted' && !legs.includes(id))
}

/** Rows of a table that belong to the household. */
export async function countRows(household: TestHousehold, table: string): Promise<number> {
  return asOwner(household.context, async (tx) => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(tx)
    return rows[0]?.count ?? -1
  })
}
