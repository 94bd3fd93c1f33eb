import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../calendar.ts'
import { addDays } from '../calendar.ts'
import type { CurrencyCode } from '../currency.ts'
import type { AccountId, TransactionId } from '../ids.ts'
import type { Leg, LegPair, OwnAccount, TransferContext } from './leg.ts'
import { pairTransfers } from './pair-transfers.ts'

const account = (id: string, more: Partial<OwnAccount> = {}): OwnAccount => ({
  id: id as AccountId,
  name: id,
  kind: 'other',
  mask: null,
  bankNames: [],
  ...more,
})
const checking = account('Everyday', { kind: 'checking', mask: '1111' })
const savings = account('Rainy day', { kind: 'savings', mask: '2222' })
const card = account('Card', { kind: 'credit-card', mask: '3333' })
const dollars = account('Dollars', { kind: 'checking', mask: '4444' })
const ACCOUNTS = [checking, savings, card, dollars]
const CONTEXT: TransferContext = { accounts: ACCOUNTS, ownNames: ['Mara Lindqvist'], rates: [], refused: [], confirmed: [] }

const EUR = 'EUR' as CurrencyCode
const USD = 'USD' as CurrencyCode
const MONDAY = '2026-03-02' as CalendarDate

function leg(id: string, of: OwnAccount, minor: bigint, description: string, more: Partial<Leg> = {}): Leg {
  return {
    id: id as TransactionId,
    accountId: of.id,
    status: 'posted',
    amount: { minor, currency: of === dollars ? USD : EUR },
    postedOn: MONDAY,
    transactionOn: null,
    description,
    counterpartyName: null,
    counterpartyAccountMask: null,
    providerCategory: null,
    reference: null,
    categoryKind: null,
    isTransferByRule: false,
    mayBeTransfer: true,
    ...more,
  }
}

const pair = (outId: string, inId: string): LegPair => ({ outId: outId as TransactionId, inId: inId as TransactionId })
const linked = (legs: readonly Leg[], context: Partial<TransferContext> = {}): readonly string[] =>
  pairTransfers(legs, { ...CONTEXT, ...context })
    .pairs.map(({ outId, inId }) => `${outId}>${inId}`)
    .toSorted()
const asked = (legs: readonly Leg[], context: Partial<TransferContext> = {}): readonly string[] =>
  pairTransfers(legs, { ...CONTEXT, ...context }).questions.flatMap(({ outId, candidates }) =>
    candidates.map(({ inId }) => `${outId}?${inId}`),
  )

const out = leg('out', checking, -25_000n, 'TRANSFER TO SAVINGS')
const arrival = leg('in', savings, 25_000n, 'TRANSFER FROM CHECKING')

describe('a transfer between own accounts', () => {
  test('is found by sum, day and words', () => {
    expect(linked([out, arrival])).toEqual(['out>in'])
    expect(linked([out, { ...arrival, postedOn: addDays(MONDAY, 2) }])).toEqual(['out>in'])
  })

  test('in the languages of its banks', () => {
    const said = [
      ['Umbuchung Tagesgeld', 'Umbuchung Girokonto'],
      ['VIREMENT VERS LIVRET A', 'VIREMENT DE COMPTE COURANT'],
      ['TRASPASO A CUENTA AHORRO', 'TRASPASO DE CUENTA CORRIENTE'],
      ['GIROCONTO RISPARMIO', 'GIROCONTO'],
      ['Overboeking spaarrekening', 'Overboeking betaalrekening'],
      ['Przelew własny', 'Przelew własny'],
    ] as const
    for (const [left, arrived] of said) {
      expect(linked([leg('out', checking, -41_250n, left), leg('in', savings, 41_250n, arrived)]), left).toEqual(['out>in'])
    }
  })

  test('over a weekend is no longer on its way than over a night', () => {
    const friday = { ...out, postedOn: addDays(MONDAY, 4) }
    expect(linked([friday, { ...arrival, postedOn: addDays(MONDAY, 7) }])).toEqual(['out>in'])
  })

  test('that pays a card is one', () => {
    const paid = leg('out', checking, -81_244n, 'EVERYBANK CREDIT CRD AUTOPAY')
    const received = leg('in', card, 81_244n, 'PAYMENT THANK YOU')
    expect(linked([paid, received])).toEqual(['out>in'])
  })

  test('is not made of equal sums alone: that is asked', () => {
    const silent = [leg('out', checking, -25_137n, ''), leg('in', savings, 25_137n, '')]
    expect(linked(silent)).toEqual([])
    expect(asked(silent)).toEqual(['out?in'])
  })

  test('is not made of a purchase on one card that came back on another', () => {
    const bought = [leg('out', checking, -4_783n, 'LYFT RIDE'), leg('in', card, 4_783n, 'LYFT REFUND')]
    expect(linked(bought)).toEqual([])
    expect(asked(bought)).toEqual([])
  })

  test('is not made of a salary and a rent of the same sum', () => {
    const both = [leg('out', checking, -100_000n, 'TRANSFER TO NORTHWIND LETTINGS'), leg('in', savings, 100_000n, 'TRANSFER FROM ACME PAYROLL')]
    expect(linked(both)).toEqual([])
  })

  test('is too long on its way after a week', () => {
    const late = { ...arrival, postedOn: addDays(MONDAY, 8) }
    expect(linked([out, late])).toEqual([])
    expect(asked([out, late])).toEqual([])
  })

  test('never is within one account', () => {
    expect(linked([out, { ...arrival, accountId: checking.id }])).toEqual([])
  })
})

describe('the other account', () => {
  test('is confirmed by its number, even without a word', () => {
    const named = { ...leg('out', checking, -25_137n, 'MARA'), counterpartyAccountMask: '2222' }
    expect(linked([named, leg('in', savings, 25_137n, '')])).toEqual(['out>in'])
  })

  test('is ruled out by the number of another', () => {
    const elsewhere = { ...out, counterpartyAccountMask: '9999' }
    expect(linked([elsewhere, arrival])).toEqual([])
    expect(asked([elsewhere, arrival])).toEqual([])
  })

  test('goes to the account whose number the text ends with, among equal ones of a day', () => {
    const bills = account('Bills', { kind: 'checking', mask: '5555' })
    const accounts = [...ACCOUNTS, bills]
    const legs = [
      leg('a', checking, -25_000n, 'TRANSFER TO SAVINGS 2222'),
      leg('b', bills, -25_000n, 'TRANSFER TO SAVINGS 2222'),
      leg('x', savings, 25_000n, 'TRANSFER FROM CHECKING 5555'),
      leg('y', savings, 25_000n, 'TRANSFER FROM CHECKING 1111'),
    ]
    expect(linked(legs, { accounts })).toEqual(['a>y', 'b>x'])
    expect(asked(legs, { accounts })).toEqual([])
  })

  test('is told from a third by what it is called', () => {
    const toCard = leg('card', card, 25_000n, 'PAYMENT THANK YOU')
    expect(linked([out, arrival, toCard])).toEqual(['out>in'])
    const payCard = leg('pay', checking, -25_000n, 'CREDIT CARD AUTOPAY')
    expect(linked([out, payCard, arrival, toCard])).toEqual(['out>in', 'pay>card'])
  })

  test('that could be either of two is asked about', () => {
    const third = account('Holiday', { kind: 'savings' })
    const accounts = [...ACCOUNTS, third]
    const legs = [out, arrival, { ...arrival, id: 'other' as TransactionId, accountId: third.id }]
    expect(linked(legs, { accounts })).toEqual([])
    expect(asked(legs, { accounts }).toSorted()).toEqual(['out?in', 'out?other'])
  })
})

describe('sums that differ', () => {
  test('by a fee are asked about, and linked where the number confirms it', () => {
    const less = { ...arrival, amount: { ...arrival.amount, minor: 24_500n } }
    expect(linked([out, less])).toEqual([])
    expect(asked([out, less])).toEqual(['out?in'])
    expect(linked([{ ...out, counterpartyAccountMask: '2222' }, less])).toEqual(['out>in'])
  })

  const abroad = leg('in', dollars, 27_130n, 'TRANSFER FROM CHECKING')
  const toDollars = leg('out', checking, -25_000n, 'INTERNAL TRANSFER')

  test('in currency are only asked about while no rate is known', () => {
    expect(linked([toDollars, abroad])).toEqual([])
    expect(asked([toDollars, abroad])).toEqual(['out?in'])
  })

  test('in currency are linked where a text states the other sum', () => {
    const stated = { ...toDollars, description: 'INTERNAL TRANSFER USD 271.30' }
    expect(linked([stated, abroad])).toEqual(['out>in'])
  })

  test('in currency are linked within the rate of other transfers, and apart from it left alone', () => {
    const rates = [{ from: EUR, to: USD, rate: 1.09, on: MONDAY }]
    expect(linked([toDollars, abroad], { rates })).toEqual(['out>in'])
    const far = [{ from: USD, to: EUR, rate: 0.5, on: MONDAY }]
    expect(linked([toDollars, abroad], { rates: far })).toEqual([])
    expect(asked([toDollars, abroad], { rates: far })).toEqual([])
    const old = rates.map((rate) => ({ ...rate, on: addDays(MONDAY, -90) }))
    expect(linked([toDollars, abroad], { rates: old })).toEqual([])
  })
})

describe('what waits and what was said', () => {
  test('a pending side waits, and keeps the other from a worse partner', () => {
    const awaited = { ...arrival, status: 'pending' as const }
    expect(linked([out, awaited])).toEqual([])
    expect(asked([out, awaited])).toEqual([])
    const worse = { ...arrival, id: 'worse' as TransactionId, postedOn: addDays(MONDAY, 3) }
    expect(linked([out, awaited, worse])).toEqual([])
  })

  test('a refused pair never returns, and its legs are free for others', () => {
    expect(linked([out, arrival], { refused: [pair('out', 'in')] })).toEqual([])
    expect(asked([out, arrival], { refused: [pair('out', 'in')] })).toEqual([])
    const other = { ...arrival, id: 'other' as TransactionId, postedOn: addDays(MONDAY, 1) }
    expect(linked([out, arrival, other], { refused: [pair('out', 'in')] })).toEqual(['out>other'])
  })

  test('a confirmed pair stands though little speaks for it', () => {
    const silent = [leg('out', checking, -25_137n, 'LYFT'), leg('in', savings, 25_137n, 'UBER')]
    expect(linked(silent, { confirmed: [pair('out', 'in')] })).toEqual(['out>in'])
  })

  test('equal transfers of one day are paired one to one', () => {
    const twice = [out, { ...out, id: 'out2' as TransactionId }, arrival, { ...arrival, id: 'in2' as TransactionId }]
    expect(linked(twice)).toEqual(['out2>in2', 'out>in'])
    expect(linked(twice.slice(0, 3))).toEqual(['out>in'])
  })
})

const TEXTS = ['TRANSFER', 'TRANSFER TO SAVINGS', 'FROM CHECKING', 'LYFT', '', 'Umbuchung', 'Mara Lindqvist', 'PAYMENT THANK YOU']
const anyLeg = fc.record({
  of: fc.constantFrom(...ACCOUNTS),
  minor: fc.constantFrom(-10_000n, 10_000n, -25_137n, 25_137n, -9_900n, 9_900n, 0n),
  text: fc.constantFrom(...TEXTS),
  days: fc.integer({ min: 0, max: 9 }),
  isPending: fc.boolean(),
  mask: fc.constantFrom(null, null, '1111', '2222', '9999'),
})
const anyLegs = fc.array(anyLeg, { maxLength: 14 }).map((drafts) =>
  drafts.map(({ of, minor, text, days, isPending, mask }, at) =>
    leg(`leg ${String(at).padStart(2, '0')}`, of, minor, text, {
      postedOn: addDays(MONDAY, days),
      status: isPending ? 'pending' : 'posted',
      counterpartyAccountMask: mask,
    }),
  ),
)
const RUNS = { seed: 20_260_302, numRuns: 400 }

describe('over any legs', () => {
  test('a leg is in one pair at most, and in no pair and question at once', () => {
    fc.assert(
      fc.property(anyLegs, (legs) => {
        const { pairs, questions } = pairTransfers(legs, CONTEXT)
        const ids = pairs.flatMap(({ outId, inId }) => [outId, inId])
        expect(new Set(ids).size).toBe(ids.length)
        for (const { outId, candidates } of questions) {
          for (const id of [outId, ...candidates.map(({ inId }) => inId)]) expect(ids).not.toContain(id)
        }
      }),
      RUNS,
    )
  })

  test('a pair leaves one account and arrives in another, booked by both', () => {
    fc.assert(
      fc.property(anyLegs, (legs) => {
        const byId = new Map(legs.map((each) => [each.id, each]))
        for (const { outId, inId } of pairTransfers(legs, CONTEXT).pairs) {
          const [left, arrived] = [byId.get(outId), byId.get(inId)]
          expect(left?.amount.minor).toBeLessThan(0)
          expect(arrived?.amount.minor).toBeGreaterThan(0)
          expect(left?.accountId).not.toBe(arrived?.accountId)
          expect([left?.status, arrived?.status]).toEqual(['posted', 'posted'])
        }
      }),
      RUNS,
    )
  })

  test('the order of the legs does not matter', () => {
    fc.assert(
      fc.property(anyLegs.chain((legs) => fc.tuple(fc.constant(legs), fc.shuffledSubarray(legs, { minLength: legs.length }))), ([legs, shuffled]) => {
        expect(pairTransfers(shuffled, CONTEXT)).toEqual(pairTransfers(legs, CONTEXT))
      }),
      RUNS,
    )
  })

  test('a number of another account rules a pair out', () => {
    fc.assert(
      fc.property(anyLegs, (legs) => {
        const byId = new Map(legs.map((each) => [each.id, each]))
        const maskOf = (id: AccountId | undefined) => ACCOUNTS.find((each) => each.id === id)?.mask
        for (const { outId, inId } of pairTransfers(legs, CONTEXT).pairs) {
          const [left, arrived] = [byId.get(outId), byId.get(inId)]
          expect([null, maskOf(arrived?.accountId)]).toContain(left?.counterpartyAccountMask)
          expect([null, maskOf(left?.accountId)]).toContain(arrived?.counterpartyAccountMask)
        }
      }),
      RUNS,
    )
  })

  test('what was refused never returns', () => {
    fc.assert(
      fc.property(anyLegs, (legs) => {
        const refused = pairTransfers(legs, CONTEXT).pairs
        const again = pairTransfers(legs, { ...CONTEXT, refused })
        const told = [
          ...again.pairs.map(({ outId, inId }) => `${outId} ${inId}`),
          ...again.questions.flatMap(({ outId, candidates }) => candidates.map(({ inId }) => `${outId} ${inId}`)),
        ]
        for (const { outId, inId } of refused) expect(told).not.toContain(`${outId} ${inId}`)
      }),
      RUNS,
    )
  })
})
