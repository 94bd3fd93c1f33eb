// One row that thousands of others could be: told in bounded time, nothing is swallowed, and nothing is guessed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import { money } from '../../src/domain/money.ts'
import { account, posted, world as buildWorld } from '../../src/providers/world/build.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { commitFileImport, previewFileImport } from '../../src/sync/import-file.ts'
import { cloneDatabase } from '../support/database.ts'
import { fileRow } from '../support/file-rows.ts'
import { makeHousehold, openPools } from './household.ts'
import type { Household, Pools } from './household.ts'

const START = '2026-03-02' as CalendarDate
const ROWS = process.env['TRIBUTARY_LONG'] ? 10_000 : 1_000
/** Measured at one to three seconds for ten thousand on one of two busy cores. The bound is there to tell seconds from minutes. */
const MS_MAX = 30_000

const card = account('crowded', 'USD')
const bank = buildWorld({
  key: 'crowded',
  startsOn: START,
  accounts: [card],
  happenings: [posted(addDays(START, 1), card, 'opening', '-1.00'), posted(addDays(START, 5), card, 'meal', '-5.00', { description: 'DELIVEROO' })],
})

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

/** As many equal rows of a file, all within some days. */
async function importCrowd(household: Household, description: string): Promise<void> {
  const { ownerId, token, deps } = household
  const accountId = await withTransaction(pools.appDb, token, async (tx) => {
    const { id } = await tx.selectFrom('account').select('id').executeTakeFirstOrThrow()
    return id
  })
  const amount = money(-500n, 'USD' as CurrencyCode)
  const records = Array.from({ length: ROWS }, (_, at) => fileRow(addDays(START, 3 + (at % 5)), amount, description))
  const file = { ownerId, token, accountId, fileId: null, records, lines: records.map((_, at) => at + 2), rejected: [], ignored: [] }
  const { planHash } = await previewFileImport(deps, file)
  await commitFileImport(deps, file, planHash)
}

const ofCrowd = async (household: Household) =>
  (await household.ledger()).filter(({ amountMinor }) => amountMinor === -500n).length

describe(`a row that ${ROWS} others could be`, () => {
  for (const [words, description] of [['of the same words', 'DELIVEROO'], ['of other words', 'CHEVRON 0042'], ['without words', 'x']] as const) {
    test(`${words} is settled in bounded time, and no movement is lost`, { timeout: 120_000 }, async () => {
      const household = await makeHousehold(pools, bank, { dialect: 'window, unlinked', asOf: addDays(START, 2) })
      await household.sync()
      await importCrowd(household, description)
      expect(await ofCrowd(household)).toBe(ROWS)
      household.setDay(addDays(START, 9))
      const startedAt = performance.now()
      expect(await household.sync()).toMatchObject({ state: 'succeeded' })
      expect(performance.now() - startedAt).toBeLessThan(MS_MAX)
      // It is one of them, or one more: never fewer.
      const rows = await ofCrowd(household)
      expect(rows).toBeGreaterThanOrEqual(ROWS)
      expect(rows).toBeLessThanOrEqual(ROWS + 1)
      if (words === 'of other words') expect(rows).toBe(ROWS + 1)
      await household.sync()
      expect(await ofCrowd(household)).toBe(rows)
    })
  }
})
