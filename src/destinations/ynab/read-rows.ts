import type { HeldRow } from '../../domain/push/rows.ts'
import type { AccountRef, ReadWish } from '../contract.ts'
import { get } from './line.ts'
import type { Plan } from './line.ts'
import { heldRow } from './map-rows.ts'
import { rowList } from './wire.ts'
import type { Row } from './wire.ts'

/** One request in most cases, two where a known row lies before the days asked for. */
export async function readRows(plan: Plan, account: AccountRef, wish: ReadWish): Promise<readonly HeldRow[]> {
  const { fromOn, toOn, theirIds } = wish
  const since = await accountRows(plan, account, `?since_date=${fromOn}`)
  const known = new Set(theirIds)
  const hasAll = theirIds.every((id) => since.some((row) => row.id === id))
  const rows = hasAll ? since : await accountRows(plan, account, '')
  return rows
    .filter(({ id, date }) => known.has(id) || (date >= fromOn && date <= toOn))
    .map((row) => heldRow(account, row))
}

/** Rows of an account that are not deleted. */
export async function accountRows(plan: Plan, { theirId }: AccountRef, query: string): Promise<readonly Row[]> {
  const answer = await get(plan, `/accounts/${encodeURIComponent(theirId)}/transactions${query}`, rowList)
  return answer.data.transactions.filter(({ deleted }) => !deleted)
}
