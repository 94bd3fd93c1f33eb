// What must hold of the planner over any bank's history, however it is read and wherever it is cut.
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import { countsAddUp } from '../../src/domain/counts.ts'
import type { TransactionId } from '../../src/domain/ids.ts'
import type { ImportPlan, Span } from '../../src/domain/reconcile/plan.ts'
import { planSpan } from '../../src/domain/reconcile/plan-span.ts'
import {
  applyPlan,
  decide,
  EMPTY_LEDGER,
  endLink,
  snapshotFor,
  wholeSnapshot,
} from '../../src/domain/reconcile/reference-ledger.ts'
import type { ReferenceLedger } from '../../src/domain/reconcile/reference-ledger.ts'
import { recordDate } from '../../src/domain/source-record.ts'
import type { Transaction } from '../../src/domain/transaction.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import type { GenerateOptions } from '../../src/providers/world/generate.ts'
import { seeded } from '../../src/providers/world/random.ts'
import type { Random } from '../../src/providers/world/random.ts'
import { bookedMinor, standingOn, trueLedger } from '../../src/providers/world/truth.ts'
import type { World } from '../../src/providers/world/world.ts'
import { accountOf, applyAll, cut, linkOf, read, VISIT_DAYS_MAX } from './world-spans.ts'
import type { Bank, Reading, Step } from './world-spans.ts'

const WORLDS = process.env['TRIBUTARY_LONG'] ? 10_000 : Number(process.env['TRIBUTARY_LAW_WORLDS'] ?? 1_000)
const DAYS = 45
/** Some hundredths of a second for each World are usual; the bound is for slow machines. */
const LAW_TIMEOUT_MS = 20 * 60_000

type Visit = { readonly asOf: CalendarDate; readonly ledger: ReferenceLedger; readonly steps: readonly Step[] }

type History = { readonly world: World; readonly random: Random; readonly reading: Reading; readonly days: readonly CalendarDate[] }

function historyOf(seed: number, given: GenerateOptions = {}): History {
  const random = seeded(seed * 7919 + 1)
  const reading = (['changes', 'windows', 'windows without ids'] as const)[seed % 3] ?? 'changes'
  // Without ids and links only equal amounts can tell that two statements are one movement: tips then are questions.
  const pending = reading === 'windows without ids' ? 'unlinked' : 'mixed'
  const world = generateWorld(seed, { days: DAYS, pending, ...given })
  const days: CalendarDate[] = []
  for (let day = random.between(0, 6); day < DAYS + 12; day += random.between(1, VISIT_DAYS_MAX)) days.push(addDays(world.startsOn, day))
  return { world, random, reading, days }
}

/** Syncs on each of the days; `between` may let the person act or the access change in between. */
function live(
  { world, reading, days }: History,
  cutSpan: (span: Step['span']) => readonly Step['span'][],
  between: (ledger: ReferenceLedger, bank: Bank) => { readonly ledger: ReferenceLedger; readonly bank: Bank } = (
    ledger,
    bank,
  ) => ({ ledger, bank }),
): readonly Visit[] {
  const visits: Visit[] = []
  let bank: Bank = { world, reading, generation: 0, position: 0 }
  let ledger = EMPTY_LEDGER
  for (const asOf of days) {
    if (visits.length > 0) ({ ledger, bank } = between(ledger, bank))
    const given = read(bank, asOf)
    const after = applyAll(ledger, cutSpan(given.span))
    ledger = after.ledger
    bank = given.bank
    visits.push({ asOf, ledger, steps: after.steps })
  }
  return visits
}

const whole = (span: Step['span']) => [span]

const isShown = ({ evidence }: Transaction): boolean => !evidence.isRemoved

/** What the ledger shows, a line each, without our own ids. */
const ledgerLines = (ledger: ReferenceLedger): readonly string[] =>
  [...ledger.transactions.values()]
    .filter(isShown)
    .map(({ accountId, evidence }) => `${accountId} ${recordDate(evidence)} ${evidence.status} ${evidence.amount.minor}`)
    .toSorted()

const trueLines = (world: World, asOf: CalendarDate): readonly string[] =>
  trueLedger(world, asOf)
    .map(({ account, on, status, amountMinor }) => `${accountOf(account)} ${on} ${status} ${amountMinor}`)
    .toSorted()

function forAllWorlds(law: (seed: number, history: History) => void, options: GenerateOptions = {}): void {
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    try {
      law(seed, historyOf(seed, options))
    } catch (error) {
      throw new Error(`the law fails for World ${seed}`, { cause: error })
    }
  }
}

describe(`over ${WORLDS} random Worlds`, () => {
  test('read whole: each movement exactly once, balances that sum up, and twice is once', { timeout: LAW_TIMEOUT_MS }, () => {
    forAllWorlds((_, history) => {
      for (const { ledger, asOf, steps } of live(history, whole)) {
        expect(ledgerLines(ledger)).toEqual(trueLines(history.world, asOf))
        expectBookedBalances(ledger, history.world, asOf)
        for (const { span } of steps) expectNothingNew(ledger, span)
      }
    })
  })

  test('cut anywhere: the same ledger, counts that add up, and no need of more than was asked for', { timeout: LAW_TIMEOUT_MS }, () => {
    forAllWorlds((_, history) => {
      let ledger = EMPTY_LEDGER
      for (const visit of live(history, (span) => cut(span, history.random))) {
        expect(ledgerLines(visit.ledger)).toEqual(trueLines(history.world, visit.asOf))
        for (const { span, plan } of visit.steps) {
          expectAllCounted(span, plan)
          expect(plan).toEqual(planSpan(span, wholeSnapshot(ledger)))
          ledger = applyPlan(ledger, span, plan)
        }
      }
    })
  })

  test('reconnected with every id reissued: nothing doubled, nothing lost', { timeout: LAW_TIMEOUT_MS }, () => {
    const reconnectSome = ({ random, world, reading }: History) => (ledger: ReferenceLedger, bank: Bank) => {
      if (!random.chance(0.25)) return { ledger, bank }
      const ended = world.accounts.map(({ key }) => linkOf(bank, key))
      const next = reading === 'changes' ? 'windows' : reading
      return {
        ledger: ended.reduce(endLink, ledger),
        bank: { ...bank, reading: next, generation: bank.generation + 1, position: 0 },
      }
    }
    // What the bank changed between the last read of the old link and the first of the new one, nobody can tell.
    const options = { corrections: false, removals: false, lingering: false }
    forAllWorlds((_, history) => {
      const visits = live(history, (span) => cut(span, history.random), reconnectSome(history))
      for (const { ledger, asOf } of visits) expect(ledgerLines(ledger)).toEqual(trueLines(history.world, asOf))
    }, options)
  })

  test('what the person decided stays with its movement, or is asked about', { timeout: LAW_TIMEOUT_MS }, () => {
    forAllWorlds((_, history) => {
      const edits = new Map<TransactionId, Edit>()
      const visits = live(history, (span) => cut(span, history.random), (ledger, bank) => ({
        ledger: editSome(ledger, history.random, edits),
        bank,
      }))
      const last = visits.at(-1)
      if (last === undefined) return
      expect(ledgerLines(last.ledger)).toEqual(trueLines(history.world, last.asOf))
      for (const [id, edit] of edits) checkEdit(last.ledger, history.world, last.asOf, id, edit)
    })
  })
})

/** Opening balance and posted transactions sum to what the bank says is booked. */
function expectBookedBalances(ledger: ReferenceLedger, world: World, asOf: CalendarDate): void {
  const posted = [...ledger.transactions.values()].filter(
    (each) => isShown(each) && each.evidence.status === 'posted',
  )
  for (const account of world.accounts) {
    const sum = posted
      .filter(({ accountId }) => accountId === accountOf(account.key))
      .reduce((total, { evidence }) => total + evidence.amount.minor, account.openingMinor)
    expect(sum).toBe(bookedMinor(world, account, asOf))
  }
}

function expectNothingNew(ledger: ReferenceLedger, span: Span): void {
  const plan = planSpan(span, snapshotFor(ledger, span))
  expect(plan.counts).toMatchObject({ added: 0, reviews: 0 })
  expect(ledgerLines(applyPlan(ledger, span, plan))).toEqual(ledgerLines(ledger))
}

/** Every fetched record is counted once, and new transactions are what was added. */
function expectAllCounted(span: Span, { counts, actions, transactions }: ImportPlan): void {
  expect(countsAddUp(counts)).toBe(true)
  expect(counts.fetched).toBe(span.records.length)
  expect(actions.map(({ incoming }) => incoming)).toEqual(span.records.map((_record, index) => index))
  expect(transactions.filter(({ ref }) => 'new' in ref)).toHaveLength(counts.added)
}

type Edit = { readonly category: string; readonly isHidden: boolean; readonly movements: ReadonlySet<string> }

function editSome(ledger: ReferenceLedger, random: Random, edits: Map<TransactionId, Edit>): ReferenceLedger {
  let edited = ledger
  for (const transaction of ledger.transactions.values()) {
    if (!isShown(transaction) || edits.has(transaction.id) || !random.chance(0.15)) continue
    const edit = { category: `edit-${transaction.id}`, isHidden: random.chance(0.2), movements: movementsOf(ledger, transaction.id) }
    edits.set(transaction.id, edit)
    edited = decide(edited, transaction.id, { category: edit.category, isHidden: edit.isHidden })
  }
  return edited
}

/**
 * The generator gives every statement of a movement the movement's own name as its id, with `-p` behind it while
 * pending. Without ids, the text has to do.
 */
const movementsOf = (ledger: ReferenceLedger, id: TransactionId): ReadonlySet<string> =>
  new Set(
    [...ledger.records.values()]
      .filter((record) => record.transactionId === id && !record.isRemoved && !record.isSuperseded)
      .map((record) => (record.sourceId === null ? uncorrected(record.description) : record.sourceId.replace(/-p$/, ''))),
  )

const uncorrected = (description: string): string => description.replace(/ ADJ$/, '')

function checkEdit(ledger: ReferenceLedger, world: World, asOf: CalendarDate, id: TransactionId, edit: Edit): void {
  const transaction = ledger.transactions.get(id)
  expect(transaction?.intent).toEqual({ category: edit.category, isHidden: edit.isHidden })
  if (transaction === undefined) return
  if (isShown(transaction)) {
    expectSameMovement(world, movementsOf(ledger, id), edit.movements)
    return
  }
  const standing = new Set(
    standingOn(world, asOf).flatMap(({ movement, statement }) => [movement, uncorrected(statement.description)]),
  )
  const isGone = [...edit.movements].every((movement) => !standing.has(movement))
  const isAsked = [...ledger.reviews.values()].some(({ subject, candidates }) => subject === id || candidates.includes(id))
  expect(isGone || isAsked || edit.isHidden).toBe(true)
}

/** Days of purchase as the bank tells them may be a time zone off. */
const SAME_DAYS_MAX = 1

/** The same movement, or one that nobody can tell from it: an equal purchase at the same shop, at most a day apart. */
function expectSameMovement(world: World, now: ReadonlySet<string>, then: ReadonlySet<string>): void {
  for (const movement of now) if (then.has(movement)) return
  const looks = (movements: ReadonlySet<string>) =>
    world.happenings.flatMap((each) =>
      each.kind === 'state' && movements.has(each.movement) ? [{ account: each.account, ...each.statement }] : [],
    )
  const isAlike = (left: ReturnType<typeof looks>[number], right: ReturnType<typeof looks>[number]): boolean =>
    left.account === right.account &&
    left.amountMinor === right.amountMinor &&
    uncorrected(left.description) === uncorrected(right.description) &&
    Math.abs(daysBetween(recordDate(dayOfPurchase(left)), recordDate(dayOfPurchase(right)))) <= SAME_DAYS_MAX
  expect(looks(now).some((each) => looks(then).some((other) => isAlike(each, other)))).toBe(true)
}

const dayOfPurchase = ({ postedOn, transactionOn }: { readonly postedOn: CalendarDate | null; readonly transactionOn: CalendarDate | null }) => ({
  postedOn: transactionOn ?? postedOn,
  transactionOn,
})
