import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../calendar.ts'
import type { CurrencyCode } from '../currency.ts'
import type { AccountId, TransactionId } from '../ids.ts'
import { money } from '../money.ts'
import { contentOf } from './content.ts'
import type { Sendable } from './content.ts'
import { importIdOf } from './import-id.ts'
import { draftPush, settlePush } from './plan-push.ts'
import type { Abilities, AccountMapping, LedgerEntry, PushStep, SentEntry } from './push-step.ts'
import { addsUp, countSteps, writtenCount } from './push-counts.ts'
import { pushReads } from './push-reads.ts'
import type { HeldFacts, HeldRow } from './rows.ts'

const EUR = 'EUR' as CurrencyCode
const DAY = '2026-03-10' as CalendarDate
const OURS = 'ours' as AccountId
const ABLE: Abilities = { canHoldPending: false, canUpdate: true, canDelete: true, tags: 'kept', transfers: 'one row' }
const MAPPING: AccountMapping = {
  accountId: OURS,
  theirAccountId: 'theirs',
  currency: EUR,
  theirCurrency: EUR,
  sendsFromOn: '2026-01-01' as CalendarDate,
}
const id = (index: number) =>
  `00000000-0000-7000-8000-${String(index).padStart(12, '0')}` as TransactionId

const sendable = (change: Partial<Sendable> = {}): Sendable => ({
  bookedOn: DAY,
  amount: money(-1234n, EUR),
  payoreeName: 'Baker',
  bankText: 'BAKER 12',
  note: null,
  tags: [],
  categoryPath: ['Food'],
  isPending: false,
  ...change,
})
const entry = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  transactionId: id(1),
  accountId: OURS,
  row: sendable(),
  isInReview: false,
  transferOther: null,
  ...change,
})
const facts = (row: Sendable, change: Partial<HeldFacts> = {}): HeldFacts => ({
  bookedOn: row.bookedOn,
  amountMinor: row.amount.minor,
  payoreeName: row.payoreeName,
  text: row.bankText,
  category: row.categoryPath.at(-1) ?? null,
  tags: row.tags,
  isPending: row.isPending,
  ...change,
})
const sentOf = (row: Sendable, change: Partial<SentEntry> = {}): SentEntry => ({
  transactionId: id(1),
  accountId: OURS,
  theirAccountId: 'theirs',
  theirId: 'their 1',
  generation: 0,
  state: 'held',
  leadId: null,
  content: contentOf(row, true),
  facts: facts(row),
  ...change,
})
const there = (held: HeldFacts, change: Partial<HeldRow> = {}): HeldRow => ({
  theirId: 'their 1',
  importId: importIdOf(id(1), 0),
  facts: held,
  isReconciled: false,
  image: '{}',
  ...change,
})

function plan(
  entries: readonly LedgerEntry[],
  sent: readonly SentEntry[],
  rows: readonly HeldRow[],
  abilities: Partial<Abilities> = {},
): readonly PushStep[] {
  const draft = draftPush({ entries, sent, mappings: [MAPPING], abilities: { ...ABLE, ...abilities } })
  return settlePush(draft, [{ theirAccountId: 'theirs', rows }])
}

describe('a transaction', () => {
  test('that was never sent is made there', () => {
    expect(plan([entry()], [], [])).toMatchObject([{ kind: 'create', importId: importIdOf(id(1), 0) }])
  })

  test('that is there by its import id is only noted', () => {
    expect(plan([entry()], [], [there(facts(sendable()))])).toMatchObject([{ kind: 'already there' }])
  })

  test('that is sent as it is stays, and nothing is read for it', () => {
    const draft = draftPush({ entries: [entry()], sent: [sentOf(sendable())], mappings: [MAPPING], abilities: ABLE })
    expect(draft).toEqual([{ kind: 'unchanged', transactionId: id(1) }])
    expect(pushReads(draft)).toEqual([])
  })

  test('that changed here is updated in the parts that changed', () => {
    const now = entry({ row: sendable({ payoreeName: 'Bakery', isPending: false }) })
    const [step] = plan([now], [sentOf(sendable())], [there(facts(sendable()))])
    expect(step).toMatchObject({ kind: 'update', fields: ['payoreeName'] })
  })

  test('that changed here and there is left alone', () => {
    const now = entry({ row: sendable({ payoreeName: 'Bakery' }) })
    const rows = [there(facts(sendable(), { amountMinor: -999n }))]
    expect(plan([now], [sentOf(sendable())], rows)).toMatchObject([{ kind: 'left', reason: 'changed-there' }])
  })

  test('that only got another category there is updated without it', () => {
    const now = entry({ row: sendable({ payoreeName: 'Bakery', categoryPath: ['Other'] }) })
    const rows = [there(facts(sendable(), { category: 'Mine' }))]
    const [step] = plan([now], [sentOf(sendable())], rows)
    expect(step).toMatchObject({ kind: 'update', fields: ['payoreeName'] })
  })

  test('that is reconciled there is never touched', () => {
    const now = entry({ row: sendable({ payoreeName: 'Bakery' }) })
    const rows = [there(facts(sendable()), { isReconciled: true })]
    expect(plan([now], [sentOf(sendable())], rows)).toMatchObject([{ kind: 'left', reason: 'reconciled-there' }])
    expect(plan([], [sentOf(sendable())], rows)).toMatchObject([{ kind: 'left', reason: 'reconciled-there' }])
  })

  test('that was deleted there is not made again', () => {
    const now = entry({ row: sendable({ payoreeName: 'Bakery' }) })
    expect(plan([now], [sentOf(sendable())], [])).toMatchObject([{ kind: 'left', reason: 'deleted-there' }])
    const gone = sentOf(sendable(), { state: 'gone' })
    expect(plan([now], [gone], [])).toMatchObject([{ kind: 'left', reason: 'deleted-there' }])
  })

  test('that is gone here is deleted there, but not where that account is no longer sent', () => {
    const rows = [there(facts(sendable()))]
    expect(plan([], [sentOf(sendable())], rows)).toMatchObject([{ kind: 'delete' }])
    const elsewhere = sentOf(sendable(), { accountId: 'another' as AccountId })
    expect(plan([], [elsewhere], rows)).toEqual([])
  })

  test('that we deleted there and is shown again gets the next import id', () => {
    const deleted = sentOf(sendable(), { state: 'deleted', generation: 2 })
    expect(plan([entry()], [deleted], [])).toMatchObject([{ kind: 'create', importId: importIdOf(id(1), 3) }])
  })

  const held: [reason: string, entry: Partial<LedgerEntry>][] = [
    ['in-review', { isInReview: true }],
    ['pending', { row: sendable({ isPending: true }) }],
    ['not-mapped', { accountId: 'another' as AccountId }],
    ['before-start', { row: sendable({ bookedOn: '2025-12-31' as CalendarDate }) }],
  ]
  test.each(held)('is held for its reason: %s', (reason, change) => {
    expect(plan([entry(change)], [], [])).toEqual([{ kind: 'held', transactionId: id(1), reason }])
  })

  test('in question is held even where it was sent before', () => {
    const now = entry({ isInReview: true, row: sendable({ payoreeName: 'Bakery' }) })
    expect(plan([now], [sentOf(sendable())], [there(facts(sendable()))])).toMatchObject([{ kind: 'held' }])
  })
})

describe('a transfer', () => {
  const SAVINGS = 'savings' as AccountId
  const both: readonly AccountMapping[] = [MAPPING, { ...MAPPING, accountId: SAVINGS, theirAccountId: 'their savings' }]
  const paid = entry({ transferOther: id(2) })
  const got = entry({
    transactionId: id(2),
    accountId: SAVINGS,
    transferOther: id(1),
    row: sendable({ amount: money(1234n, EUR) }),
  })
  const draft = (entries: readonly LedgerEntry[], sent: readonly SentEntry[] = [], abilities = ABLE) =>
    draftPush({ entries, sent, mappings: both, abilities })
  const settle = (entries: readonly LedgerEntry[], ours: readonly HeldRow[], savings: readonly HeldRow[]) =>
    settlePush(draft(entries), [
      { theirAccountId: 'theirs', rows: ours },
      { theirAccountId: 'their savings', rows: savings },
    ])
  const sentLead = sentOf(paid.row)
  const sentSecond = sentOf(got.row, {
    transactionId: id(2),
    accountId: SAVINGS,
    theirAccountId: 'their savings',
    leadId: id(1),
  })

  test('is one row, made with the leg that paid, and both count', () => {
    const steps = draft([paid, got])
    expect(steps).toMatchObject([
      { kind: 'create', transfer: { theirAccountId: 'their savings', otherImportId: importIdOf(id(2), 0) } },
      { kind: 'second leg', leadId: id(1) },
    ])
    expect(countSteps(steps, 0).created).toBe(2)
  })

  test('is two rows where the destination keeps it so, or where the amounts differ', () => {
    const fee = { ...got, row: sendable({ amount: money(1200n, EUR) }) }
    const cases = [draft([paid, got], [], { ...ABLE, transfers: 'two rows' }), draft([paid, fee])]
    for (const steps of cases) expect(steps.map(({ kind }) => kind)).toEqual(['create', 'create'])
  })

  test('waits with one leg for the other', () => {
    const reasons = draft([paid, { ...got, isInReview: true }]).map((step) => 'reason' in step && step.reason)
    expect(reasons).toEqual(['other-leg', 'in-review'])
  })

  test('that is there with its lead is noted with both legs', () => {
    const row = there(facts(paid.row))
    expect(settle([paid, got], [row], [row])).toMatchObject([
      { kind: 'already there', leadId: null },
      { kind: 'already there', leadId: id(1) },
    ])
  })

  test('of which one leg is there alone gets the other alone', () => {
    const second = there(facts(got.row), { theirId: 'their 2', importId: importIdOf(id(2), 0) })
    expect(settle([paid, got], [], [second])).toMatchObject([
      { kind: 'create', transfer: null },
      { kind: 'already there', leadId: null },
    ])
    expect(settle([paid, got], [there(facts(paid.row))], [])).toMatchObject([
      { kind: 'already there', leadId: null },
      { kind: 'create', transfer: null },
    ])
  })

  test('that was sent stays as it is, is left alone where it is none any more, and goes where both are gone', () => {
    const sent = [sentLead, sentSecond]
    expect(draft([paid, got], sent).map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged'])
    const parted = [paid, got].map((each) => ({ ...each, transferOther: null }))
    for (const entries of [parted, [paid], [got]]) {
      const steps = draft(entries, sent)
      const left = steps.filter((step) => step.kind === 'left' && step.reason === 'transfer-changed')
      expect(left.length).toBeGreaterThan(0)
      expect(writtenCount(countSteps(steps, 0))).toBe(0)
    }
    expect(draft([], sent)).toMatchObject([{ kind: 'delete', sent: { transactionId: id(1) } }])
  })
})

const rowArbitrary = fc.record({
  days: fc.integer({ min: 0, max: 27 }),
  minor: fc.bigInt({ min: -99_999n, max: 99_999n }),
  payoreeName: fc.constantFrom(null, 'Baker', 'Rail'),
  isPending: fc.boolean(),
  isInReview: fc.boolean(),
  isShown: fc.boolean(),
  wasSent: fc.boolean(),
  state: fc.constantFrom('held', 'gone', 'deleted'),
  wasEdited: fc.boolean(),
  atTheirs: fc.constantFrom('same', 'rewritten', 'categorised', 'reconciled', 'missing'),
  isMapped: fc.boolean(),
})

describe('counts', () => {
  test('add up to every transaction, whatever the ledger and the destination hold; a second plan writes nothing', () => {
    const caseArbitrary = fc.tuple(fc.array(rowArbitrary, { maxLength: 30 }), fc.nat({ max: 9 }))
    fc.assert(
      fc.property(caseArbitrary, ([rows, unmapped]) => {
        const entries: LedgerEntry[] = []
        const sent: SentEntry[] = []
        const holds: HeldRow[] = []
        rows.forEach((each, index) => {
          const bookedOn = `2025-12-${String(each.days + 1).padStart(2, '0')}` as CalendarDate
          const later = bookedOn.replace('2025-12', index % 2 === 0 ? '2026-02' : '2025-12') as CalendarDate
          const before = sendable({ bookedOn: later, amount: money(each.minor, EUR), payoreeName: each.payoreeName })
          const now = each.wasEdited ? { ...before, note: 'edited' } : before
          const common = { transactionId: id(index), accountId: each.isMapped ? OURS : ('another' as AccountId) }
          if (each.isShown) {
            const row = { ...now, isPending: each.isPending }
            entries.push({ ...common, isInReview: each.isInReview, transferOther: null, row })
          }
          if (!each.wasSent) return
          const theirId = `their ${index}`
          sent.push(sentOf(before, { ...common, theirId, state: each.state as SentEntry['state'] }))
          if (each.atTheirs === 'missing') return
          const change =
            each.atTheirs === 'rewritten' ? { text: 'mine' } : each.atTheirs === 'categorised' ? { category: 'Mine' } : {}
          const isReconciled = each.atTheirs === 'reconciled'
          holds.push(there(facts(before, change), { theirId, importId: importIdOf(id(index), 0), isReconciled }))
        })
        const steps = plan(entries, sent, holds)
        const counts = countSteps(steps, unmapped)
        expect(addsUp(counts)).toBe(true)
        expect(counts.total).toBeGreaterThanOrEqual(entries.length + unmapped)
        const again = plan(entries, afterwards(sent, steps), afterSteps(holds, steps))
        expect(writtenCount(countSteps(again, unmapped))).toBe(0)
      }),
      { seed: 20261124, numRuns: 500 },
    )
  })
})

/** What is noted of the rows once the steps were done. */
function afterwards(sent: readonly SentEntry[], steps: readonly PushStep[]): readonly SentEntry[] {
  const noted = new Map(sent.map((each) => [each.transactionId, each]))
  for (const step of steps) {
    if (step.kind === 'create' || step.kind === 'already there') {
      const create = step.kind === 'create' ? step : step.create
      const { entry: of, importId, generation, content } = create
      const theirId = step.kind === 'create' ? importId : step.held.theirId
      const { transactionId } = of
      noted.set(transactionId, sentOf(of.row, { transactionId, theirId, generation, content }))
    }
    if (step.kind === 'update') noted.set(step.sent.transactionId, { ...step.sent, content: step.content })
    if (step.kind === 'delete') noted.set(step.sent.transactionId, { ...step.sent, state: 'deleted' })
    if (step.kind === 'left' && step.reason === 'deleted-there') {
      noted.set(step.transactionId, { ...step.sent, state: 'gone' })
    }
  }
  return [...noted.values()]
}

function afterSteps(rows: readonly HeldRow[], steps: readonly PushStep[]): readonly HeldRow[] {
  const made = steps.flatMap((step) =>
    step.kind === 'create'
      ? [there(facts(step.entry.row), { theirId: step.importId, importId: step.importId })]
      : [],
  )
  const removed = new Set(steps.flatMap((step) => (step.kind === 'delete' ? [step.sent.theirId] : [])))
  return [...rows.filter(({ theirId }) => !removed.has(theirId)), ...made]
}
