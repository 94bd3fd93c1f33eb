// A shop that two sources call by different names is asked about row by row, and "always" answers for all that wait.
import { beforeEach, expect, test } from 'vitest'
import { answerReview } from '../../src/app/answer-review.ts'
import { listReviews } from '../../src/app/list-reviews.ts'
import { listTransactions } from '../../src/app/list-transactions.ts'
import { undoBatch } from '../../src/app/undo-batch.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { AccountId } from '../../src/domain/ids.ts'
import { money } from '../../src/domain/money.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { commitFileImport, previewFileImport } from '../../src/sync/import-file.ts'
import { fileRow } from '../support/file-rows.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

const ROWS = 4

let household: TestHousehold
let accountId: AccountId

beforeEach(async () => {
  household = await openTestHousehold({ hasWorker: false })
  const { db, ownerId, token, newId } = household.context
  accountId = newId() as AccountId
  const account = { ownerId, id: accountId, name: 'Test', kind: 'checking' as const, currency: 'USD' as CurrencyCode }
  await withTransaction(db, token, (tx) => tx.insertInto('account').values(account).execute())
  await importRows((at) => row('Blumen Zorblax', at))
  await importRows((at) => ({ ...row('QUENTIN HOLDING LTD', at), sourceId: `bank-${at}-0000` }))
})

/** Two weeks apart, of sums that nobody pays twice. */
const row = (description: string, at: number): SourceRecord =>
  fileRow(addDays('2026-03-01' as CalendarDate, at * 14), money(-BigInt(61_437 + at * 1_113), 'USD' as CurrencyCode), description)

async function importRows(make: (at: number) => SourceRecord): Promise<void> {
  const { context } = household
  const { ownerId, token } = context
  const records = Array.from({ length: ROWS }, (_, at) => make(at))
  const file = { ownerId, token, accountId, fileId: null, records, lines: records.map((_, at) => at + 2), rejected: [], ignored: [] }
  const { planHash } = await previewFileImport(context, file)
  await commitFileImport(context, file, planHash)
}

const questions = () => listReviews(household.context)
const rowCount = async () => (await listTransactions(household.context, { limit: 100, includeHidden: false })).transactions.length

test.each([
  ['same', ROWS],
  ['different', 2 * ROWS],
] as const)('"always %s" answers every question about the two names, each to be undone alone', async (answer, left) => {
  const open = await questions()
  expect(open).toHaveLength(ROWS)
  const [first] = open
  const done = await answerReview(household.context, first?.id ?? '', { answer, always: true })
  expect(done).toMatchObject({ alikeBatchIds: { length: ROWS - 1 } })
  expect(await questions()).toHaveLength(0)
  expect(await rowCount()).toBe(left)
  await undoBatch(household.context, done.batchId)
  expect(await questions()).toHaveLength(1)
})

test('without "always" only the one question is answered', async () => {
  const [first] = await questions()
  const done = await answerReview(household.context, first?.id ?? '', { answer: 'same' })
  expect(done).toMatchObject({ alikeBatchIds: [] })
  expect(await questions()).toHaveLength(ROWS - 1)
})

test('other names of the same account stay open', async () => {
  const { context } = household
  const { ownerId, token } = context
  const other = { ...row('PFEFFERLE AG', 9), sourceId: 'bank-9-0000' }
  for (const records of [[row('Schreinerei Wum', 9)], [other]]) {
    const file = { ownerId, token, accountId, fileId: null, records, lines: [2], rejected: [], ignored: [] }
    const { planHash } = await previewFileImport(context, file)
    await commitFileImport(context, file, planHash)
  }
  const open = await questions()
  expect(open).toHaveLength(ROWS + 1)
  await answerReview(context, open[0]?.id ?? '', { answer: 'same', always: true })
  expect(await questions()).toHaveLength(1)
})
