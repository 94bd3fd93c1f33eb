// Random Worlds for property tests and benchmarks: short histories with every trouble banks make, each of
// which can be switched off. The same seed and options give the same World.
import { addDays, daysBetween } from '../../domain/calendar.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { exponentOf } from '../../domain/currency.ts'
import { account as buildAccount, day } from './build.ts'
import { seeded } from './random.ts'
import type { Random } from './random.ts'
import { AMERICAN_SHOPS } from './shops.ts'
import { inOrderOfTime } from './world.ts'
import type { Happening, Statement, World, WorldAccount, WorldCategory } from './world.ts'

export type GenerateOptions = {
  readonly startsOn?: CalendarDate
  readonly days?: number
  /** How many accounts; kinds and currencies go round. */
  readonly accounts?: number
  readonly currencies?: readonly string[]
  /** Purchases a day over all accounts; fractions are chances. */
  readonly purchasesPerDay?: number
  /** How posted records relate to their pending ones; `mixed` draws one of the three for each purchase. */
  readonly pending?: 'none' | 'same-id' | 'linked' | 'unlinked' | 'mixed'
  /** Posted amounts above the pending ones. */
  readonly tips?: boolean
  /** Pending holds that vanish without ever posting. */
  readonly holds?: boolean
  /** The pending statement stays for some days beside its posted one. */
  readonly lingering?: boolean
  /** The same purchase twice or more on a day. */
  readonly equalPurchases?: boolean
  readonly refunds?: boolean
  /** Posted statements whose text or amount the bank corrects within a few days. */
  readonly corrections?: boolean
  /** Posted statements the bank takes back within a few days. */
  readonly removals?: boolean
  /** Statements that show up some days after the day they are booked for. */
  readonly backdated?: boolean
  readonly transfers?: boolean
  readonly salaries?: boolean
}

/**
 * The latest that a backdated, corrected or removed statement is told of, in days: within what windows re-
 * read.
 */
export const GENERATED_RESTATES_DAYS = 6

const DEFAULTS = {
  startsOn: day('2026-01-05'),
  days: 45,
  accounts: 3,
  currencies: ['USD', 'JPY', 'KWD', 'EUR'],
  purchasesPerDay: 1.5,
  pending: 'mixed',
  tips: true,
  holds: true,
  lingering: true,
  equalPurchases: true,
  refunds: true,
  corrections: true,
  removals: true,
  backdated: true,
  transfers: true,
  salaries: true,
} as const satisfies Required<GenerateOptions>

const KINDS = ['checking', 'credit-card', 'savings', 'cash'] as const

type Draft = {
  readonly random: Random
  readonly options: Required<GenerateOptions>
  readonly accounts: readonly WorldAccount[]
  readonly happenings: Happening[]
  counted: number
}

/** A random household's bank. `seed` is any 32-bit whole number. */
export function generateWorld(seed: number, given: GenerateOptions = {}): World {
  const options = { ...DEFAULTS, ...given }
  const random = seeded(seed)
  const draft: Draft = {
    random,
    options,
    accounts: makeAccounts(random, options),
    happenings: [],
    counted: 0,
  }
  for (let passed = 0; passed < options.days; passed += 1) liveDay(draft, addDays(options.startsOn, passed))
  return {
    key: `generated-${seed}`,
    institution: { id: `bank-${seed}`, name: 'Generated Bank', country: 'US' },
    accounts: draft.accounts,
    happenings: inOrderOfTime(draft.happenings),
    startsOn: options.startsOn,
  }
}

function makeAccounts(random: Random, options: Required<GenerateOptions>): readonly WorldAccount[] {
  return Array.from({ length: options.accounts }, (_, index) =>
    buildAccount(`account-${index}`, options.currencies[index % options.currencies.length], {
      kind: KINDS[index % KINDS.length] ?? 'other',
      openingMinor: BigInt(random.between(-50_000, 500_000)),
      mask: String(1_000 + index),
    }),
  )
}

function liveDay(draft: Draft, on: CalendarDate): void {
  const { random, options } = draft
  const rate = options.purchasesPerDay
  const times = Math.floor(rate) + (random.chance(rate % 1) ? 1 : 0)
  for (let time = 0; time < times; time += 1) purchase(draft, on)
  if (options.salaries && random.chance(1 / 14)) {
    book(
      draft,
      on,
      random.pick(draft.accounts),
      random.between(100_000, 400_000),
      words('PAYROLL', 'Payroll', 'income'),
    )
  }
  if (options.transfers && draft.accounts.length > 1 && random.chance(1 / 8)) transfer(draft, on)
}

function transfer(draft: Draft, on: CalendarDate): void {
  const from = draft.random.pick(draft.accounts)
  const others = draft.accounts.filter(({ key, currency }) => key !== from.key && currency === from.currency)
  if (others.length === 0) return
  const to = draft.random.pick(others)
  const amount = draft.random.between(1_000, 90_000)
  book(draft, on, from, -amount, words('TRANSFER OUT', null, 'transfer'))
  book(draft, addDays(on, draft.random.between(0, 2)), to, amount, words('TRANSFER IN', null, 'transfer'))
}

function purchase(draft: Draft, on: CalendarDate): void {
  const { random, options } = draft
  const account = random.pick(draft.accounts)
  const shop = random.pick(AMERICAN_SHOPS)
  // A yen has no cents: scale, so that amounts look alike in every currency.
  const scale = 10 ** (exponentOf(account.currency) - 2)
  const spent = -Math.max(1, Math.round(random.between(shop.from, shop.to) * scale))
  const said = words(shop.text, shop.name, shop.category)
  const copies = options.equalPurchases && random.chance(0.15) ? random.between(2, 3) : 1
  for (let copy = 0; copy < copies; copy += 1) {
    if (options.pending !== 'none' && random.chance(0.6)) pendingPurchase(draft, on, account, spent, said)
    else postedPurchase(draft, on, account, spent, said)
  }
}

function postedPurchase(
  draft: Draft,
  on: CalendarDate,
  account: WorldAccount,
  spent: number,
  said: Words,
): void {
  const { random, options } = draft
  const shownOn =
    options.backdated && random.chance(0.1) ? addDays(on, random.between(1, GENERATED_RESTATES_DAYS)) : on
  const id = book(draft, shownOn, account, spent, said, { postedOn: on })
  const laterOn = () =>
    addDays(shownOn, random.between(1, Math.max(1, GENERATED_RESTATES_DAYS - daysBetween(on, shownOn))))
  if (options.removals && random.chance(0.05)) {
    withdraw(draft, laterOn(), account, id, id, 'cancelled')
  } else if (options.corrections && random.chance(0.08)) {
    const amount = random.chance(0.5) ? spent : spent - random.between(1, 500)
    state(draft, laterOn(), account, id, {
      ...posted(id, on, amount, said),
      description: `${said.description} ADJ`,
    })
  } else if (options.refunds && random.chance(0.05)) {
    book(draft, addDays(shownOn, random.between(1, 10)), account, -spent, said)
  }
}

function pendingPurchase(
  draft: Draft,
  on: CalendarDate,
  account: WorldAccount,
  held: number,
  said: Words,
): void {
  const { random, options } = draft
  const id = nextId(draft)
  const style =
    options.pending === 'mixed' ? random.pick(['same-id', 'linked', 'unlinked'] as const) : options.pending
  const pendingId = style === 'same-id' ? id : `${id}-p`
  const statement: Statement = {
    ...said,
    bankId: pendingId,
    status: 'pending',
    amountMinor: BigInt(held),
    postedOn: null,
    transactionOn: on,
    supersedes: null,
  }
  state(draft, on, account, id, statement)
  const postsOn = addDays(on, random.between(1, 4))
  if (options.holds && random.chance(0.1)) {
    withdraw(draft, postsOn, account, id, pendingId, 'cancelled')
    return
  }
  const spent =
    options.tips && style !== 'unlinked' && random.chance(0.2) ? held - random.between(1, 900) : held
  const linked = style === 'linked' ? pendingId : null
  if (style !== 'same-id') {
    const lingers = options.lingering && style === 'linked' && random.chance(0.15) ? random.between(1, 3) : 0
    withdraw(draft, addDays(postsOn, lingers), account, id, pendingId, 'replaced')
  }
  state(draft, postsOn, account, id, {
    ...posted(id, postsOn, spent, said),
    transactionOn: on,
    supersedes: linked,
  })
}

type Words = Pick<Statement, 'description' | 'counterpartyName' | 'category'>

const words = (description: string, counterpartyName: string | null, category: WorldCategory): Words => ({
  description,
  counterpartyName,
  category,
})

const posted = (bankId: string, postedOn: CalendarDate, minor: number, said: Words): Statement => ({
  ...said,
  bankId,
  status: 'posted',
  amountMinor: BigInt(minor),
  postedOn,
  transactionOn: postedOn,
  supersedes: null,
})

/** The bank shows a booked movement on the day; returns its id. */
function book(
  draft: Draft,
  on: CalendarDate,
  account: WorldAccount,
  minor: number,
  said: Words,
  { postedOn = on }: { readonly postedOn?: CalendarDate } = {},
): string {
  const id = nextId(draft)
  state(draft, on, account, id, posted(id, postedOn, minor, said))
  return id
}

function state(
  draft: Draft,
  on: CalendarDate,
  account: WorldAccount,
  movement: string,
  statement: Statement,
): void {
  draft.happenings.push({ on, kind: 'state', account: account.key, movement, statement })
}

function withdraw(
  draft: Draft,
  on: CalendarDate,
  account: WorldAccount,
  movement: string,
  bankId: string,
  why: 'replaced' | 'cancelled',
): void {
  draft.happenings.push({ on, kind: 'withdraw', account: account.key, movement, bankId, why })
}

function nextId(draft: Draft): string {
  draft.counted += 1
  return `m${draft.counted}`
}
