// A payoree that is not certain is asked about once, for every row of its text, and the answer holds.
import { beforeEach, describe, expect, test } from 'vitest'
import { answerReview } from '../../src/app/answer-review.ts'
import { listReviews } from '../../src/app/list-reviews.ts'
import { renamePayoree } from '../../src/app/change-payoree.ts'
import { undoBatch } from '../../src/app/undo-batch.ts'
import { undoRulebook } from '../../src/app/undo-rulebook.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import { showId } from '../../src/domain/ids.ts'
import type { AccountId } from '../../src/domain/ids.ts'
import { money } from '../../src/domain/money.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { commitFileImport, previewFileImport } from '../../src/sync/import-file.ts'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'
import { fileRow } from '../support/file-rows.ts'

let household: TestHousehold
let accountId: AccountId
let files = 0

const run = (...args: string[]) => runIn(household, ...args)

/** Imports rows of these texts into the one account; gives the batch. */
async function importTexts(...texts: string[]): Promise<string> {
  const { context } = household
  const { ownerId, token } = context
  files += 1
  const records = texts.map((text, at) => rowOf(text, BigInt(-files * 100 - at), at))
  const file = { ownerId, token, accountId, fileId: null, records, lines: records.map((_, at) => at + 2), rejected: [], ignored: [] }
  const { planHash } = await previewFileImport(context, file)
  const { batchId } = await commitFileImport(context, file, planHash)
  return showId('batch', batchId)
}

const rowOf = (description: string, minor: bigint, at: number): SourceRecord =>
  fileRow(addDays('2026-03-01' as CalendarDate, at), money(minor, 'USD' as CurrencyCode), description)

const questions = () => listReviews(household.context)
const answer = (reviewId: string, wish: Parameters<typeof answerReview>[2]) => answerReview(household.context, reviewId, wish)
const takeBack = (batchId: string) => undoRulebook(household.context, batchId, { isDryRun: false })
const rename = (name: string, to: string) => renamePayoree(household.context, name, to, { isDryRun: false })
const undoImport = (batchId: string) => undoBatch(household.context, batchId)
const payoreesOf = (text: string): Promise<readonly (string | null)[]> =>
  withTransaction(household.context.db, household.context.token, async (tx) => {
    const rows = await tx.selectFrom('transaction').select('derivedPayoree').where('description', '=', text).execute()
    return rows.map(({ derivedPayoree }) => derivedPayoree)
  })

beforeEach(async () => {
  household = await openTestHousehold({ hasWorker: false })
  const { db, ownerId, token, newId } = household.context
  accountId = newId() as AccountId
  const account = { ownerId, id: accountId, name: 'Test', kind: 'checking' as const, currency: 'USD' as CurrencyCode }
  await withTransaction(db, token, (tx) => tx.insertInto('account').values(account).execute())
  await importTexts('Zorblax Miete', 'Zorblax Yoga')
  await rename('Zorblax Miete', 'Zorblax Miete')
  await rename('Zorblax Yoga', 'Zorblax Yoga')
  expect(await questions()).toEqual([])
})

describe('a text that fits two payorees', () => {
  test('is asked about once, whatever number of rows it has', async () => {
    await importTexts('ZORBLAX', 'ZORBLAX', 'QUUXHALL')
    await importTexts('ZORBLAX')
    const asked = await questions()
    expect(asked).toMatchObject([{ kind: 'uncertain-payoree', payoreeRows: 3, subject: { description: 'ZORBLAX' } }])
    expect(asked[0]?.payorees.map(({ name }) => name)).toEqual(['Zorblax Miete', 'Zorblax Yoga'])
    expect((await run('reviews')).out).toContain('same --payoree "Zorblax Yoga"')
  })

  test('is the payoree of the answer, in rows that are there and in those that come', async () => {
    await importTexts('ZORBLAX', 'ZORBLAX')
    const [asked] = await questions()
    const id = asked?.id ?? ''
    await expect(answer(id, { answer: 'same' })).rejects.toThrow('Say which of the payorees it is')
    await expect(answer(id, { answer: 'same', payoree: 'Somebody' })).rejects.toThrow('not one of those')
    const { batchId } = (await run('reviews', id, 'same', '--payoree', 'Zorblax Yoga', '--json')).json()
    await importTexts('ZORBLAX')
    expect(await payoreesOf('ZORBLAX')).toEqual(['Zorblax Yoga', 'Zorblax Yoga', 'Zorblax Yoga'])
    expect(await questions()).toEqual([])
    await expect(answer(id, { answer: 'different' })).rejects.toThrow('answered already')

    expect((await run('undo', batchId)).out).toContain('Undone')
    expect(await payoreesOf('ZORBLAX')).toEqual(['Zorblax', 'Zorblax', 'Zorblax'])
    expect(await questions()).toMatchObject([{ id }])
  })

  test.each(['different', 'leave'] as const)('keeps the bank’s text where the answer is “%s”, and is not asked again', async (given) => {
    await importTexts('ZORBLAX')
    const [before] = await payoreesOf('ZORBLAX')
    const [asked] = await questions()
    const { batchId } = await answer(asked?.id ?? '', { answer: given })
    await importTexts('ZORBLAX')
    expect(await payoreesOf('ZORBLAX')).toEqual([before, before])
    expect(await questions()).toEqual([])
    await takeBack(batchId)
    expect(await questions()).toMatchObject([{ id: asked?.id }])
  })

  test('is no question any more once its import is undone, answered or not', async () => {
    const batch = await importTexts('ZORBLAX')
    expect(await questions()).toHaveLength(1)
    await undoImport(batch)
    expect(await questions()).toEqual([])
    expect(await payoreesOf('ZORBLAX')).toEqual([])

    const again = await importTexts('ZORBLAX')
    const [asked] = await questions()
    await answer(asked?.id ?? '', { answer: 'same', payoree: 'Zorblax Miete' })
    await undoImport(again)
    expect(await payoreesOf('ZORBLAX')).toEqual([])
    expect(await questions()).toEqual([])
    await importTexts('ZORBLAX')
    expect(await payoreesOf('ZORBLAX')).toEqual(['Zorblax Miete'])
  })

  test('is no question any more once the person named it elsewhere', async () => {
    await importTexts('ZORBLAX')
    const [name] = await payoreesOf('ZORBLAX')
    await rename(name ?? '', 'My landlord')
    expect(await questions()).toEqual([])
  })
})

test('few payorees are asked about at a time', async () => {
  const texts = Array.from({ length: 14 }, (_, at) => `SUMUP *ZORBLAX ${String.fromCharCode(97 + at).repeat(3)}`)
  await importTexts(...texts)
  expect(await questions()).toHaveLength(10)
})
