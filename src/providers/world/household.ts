// Lives a household's money day by day: what comes in, what is due, what is bought, and what is moved between
// its own accounts. Balances are followed, so that cards are paid in full and savings never run below
// nothing.
import { addDays, dayNumber } from '../../domain/calendar.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Random } from './random.ts'
import type { Shop } from './shops.ts'
import { inOrderOfTime } from './world.ts'
import type { Happening, Statement, WorldAccount, WorldCategory } from './world.ts'

/** Money that comes or goes on the same day of each month, or every so many days. */
export type Recurring = {
  readonly account: string
  readonly when: { readonly dayOfMonth: number } | { readonly everyDays: number; readonly first: number }
  /** Signed from the holder's side, minor units. */
  readonly minor: number
  /** The amount varies by up to this much either way. */
  readonly varies?: number
  readonly text: string
  readonly name: string | null
  readonly category: WorldCategory
}

/** Purchases at shops of these categories, at random days. */
export type Habit = {
  readonly account: string
  readonly categories: readonly WorldCategory[]
  readonly perWeek: number
}

/**
 * A monthly move between own accounts: a fixed amount, all that is owed on `to`, or what `from` has above a
 * floor.
 */
export type Move = {
  readonly from: string
  readonly to: string
  readonly dayOfMonth: number
  readonly how: { readonly minor: number } | 'all-owed' | { readonly aboveMinor: number }
  readonly text: string
  readonly textAtReceiver: string
}

export type Household = {
  readonly key: string
  readonly accounts: readonly WorldAccount[]
  readonly shops: readonly Shop[]
  readonly recurring: readonly Recurring[]
  readonly habits: readonly Habit[]
  readonly moves: readonly Move[]
  /** Town printed behind a shop's text, or empty. */
  readonly towns: readonly string[]
  /**
   * Purchases from this day on are pending first. Older ones are told as posted only, as a bank's history is.
   */
  readonly pendingFrom: CalendarDate
}

/** One purchase in so many is refunded some days later. */
const REFUND_SHARE = 0.06
/** One restaurant bill in so many posts with a tip on top of what was pending. */
const TIP_SHARE = 0.4

type Life = {
  readonly household: Household
  readonly random: Random
  readonly happenings: Happening[]
  readonly balances: Map<string, number>
  counted: number
}

/** All that happens to the household from one day to another, both included, in order of time. */
export function live(
  household: Household,
  from: CalendarDate,
  to: CalendarDate,
  random: Random,
): readonly Happening[] {
  const balances = new Map(household.accounts.map(({ key, openingMinor }) => [key, Number(openingMinor)]))
  const life: Life = { household, random, happenings: [], balances, counted: 0 }
  for (let on = from; on <= to; on = addDays(on, 1)) {
    for (const due of household.recurring) if (isDue(due.when, on, from)) recur(life, on, due)
    for (const move of household.moves) if (dayOfMonth(on) === move.dayOfMonth) moveMoney(life, on, move)
    for (const habit of household.habits) buy(life, on, habit)
  }
  return inOrderOfTime(life.happenings)
}

const dayOfMonth = (on: CalendarDate): number => Number(on.slice(8))

const isDue = (when: Recurring['when'], on: CalendarDate, from: CalendarDate): boolean =>
  'dayOfMonth' in when
    ? dayOfMonth(on) === when.dayOfMonth
    : (dayNumber(on) - dayNumber(from)) % when.everyDays === when.first

function recur(life: Life, on: CalendarDate, due: Recurring): void {
  const minor = due.minor + (due.varies === undefined ? 0 : life.random.between(-due.varies, due.varies))
  post(life, on, due.account, minor, {
    description: due.text,
    counterpartyName: due.name,
    category: due.category,
  })
}

function moveMoney(life: Life, on: CalendarDate, { from, to, how, text, textAtReceiver }: Move): void {
  const minor = amountToMove(life, from, to, how)
  if (minor <= 0) return
  post(life, on, from, -minor, { description: text, counterpartyName: null, category: 'transfer' })
  post(life, on, to, minor, { description: textAtReceiver, counterpartyName: null, category: 'transfer' })
}

function amountToMove(life: Life, from: string, to: string, how: Move['how']): number {
  if (how === 'all-owed') return -(life.balances.get(to) ?? 0)
  if ('minor' in how) return how.minor
  const spare = (life.balances.get(from) ?? 0) - how.aboveMinor
  return Math.floor(spare / 5_000) * 5_000
}

function buy(life: Life, on: CalendarDate, habit: Habit): void {
  const { random, household } = life
  const rate = habit.perWeek / 7
  const times = Math.floor(rate) + (random.chance(rate % 1) ? 1 : 0)
  const shops = household.shops.filter((shop) => habit.categories.includes(shop.category))
  for (let time = 0; time < times; time += 1) purchase(life, on, habit.account, random.pick(shops))
}

function purchase(life: Life, on: CalendarDate, account: string, shop: Shop): void {
  const { random, household } = life
  const spent = -random.between(shop.from, shop.to)
  const description = [shop.text, random.pick(household.towns)].filter((part) => part !== '').join(' ')
  const words = { description, counterpartyName: shop.name, category: shop.category }
  const postedOn = addDays(on, random.between(1, 3))
  if (on < household.pendingFrom) {
    post(life, on, account, spent, words, { on: postedOn })
  } else {
    const tip = shop.category === 'restaurant' && random.chance(TIP_SHARE) ? -Math.round(-spent * 0.18) : 0
    pendThenPost(life, { on, postedOn, account, held: spent, spent: spent + tip, words })
  }
  if (shop.category === 'shopping' && random.chance(REFUND_SHARE)) {
    const refundedOn = addDays(postedOn, random.between(2, 9))
    post(life, refundedOn, account, -spent, { ...words, description: `REFUND ${description}` })
  }
}

type Words = Pick<Statement, 'description' | 'counterpartyName' | 'category'>

type CardPurchase = {
  readonly on: CalendarDate
  readonly postedOn: CalendarDate
  readonly account: string
  readonly held: number
  readonly spent: number
  readonly words: Words
}

function pendThenPost(life: Life, { on, postedOn, account, held, spent, words }: CardPurchase): void {
  const movement = nextId(life)
  const pendingId = `${movement}-p`
  const common = { ...words, transactionOn: on, bankId: pendingId, supersedes: null }
  const pendingStatement = {
    ...common,
    status: 'pending',
    amountMinor: BigInt(held),
    postedOn: null,
  } as const
  life.happenings.push(
    { on, kind: 'state', account, movement, statement: pendingStatement },
    { on: postedOn, kind: 'withdraw', account, movement, bankId: pendingId, why: 'replaced' },
  )
  post(life, on, account, spent, words, { on: postedOn, movement, supersedes: pendingId })
}

type Posting = { readonly on: CalendarDate; readonly movement?: string; readonly supersedes?: string }

function post(
  life: Life,
  on: CalendarDate,
  account: string,
  minor: number,
  words: Words,
  posting?: Posting,
): void {
  const bankId = posting?.movement ?? nextId(life)
  const postedOn = posting?.on ?? on
  life.balances.set(account, (life.balances.get(account) ?? 0) + minor)
  const statement: Statement = {
    ...words,
    bankId,
    status: 'posted',
    amountMinor: BigInt(minor),
    postedOn,
    transactionOn: on,
    supersedes: posting?.supersedes ?? null,
  }
  life.happenings.push({ on: postedOn, kind: 'state', account, movement: bankId, statement })
}

function nextId(life: Life): string {
  life.counted += 1
  return `${life.household.key}-${String(life.counted).padStart(6, '0')}`
}
