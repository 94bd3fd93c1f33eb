// What the scoring decides where no id and no word of the bank does: each rule over whole spans.
import { describe, expect, test } from 'vitest'
import { constraintPair, nameKey } from './constraints.ts'
import { planSame, planSeparate } from './decisions.ts'
import { findingsOf } from './id-findings.ts'
import { FULL_TRUST, trustOf } from './id-trust.ts'
import type { IdTrust } from './id-trust.ts'
import { contentKey } from './fingerprint.ts'
import { ACCOUNT, covering, FILE, FILE_LINK, find, LINK, OTHER_LINK, pending, shown, span, stated, sync, syncAll, UNLINKED } from './fixtures.ts'
import { applyPlan, decide, EMPTY_LEDGER, say, wholeSnapshot } from './reference-ledger.ts'

const row = (on: string, minor: number, text: string) => stated(on, minor, text, null, { linkId: FILE_LINK })
const file = (...rows: readonly (readonly [string, number, string])[]) => span(rows.map((each) => row(...each)), { traits: FILE })
const other = (on: string, minor: number, text: string, id: string) => stated(on, minor, text, id, { linkId: OTHER_LINK })
const bank = { traits: UNLINKED, coverage: covering('2026-03-01', '2026-03-31') }
const dayOf = (at: number): string => `2026-03-${String(at).padStart(2, '0')}`

describe('names', () => {
  test.each([
    ['TFL TRAVEL CH TFL.GOV.UK/CP GB', 'Transport for London', 'initials'],
    ['PGANDE WEB ONLINE 0302', 'Pacific Gas & Electric', 'initials with an ampersand'],
    ['WHOLEFDS SOM 39534 SAN FRANCISCO CA', 'Whole Foods Market', 'letters left out'],
    ['CB LE PETIT CAMB 0302 PARIS', 'Le Petit Cambodge', 'cut off'],
    ['SQ *JOES PIZZA NYC', "Joe's Pizza", 'a mark in front, an apostrophe lost'],
    ['REWE SAGT DANKE. 1102//BERLIN', 'REWE Markt GmbH', 'one word that leads'],
    ['شركة الكهرباء', 'شركة الكهرباء 0042', 'written from right to left'],
  ])('"%s" of a file is "%s" of the bank: %s', (inFile, atBank) => {
    const ledger = syncAll(EMPTY_LEDGER, file(['2026-03-02', -4783, inFile]), span([stated('2026-03-02', -4783, atBank, 'a')]))
    expect(shown(ledger)).toHaveLength(1)
  })

  test('an equal amount on one day under a name that contradicts is kept and asked about', () => {
    const { ledger, plan } = sync(
      syncAll(EMPTY_LEDGER, file(['2026-03-02', -4783, 'SHELL OIL 5441'])),
      span([stated('2026-03-02', -4783, 'Planet Fitness', 'a')], bank),
    )
    expect(shown(ledger)).toHaveLength(2)
    expect(plan.reviews).toMatchObject([{ kind: 'same-transaction', evidence: { textLikeness: 0, runnerUpBits: null } }])
  })

  test('"lunch" is no name: the amount decides, a round one does not', () => {
    const own = (minor: number) => span([stated('2026-03-01', minor, 'lunch', null, { linkId: OTHER_LINK })], { traits: { ...FILE, source: 'manual' } })
    expect(shown(syncAll(EMPTY_LEDGER, own(-2347), span([stated('2026-03-02', -2347, "Joe's Pizza", 'a')])))).toHaveLength(1)
    expect(shown(syncAll(EMPTY_LEDGER, own(-2000), span([stated('2026-03-06', -2000, 'POS PURCHASE', 'a')])))).toHaveLength(2)
  })

  test.each([1, 20])("a bank's \"TRAM TICKET\" is a name: it never is one of %i entries to a zoo, however many there are", (count) => {
    const visits = Array.from({ length: count }, (_, at) => [dayOf(3 + (at % 5)), -500, 'ZOO ENTRY'] as const)
    const ledger = syncAll(EMPTY_LEDGER, file([dayOf(1), -110, 'FIRST'], ...visits, [dayOf(28), -120, 'LAST']), span([stated(dayOf(5), -500, 'TRAM TICKET', 'a')], bank))
    expect(shown(ledger)).toHaveLength(count + 3)
  })

  test('two cash withdrawals that name nobody are one by amount and day', () => {
    const ledger = syncAll(EMPTY_LEDGER, file(['2026-03-02', -20000, 'ATM WITHDRAWAL 0042 MAIN ST']), span([stated('2026-03-02', -20000, 'Withdrawal', 'a')], bank))
    expect(shown(ledger)).toHaveLength(1)
  })
})

describe('days', () => {
  test('a purchase of Friday that another source books on Monday is one', () => {
    const ledger = syncAll(EMPTY_LEDGER, file(['2026-03-06', -1210, 'REWE SAGT DANKE']), span([stated('2026-03-09', -1210, 'REWE', 'a')]))
    expect(shown(ledger)).toHaveLength(1)
  })

  test('a daily fare meets its own day in the other source, and what has no own day stays', () => {
    const days = [2, 3, 4, 5, 6, 9, 10]
    const before = syncAll(EMPTY_LEDGER, file(...days.map((at): [string, number, string] => [dayOf(at), -275, 'TFL TRAVEL CH'])))
    const records = [...days, 11, 12].map((at) => stated(dayOf(at), -275, 'Transport for London', `id-${at}`))
    const { ledger, plan } = sync(before, span(records))
    expect(plan.counts).toMatchObject({ added: 2, updated: 7, reviews: 0 })
    expect(shown(ledger)).toHaveLength(9)
  })

  test('two sources that count days differently are told by what can only be each other', () => {
    const unique = [-1111, -2222, -3333, -4444, -5555].map((minor, at): [number, number] => [at + 2, minor])
    const fares = [2, 3, 4, 5].map((at): [number, number] => [at, -275])
    const rows = [...unique, ...fares].map(([at, minor]): [string, number, string] => [dayOf(at), minor, 'TFL TRAVEL CH'])
    const records = [...unique, ...fares].map(([at, minor]) => stated(dayOf(at + 1), minor, 'Transport for London', `id-${at}${minor}`))
    const { plan } = sync(syncAll(EMPTY_LEDGER, file(...rows)), span(records))
    expect(plan.counts).toMatchObject({ added: 0, updated: 9, reviews: 0 })
  })
})

describe('the best as a whole', () => {
  test('of two equal amounts each goes to its own name, in whatever order they come', () => {
    const before = syncAll(EMPTY_LEDGER, file(['2026-03-02', -4783, 'SHELL OIL 5441']))
    const records = [stated('2026-03-02', -4783, 'Planet Fitness', 'a'), stated('2026-03-03', -4783, 'Shell', 'b')]
    for (const order of [records, records.toReversed()]) {
      const ledger = syncAll(before, span(order))
      expect(shown(ledger)).toEqual(['2026-03-02 -4783 posted Planet Fitness', '2026-03-03 -4783 posted Shell'])
    }
  })

  test('the pending one is the purchase of its shop, not the decoy beside it', () => {
    const before = syncAll(EMPTY_LEDGER, span([pending('2026-03-02', -3870, 'NOPA RESTAURANT', 'p')], bank))
    const ledger = syncAll(
      decide(before, find(before, 'NOPA'), { category: 'Fun' }),
      span([stated('2026-03-02', -3870, 'Deliveroo', 'a'), stated('2026-03-03', -3870, 'Nopa Restaurant', 'b')], bank),
    )
    expect(shown(ledger)).toEqual(['2026-03-02 -3870 posted Deliveroo', '2026-03-03 -3870 posted Nopa Restaurant Fun'])
  })

  test('candidates beyond counting are looked at in bounded time, and none is guessed', () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `SHOP ${String.fromCharCode(97 + (at % 26))}${'xyz'.charAt(at % 3)}${at}`)
    const before = syncAll(EMPTY_LEDGER, file(...names.map((name): [string, number, string] => ['2026-03-02', -1000, name])))
    const { ledger } = sync(before, span([stated('2026-03-02', -1000, 'Tartine', 'a')]))
    expect(shown(ledger)).toHaveLength(10_001)
  })
})

describe('pending rows', () => {
  test.each([
    [-7500, -6205, 'a fuel pump held a round sum'],
    [-50000, -43267, 'a hotel held more'],
    [-100, -5120, 'a pump held one unit'],
  ])('%i is booked as %i: %s', (held, booked) => {
    const before = syncAll(EMPTY_LEDGER, span([pending('2026-03-02', held, 'COSTCO GAS #7320', 'p')], bank))
    const ledger = syncAll(decide(before, find(before, 'COSTCO'), { note: 'mine' }), span([stated('2026-03-04', booked, 'Costco Gas', 'a')], bank))
    expect(ledger.transactions.size).toBe(1)
  })

  test('while it may still stand, another amount is asked about', () => {
    const before = syncAll(EMPTY_LEDGER, span([pending('2026-03-02', -2000, 'JOES DINER', 'p')], { traits: UNLINKED }))
    const { ledger, plan } = sync(before, span([stated('2026-03-04', -2350, 'JOES DINER NYC', 'a')], { traits: UNLINKED }))
    expect(shown(ledger)).toHaveLength(2)
    expect(plan.reviews).toMatchObject([{ kind: 'pending-or-posted', evidence: { amountDiffersBy: -350n } }])
  })

  test('one that is listed still beside what looks like its booking is asked about', () => {
    const held = pending('2026-03-02', -1210, 'TESCO STORES 12', 'p')
    const before = syncAll(EMPTY_LEDGER, span([held], bank))
    const { ledger, plan } = sync(before, span([held, stated('2026-03-04', -1210, 'TESCO STORES 12 LONDON', 'a')], bank))
    expect(shown(ledger)).toHaveLength(2)
    expect(plan.reviews).toMatchObject([{ kind: 'pending-or-posted' }])
  })

  test('edits of a fare of three coins are asked about, not handed to the next ride', () => {
    const before = syncAll(EMPTY_LEDGER, span([pending('2026-03-04', -3, 'METROLOOP TAP', 'p')], bank))
    const ride = span([stated('2026-03-08', -3, 'METROLOOP TAP', 'a')], bank)
    expect(syncAll(before, ride).transactions.size).toBe(1)
    const { ledger, plan } = sync(decide(before, find(before, 'METROLOOP'), { category: 'Fun' }), ride)
    expect(shown(ledger)).toEqual(['2026-03-08 -3 posted METROLOOP TAP'])
    expect(plan.reviews).toMatchObject([{ kind: 'pending-or-posted' }])
  })

  test('one that went is not the same small purchase of a week later', () => {
    const held = pending('2026-03-06', -51, 'WILLOW PHARMACY #52', 'p')
    const before = syncAll(EMPTY_LEDGER, span([held], bank))
    const edited = decide(before, find(before, 'WILLOW'), { category: 'Fun' })
    const { ledger, plan } = sync(edited, span([stated('2026-03-17', -51, 'WILLOW PHARMACY #52', 'a')], bank))
    expect(shown(ledger)).toEqual(['2026-03-17 -51 posted WILLOW PHARMACY #52'])
    expect(plan.reviews).toHaveLength(1)
  })

  test('one of which a source never speaks again has lapsed after a month', () => {
    const before = syncAll(EMPTY_LEDGER, span([pending('2026-01-02', -12100, 'HERTZ', 'p')], { traits: UNLINKED }))
    expect(shown(syncAll(before, span([stated('2026-02-01', -1, 'A', 'a')], { traits: UNLINKED })))).toHaveLength(2)
    expect(shown(syncAll(before, span([stated('2026-02-05', -1, 'A', 'a')], { traits: UNLINKED })))).toHaveLength(1)
  })
})

describe('ids', () => {
  const known = [stated('2026-03-03', -1210, 'TESCO STORES 12', '1'), stated('2026-03-04', -840, 'TESCO STORES 12', '2'), stated('2026-03-05', -2210, 'SHELL 99', '3')]
  const edited = () => {
    const before = syncAll(EMPTY_LEDGER, span(known, bank))
    return decide(before, find(before, 'SHELL'), { category: 'Fun' })
  }
  const expected = ['2026-03-03 -1210 posted TESCO STORES 12', '2026-03-04 -840 posted TESCO STORES 12', '2026-03-05 -2210 posted SHELL 99 Fun']

  test('a bank that renumbers its rows, since a late one moved in between, overwrites none of them', () => {
    const late = stated('2026-03-02', -999, 'LATE ROW', '1')
    const moved = known.map(({ record, ...rest }, at) => ({ ...rest, record: { ...record, sourceId: String(at + 2) } }))
    const { ledger, plan } = sync(edited(), span([late, ...moved], bank))
    expect(shown(ledger)).toEqual(['2026-03-02 -999 posted LATE ROW', ...expected])
    expect(plan.counts).toMatchObject({ added: 1, removed: 0 })
  })

  test('also where it sends only what changed', () => {
    const moved = known.map(({ record, ...rest }, at) => ({ ...rest, record: { ...record, sourceId: String(at + 2) } }))
    expect(shown(syncAll(edited(), span(moved, { traits: UNLINKED })))).toEqual(expected)
  })

  test('a posted row that comes back under another id and in other words, as the old one vanishes, is the same', () => {
    const ledger = syncAll(edited(), span([...known.slice(0, 2), stated('2026-03-05', -2210, 'Shell Oil', 'new')], bank))
    expect(shown(ledger)).toEqual([...expected.slice(0, 2), '2026-03-05 -2210 posted Shell Oil Fun'])
  })
})

describe('files of one account', () => {
  test('a row in another case, or cut off, is the same row', () => {
    const before = syncAll(EMPTY_LEDGER, file(['2026-03-02', -1210, 'TESCO STORES 1234 LONDON'], ['2026-03-05', -900, 'CAFÉ BLEU PARIS']))
    const after = syncAll(before, file(['2026-03-02', -1210, 'Tesco Stores 1234 Lon'], ['2026-03-05', -900, 'CAFE BLEU PARIS'], ['2026-03-07', -1, 'NEW']))
    expect(shown(after)).toHaveLength(3)
    expect(shown(syncAll(after, file(['2026-03-02', -1210, 'TESCO STORES 1234 LONDON'])))).toHaveLength(3)
  })

  test('another branch on the same day is another purchase', () => {
    const before = syncAll(EMPTY_LEDGER, file(['2026-03-02', -1210, 'TESCO STORES 1234 LONDON']))
    expect(shown(syncAll(before, file(['2026-03-02', -1210, 'TESCO STORES 9999 LONDON'], ['2026-03-07', -1, 'NEW'])))).toHaveLength(3)
  })

  test('two rows of one file are never one', () => {
    expect(shown(syncAll(EMPTY_LEDGER, file(['2026-03-02', -1210, 'TESCO STORES LONDON'], ['2026-03-02', -1210, 'Tesco Stores'])))).toHaveLength(2)
  })
})

describe('what only some sources give', () => {
  const with_ = (on: string, text: string, words: object) => stated(on, -5000, text, null, { linkId: FILE_LINK, ...words })

  test('an equal reference settles what name and amount leave open', () => {
    const before = syncAll(EMPTY_LEDGER, span([with_('2026-03-02', 'SEPA 0001', { reference: 'RF18539007547034' })], { traits: FILE }))
    const ledger = syncAll(before, span([stated('2026-03-04', -5000, 'Miller', 'a', { reference: 'RF18539007547034' })]))
    expect(shown(ledger)).toHaveLength(1)
  })

  test('another account on the other side is another payment', () => {
    const before = syncAll(EMPTY_LEDGER, span([with_('2026-03-02', 'RENT', { counterpartyAccountMask: '1111' })], { traits: FILE }))
    const ledger = syncAll(before, span([stated('2026-03-03', -5000, 'Rent', 'a', { counterpartyAccountMask: '2222' })]))
    expect(shown(ledger)).toHaveLength(2)
  })
})

test('a source that is read beside another adds nothing that the other has', () => {
  const texts = ['Tartine Bakery', 'Shell', 'Planet Fitness', 'Whole Foods Market']
  const records = texts.map((text, at) => stated(dayOf(at + 2), -1234 - at * 111, text, `id-${at}`, { linkId: LINK }))
  const seconds = texts.map((text, at) => other(dayOf(at + 2), -1234 - at * 111, text.toUpperCase(), `x-${at}`))
  expect(sync(syncAll(EMPTY_LEDGER, span(records)), span(seconds)).plan.counts).toMatchObject({ added: 0, updated: 4 })
})

describe('what the person said', () => {
  const inFile = row('2026-03-02', -4783, 'SHELL OIL 5441')
  const atBank = stated('2026-03-02', -4783, 'Shell', 'a')
  const ledger = syncAll(EMPTY_LEDGER, span([inFile], { traits: FILE }))
  const keys = [contentKey(inFile.record), contentKey(atBank.record)] as const

  test('of two rows that are different outweighs all that can be seen', () => {
    expect(shown(syncAll(ledger, span([atBank])))).toHaveLength(1)
    const told = say(ledger, [constraintPair(ACCOUNT, 'rows', keys, false)])
    const { ledger: after, plan } = sync(told, span([atBank]))
    expect(shown(after)).toHaveLength(2)
    expect(plan.reviews).toEqual([])
  })

  test('of two rows that are the same does, too', () => {
    const unlike = stated('2026-03-04', -4783, 'Planet Fitness', 'a')
    const told = say(ledger, [constraintPair(ACCOUNT, 'rows', [keys[0], contentKey(unlike.record)], true)])
    expect(shown(syncAll(ledger, span([unlike])))).toHaveLength(2)
    expect(shown(syncAll(told, span([unlike])))).toHaveLength(1)
  })

  test('of two names holds for other rows of the account', () => {
    const names = ['WM SUPERCENTER 8705', 'Walmart'] as const
    const told = (isSame: boolean) => say(EMPTY_LEDGER, [constraintPair(ACCOUNT, 'names', [nameKey(names[0]), nameKey(names[1])], isSame)])
    const rows = [span([row('2026-03-02', -1929, 'WM SUPERCENTER 1234')], { traits: FILE }), span([stated('2026-03-02', -1929, 'Walmart', 'a')])]
    expect(shown(syncAll(told(true), ...rows))).toHaveLength(1)
    expect(shown(syncAll(told(false), ...rows))).toHaveLength(2)
  })

  test('of pending and posted keeps them apart', () => {
    const held = pending('2026-03-02', -1210, 'TESCO STORES 12', 'p')
    const booked = stated('2026-03-04', -1210, 'TESCO STORES 12', 'q')
    const told = say(syncAll(EMPTY_LEDGER, span([held], bank)), [
      constraintPair(ACCOUNT, 'rows', [contentKey(held.record), contentKey(booked.record)], false),
    ])
    expect(syncAll(told, span([booked], bank)).transactions.size).toBe(2)
  })
})

describe('decisions', () => {
  test('two rows that are one and come apart again are as they were', () => {
    const ledger = syncAll(EMPTY_LEDGER, span([row('2026-03-02', -4783, 'SHELL OIL')], { traits: FILE }), span([stated('2026-03-02', -4783, 'Planet Fitness', 'a')]))
    const [one, other] = [find(ledger, 'SHELL'), find(ledger, 'Planet')]
    const nothing = span([])
    const joined = applyPlan(ledger, nothing, planSame(wholeSnapshot(ledger), one, other))
    expect(shown(joined)).toEqual(['2026-03-02 -4783 posted Planet Fitness'])
    const record = [...joined.records.values()].find(({ description }) => description === 'Planet Fitness')
    if (record === undefined) throw new Error('no record')
    const parted = applyPlan(joined, nothing, planSeparate(wholeSnapshot(joined), one, [record.id]))
    expect(shown(parted)).toEqual(shown(ledger))
  })

  test('a pending row that is the posted one is superseded by it', () => {
    const held = pending('2026-03-02', -2000, 'JOES DINER', 'p')
    const ledger = syncAll(EMPTY_LEDGER, span([held], { traits: UNLINKED }), span([stated('2026-03-04', -2350, 'JOES DINER NYC', 'a')], { traits: UNLINKED }))
    const posted = [...ledger.transactions.values()].find(({ evidence }) => evidence.status === 'posted')
    const waiting = [...ledger.transactions.values()].find(({ evidence }) => evidence.status === 'pending')
    if (posted === undefined || waiting === undefined) throw new Error('not asked')
    const joined = applyPlan(ledger, span([]), planSame(wholeSnapshot(ledger), waiting.id, posted.id))
    expect(shown(joined)).toEqual(['2026-03-04 -2350 posted JOES DINER NYC'])
    expect(shown(syncAll(joined, span([held], { traits: UNLINKED })))).toHaveLength(1)
  })
})

test('what one record of a source states no other of it joins, by whatever rung', () => {
  const before = syncAll(EMPTY_LEDGER, file(['2026-03-02', -4783, 'TARTINE']))
  const ledger = syncAll(before, span([stated('2026-03-02', -4783, 'TARTINE', 'a'), stated('2026-03-02', -4783, 'Tartine Bakery', 'b')]))
  expect(shown(ledger)).toHaveLength(2)
})

describe('trust in ids', () => {
  const known = stated('2026-03-03', -1210, 'TESCO STORES 12', '1')
  const changed = stated('2026-03-03', -840, 'TESCO STORES 12', '1')
  const before = syncAll(EMPTY_LEDGER, span([known], { traits: UNLINKED }))
  const trusting = (trust: Partial<IdTrust>) => ({ ...before, idTrust: new Map([[LINK, { ...FULL_TRUST, ...trust }]]) })

  test('a bank that corrects amounts is believed, one that renumbers is not', () => {
    expect(shown(syncAll(before, span([changed], { traits: UNLINKED })))).toEqual(['2026-03-03 -840 posted TESCO STORES 12'])
    const { ledger, plan } = sync(trusting({ isRenumbering: true }), span([changed], { traits: UNLINKED }))
    expect(shown(ledger)).toHaveLength(2)
    expect(plan.reviews).toMatchObject([{ kind: 'same-transaction', evidence: { amountDiffersBy: 370n } }])
  })

  test('an id that is known to be reused is another movement a week later', () => {
    const later = stated('2026-03-10', -1210, 'TESCO STORES 12', '1')
    expect(shown(syncAll(before, span([later], { traits: UNLINKED })))).toHaveLength(1)
    expect(shown(syncAll(trusting({ isReusing: true }), span([later], { traits: UNLINKED })))).toHaveLength(2)
  })

  test('is learned from what became of them, and one accident is none', () => {
    const rows = [1, 2, 3, 4, 5].map((at) => stated(dayOf(at), -1000 - at * 111, `SHOP ${'ABCDE'.charAt(at - 1)}`, String(at)))
    const ledger = syncAll(EMPTY_LEDGER, span(rows, bank))
    const moved = rows.map(({ record, ...rest }, at) => ({ ...rest, record: { ...record, sourceId: String(at + 2) } }))
    const next = span(moved, bank)
    const [findings] = findingsOf(next, sync(ledger, next).plan)
    expect(findings).toMatchObject({ seen: 4, renumbered: 4, reused: 0 })
    if (findings === undefined) throw new Error('nothing found')
    expect(trustOf(findings)).toEqual({ isRenumbering: true, isReusing: false })
    expect(trustOf({ seen: 4000, reused: 1, renumbered: 2 })).toEqual(FULL_TRUST)
  })
})
