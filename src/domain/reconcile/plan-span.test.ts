import { describe, expect, test } from 'vitest'
import {
  ACCOUNT,
  covering,
  FILE,
  FILE_LINK,
  find,
  LINK,
  LINKED,
  OTHER_LINK,
  pending,
  removed,
  SAME_ID,
  shown,
  span,
  stated,
  sync,
  syncAll,
  UNLINKED,
} from './fixtures.ts'
import { planSpan } from './plan-span.ts'
import { decide, EMPTY_LEDGER, endLink, wholeSnapshot } from './reference-ledger.ts'
import { tallyOf } from './tally.ts'

const COFFEE = 'TARTINE BAKERY SAN FRANCISCO'

describe('rung a: the same link and source id', () => {
  test('a record that says the same again is unchanged', () => {
    const first = sync(EMPTY_LEDGER, span([stated('2026-03-01', -450, COFFEE, 'a')]))
    const again = sync(first.ledger, span([stated('2026-03-01', -450, COFFEE, 'a')]))
    expect(again.plan.counts).toMatchObject({ fetched: 1, unchanged: 1, added: 0, updated: 0 })
    expect(again.plan.transactions).toEqual([])
    expect(shown(again.ledger)).toEqual(shown(first.ledger))
  })

  test('a corrected amount under the same text replaces the old one', () => {
    const before = syncAll(EMPTY_LEDGER, span([stated('2026-03-01', -450, COFFEE, 'a')]))
    const { ledger, plan } = sync(before, span([stated('2026-03-01', -540, COFFEE, 'a')]))
    expect(shown(ledger)).toEqual([`2026-03-01 -540 posted ${COFFEE}`])
    expect(plan.counts).toMatchObject({ updated: 1, unchanged: 0 })
  })

  test('an id given to another movement overwrites nothing and is asked about', () => {
    const { ledger, plan } = sync(
      syncAll(EMPTY_LEDGER, span([stated('2026-03-01', -450, COFFEE, 'a')])),
      span([stated('2026-03-01', -9900, 'CHEVRON OAKLAND', 'a')]),
    )
    expect(shown(ledger)).toEqual(['2026-03-01 -450 posted TARTINE BAKERY SAN FRANCISCO', '2026-03-01 -9900 posted CHEVRON OAKLAND'])
    expect(plan.reviews).toMatchObject([{ kind: 'same-transaction' }])
  })

  test('an id whose direction turned is another movement', () => {
    const ledger = syncAll(
      EMPTY_LEDGER,
      span([stated('2026-03-01', -450, COFFEE, 'a')]),
      span([stated('2026-03-01', 450, COFFEE, 'a')]),
    )
    expect(shown(ledger)).toHaveLength(2)
  })

  test('a day whose ids are shifted by one keeps every movement and the edits on it', () => {
    const before = syncAll(
      EMPTY_LEDGER,
      span([
        stated('2026-03-01', -450, COFFEE, '1'),
        stated('2026-03-01', -9900, 'CHEVRON OAKLAND', '2'),
        stated('2026-03-01', 200000, 'ACME PAYROLL', '3'),
      ]),
    )
    const edited = decide(before, find(before, 'CHEVRON'), { category: 'Car' })
    const { ledger, plan } = sync(
      edited,
      span(
        [
          stated('2026-03-01', -1200, 'NETFLIX', '1'),
          stated('2026-03-01', -450, COFFEE, '2'),
          stated('2026-03-01', -9900, 'CHEVRON OAKLAND', '3'),
          stated('2026-03-01', 200000, 'ACME PAYROLL', '4'),
        ],
        { coverage: covering('2026-03-01', '2026-03-01') },
      ),
    )
    expect(shown(ledger)).toEqual([
      '2026-03-01 -1200 posted NETFLIX',
      `2026-03-01 -450 posted ${COFFEE}`,
      '2026-03-01 -9900 posted CHEVRON OAKLAND Car',
      '2026-03-01 200000 posted ACME PAYROLL',
    ])
    expect(removed(ledger)).toEqual([])
    expect(plan.reviews).toEqual([])
  })

  test('pages that overlap state a record twice: one transaction, the later word', () => {
    const { ledger, plan } = sync(
      EMPTY_LEDGER,
      span([stated('2026-03-01', -450, 'TARTINE', 'a'), stated('2026-03-01', -450, COFFEE, 'a')]),
    )
    expect(shown(ledger)).toEqual([`2026-03-01 -450 posted ${COFFEE}`])
    expect(plan.counts).toMatchObject({ fetched: 2, added: 1, unchanged: 1 })
  })

  test('a record stated again after it was taken back comes back with the edits', () => {
    const first = syncAll(EMPTY_LEDGER, span([stated('2026-03-01', -450, COFFEE, 'a')]))
    const edited = decide(first, find(first, 'TARTINE'), { category: 'Fun' })
    const gone = syncAll(edited, span([], { removals: [{ linkId: LINK, sourceId: 'a' }] }))
    expect(shown(gone)).toEqual([])
    const back = syncAll(gone, span([stated('2026-03-01', -450, COFFEE, 'a')]))
    expect(shown(back)).toEqual([`2026-03-01 -450 posted ${COFFEE} Fun`])
  })
})

describe('rung b: the record names the one it supersedes', () => {
  const held = pending('2026-03-01', -4000, COFFEE, 'p')
  const booked = stated('2026-03-03', -4800, 'TARTINE', 'q', { supersedes: 'p' })
  const removal = { linkId: LINK, sourceId: 'p' }

  test('another amount and text replace the pending one and keep the edits', () => {
    const first = syncAll(EMPTY_LEDGER, span([held]))
    const edited = decide(first, find(first, 'TARTINE'), { category: 'Fun' })
    expect(shown(syncAll(edited, span([booked], { removals: [removal] })))).toEqual([
      '2026-03-03 -4800 posted TARTINE Fun',
    ])
  })

  test('also when the pending one was taken back in an earlier span', () => {
    const first = syncAll(EMPTY_LEDGER, span([held]))
    const edited = decide(first, find(first, 'TARTINE'), { category: 'Fun' })
    const ledger = syncAll(edited, span([], { removals: [removal] }), span([booked]))
    expect(shown(ledger)).toEqual(['2026-03-03 -4800 posted TARTINE Fun'])
    expect(removed(ledger)).toEqual([])
  })

  test('both in one span, in either order, are one transaction', () => {
    for (const records of [
      [held, booked],
      [booked, held],
    ]) {
      const { ledger, plan } = sync(EMPTY_LEDGER, span(records))
      expect(shown(ledger)).toEqual(['2026-03-03 -4800 posted TARTINE'])
      expect(plan.counts).toMatchObject({ added: 1, updated: 1 })
    }
  })

  test('a removal of the superseded id changes nothing', () => {
    const { plan } = sync(syncAll(EMPTY_LEDGER, span([held]), span([booked])), span([], { removals: [removal] }))
    expect(plan.removals).toEqual([])
    expect(plan.transactions).toEqual([])
  })
})

describe('rung c: the same content', () => {
  test('two equal coffees with two ids of one link stay two', () => {
    const ledger = syncAll(
      EMPTY_LEDGER,
      span([stated('2026-03-01', -450, COFFEE, 'a')]),
      span([stated('2026-03-01', -450, COFFEE, 'b')]),
    )
    expect(shown(ledger)).toHaveLength(2)
  })

  test('a file of two equal rows that is imported again adds nothing, and a third row is one more', () => {
    const row = stated('2026-03-01', -450, COFFEE, null, { linkId: FILE_LINK })
    const twice = syncAll(EMPTY_LEDGER, span([row, row], { traits: FILE }))
    expect(shown(twice)).toHaveLength(2)
    const again = sync(twice, span([row, row], { traits: FILE }))
    expect(again.plan.counts).toMatchObject({ unchanged: 2, added: 0 })
    expect(sync(twice, span([row, row, row], { traits: FILE })).plan.counts).toMatchObject({ unchanged: 2, added: 1 })
  })

  test('two equal rows that a border of spans parts stay two', () => {
    const row = stated('2026-03-01', -450, COFFEE, null, { linkId: FILE_LINK })
    const first = span([row], { traits: FILE })
    const ledger = syncAll(EMPTY_LEDGER, first, span([row], { traits: FILE, earlier: tallyOf(first) }))
    expect(shown(ledger)).toHaveLength(2)
  })

  test('a file with ids and one without are two statements of one movement', () => {
    const row = stated('2026-03-01', -450, COFFEE, null, { linkId: FILE_LINK })
    const withId = stated('2026-03-01', -450, COFFEE, 'fitid-1', { linkId: FILE_LINK })
    const { ledger, plan } = sync(syncAll(EMPTY_LEDGER, span([row], { traits: FILE })), span([withId], { traits: FILE }))
    expect(shown(ledger)).toHaveLength(1)
    expect(plan.actions).toMatchObject([{ reason: 'content', supersedes: [] }])
    expect(sync(ledger, span([row], { traits: FILE })).plan.counts).toMatchObject({ added: 0, unchanged: 1 })
  })

  test('a reconnect that reissues every id adds nothing and keeps the edits', () => {
    const before = syncAll(
      EMPTY_LEDGER,
      span([
        stated('2026-03-01', -450, COFFEE, 'a'),
        stated('2026-03-01', -450, COFFEE, 'b'),
        stated('2026-03-02', -9900, 'CHEVRON', 'c'),
      ]),
    )
    const edited = endLink(decide(before, find(before, 'CHEVRON'), { category: 'Car' }), LINK)
    const again = [
      stated('2026-03-01', -450, COFFEE, 'x', { linkId: OTHER_LINK }),
      stated('2026-03-01', -450, COFFEE, 'y', { linkId: OTHER_LINK }),
      stated('2026-03-02', -9900, 'CHEVRON', 'z', { linkId: OTHER_LINK }),
    ]
    const { ledger, plan } = sync(edited, span(again))
    expect(plan.counts).toMatchObject({ added: 0, updated: 3 })
    expect(shown(ledger)).toEqual(shown(edited))
    const gone = syncAll(ledger, span([], { removals: [{ linkId: OTHER_LINK, sourceId: 'z' }] }))
    expect(removed(gone)).toEqual(['2026-03-02 -9900 posted CHEVRON Car'])
  })

  test('an id that vanished from a complete window and came back under another one is the same movement', () => {
    const before = syncAll(EMPTY_LEDGER, span([stated('2026-03-01', -450, COFFEE, 'a')]))
    const hidden = decide(before, find(before, 'TARTINE'), { isHidden: true })
    const coverage = covering('2026-03-01', '2026-03-05')
    const ledger = syncAll(hidden, span([stated('2026-03-01', -450, COFFEE, 'b')], { coverage }))
    expect(shown(ledger)).toEqual([`2026-03-01 -450 posted ${COFFEE} hidden`])
  })
})

describe('rung d: pending to posted without a link', () => {
  const held = pending('2026-03-01', -450, COFFEE, 'p')
  const booked = stated('2026-03-03', -450, 'TARTINE BAKERY', 'q')
  const window = { traits: UNLINKED, coverage: covering('2026-02-20', '2026-03-05') }
  const edited = (() => {
    const first = syncAll(EMPTY_LEDGER, span([held], window))
    return decide(first, find(first, 'TARTINE'), { category: 'Fun' })
  })()

  test('a pending record that vanished as its equal was booked is that one, and keeps the edits', () => {
    expect(shown(syncAll(edited, span([booked], window)))).toEqual(['2026-03-03 -450 posted TARTINE BAKERY Fun'])
  })

  test('also when it vanished in an earlier span', () => {
    const ledger = syncAll(edited, span([], window), span([booked], window))
    expect(shown(ledger)).toEqual(['2026-03-03 -450 posted TARTINE BAKERY Fun'])
  })

  test('also when it lingers beside the booked one and vanishes later', () => {
    const both = syncAll(edited, span([held, booked], window))
    expect(shown(both)).toHaveLength(2)
    expect(shown(syncAll(both, span([booked], window)))).toEqual(['2026-03-03 -450 posted TARTINE BAKERY Fun'])
  })

  test('another shop with the same amount stays another transaction', () => {
    const { ledger, plan } = sync(edited, span([stated('2026-03-03', -450, 'CHEVRON OAKLAND', 'q')], window))
    expect(shown(ledger)).toEqual(['2026-03-03 -450 posted CHEVRON OAKLAND'])
    expect(removed(ledger)).toEqual([`2026-03-01 -450 pending ${COFFEE} Fun`])
    expect(plan.reviews).toMatchObject([{ kind: 'pending-or-posted', evidence: { textLikeness: 0 } }])
  })

  test('a pending record with edits that vanished without a successor is asked about', () => {
    const { plan } = sync(edited, span([], window))
    expect(plan.reviews).toMatchObject([{ kind: 'removed-with-edits', candidates: [] }])
  })

  test('two candidates are never chosen from: the posted ones stand, and the edits are asked about', () => {
    const { ledger, plan } = sync(edited, span([booked, stated('2026-03-04', -450, 'TARTINE BAKERY', 'r')], window))
    expect(shown(ledger)).toHaveLength(2)
    expect(plan.reviews).toHaveLength(2)
    expect(plan.reviews).toMatchObject([{ kind: 'pending-or-posted' }, { kind: 'pending-or-posted' }])
  })

  test('a posted record from before the pending one is not its posted form', () => {
    const ledger = syncAll(edited, span([stated('2026-02-27', -450, 'TARTINE BAKERY', 'q')], window))
    expect(removed(ledger)).toHaveLength(1)
  })

  test('a pending record that is still stated is another purchase', () => {
    expect(shown(syncAll(edited, span([held, booked], window)))).toHaveLength(2)
  })

  test('a tip or a rate of exchange on the way is no other purchase where the source names nothing', () => {
    const unlinked = { ...window, traits: UNLINKED }
    for (const minor of [-540, -445]) {
      const { ledger, plan } = sync(edited, span([stated('2026-03-03', minor, 'TARTINE BAKERY', 'q')], unlinked))
      expect(shown(ledger)).toEqual([`2026-03-03 ${minor} posted TARTINE BAKERY Fun`])
      expect(plan.reviews).toEqual([])
    }
  })

  test('another amount from a source that names what it books is another purchase', () => {
    const { ledger, plan } = sync(edited, span([stated('2026-03-03', -540, 'TARTINE BAKERY', 'q')], { ...window, traits: LINKED }))
    expect(shown(ledger)).toEqual(['2026-03-03 -540 posted TARTINE BAKERY'])
    expect(plan.reviews).toMatchObject([{ kind: 'removed-with-edits' }])
  })

  test('a source without windows and links never says that a pending one is gone: its booked form is its word', () => {
    const first = syncAll(EMPTY_LEDGER, span([held], { traits: UNLINKED }))
    expect(shown(syncAll(first, span([booked], { traits: UNLINKED })))).toEqual(['2026-03-03 -450 posted TARTINE BAKERY'])
  })

  test('a source that keeps ids may change everything but currency and direction on booking', () => {
    const ledger = syncAll(
      EMPTY_LEDGER,
      span([pending('2026-03-01', -10000, 'HOLD 123', 'p')], { traits: SAME_ID }),
      span([stated('2026-03-04', -4210, 'CHEVRON OAKLAND', 'p')], { traits: SAME_ID }),
    )
    expect(shown(ledger)).toEqual(['2026-03-04 -4210 posted CHEVRON OAKLAND'])
  })
})

describe('rung e: another source of the account', () => {
  const fromFile = (on: string, minor: number, text: string) => stated(on, minor, text, null, { linkId: FILE_LINK })

  test('a row of a file and the record of the connection are one transaction, which the connection leads', () => {
    const ledger = syncAll(
      EMPTY_LEDGER,
      span([fromFile('2026-03-02', -450, 'CARD PURCHASE TARTINE BAKERY 0042')], { traits: FILE }),
      span([stated('2026-03-01', -450, 'Tartine Bakery', 'a')]),
    )
    expect(shown(ledger)).toEqual(['2026-03-01 -450 posted Tartine Bakery'])
  })

  test('the order of the two does not matter', () => {
    const ledger = syncAll(
      EMPTY_LEDGER,
      span([stated('2026-03-01', -450, 'Tartine Bakery', 'a')]),
      span([fromFile('2026-03-02', -450, 'CARD PURCHASE TARTINE BAKERY 0042')], { traits: FILE }),
    )
    expect(shown(ledger)).toEqual(['2026-03-01 -450 posted Tartine Bakery'])
  })

  test('equal purchases of one day meet their equals n to n', () => {
    const ledger = syncAll(
      EMPTY_LEDGER,
      span([fromFile('2026-03-01', -450, 'TARTINE 1'), fromFile('2026-03-01', -450, 'TARTINE 1')], { traits: FILE }),
      span([
        stated('2026-03-01', -450, 'Tartine Bakery', 'a'),
        stated('2026-03-01', -450, 'Tartine Bakery', 'b'),
        stated('2026-03-01', -450, 'Tartine Bakery', 'c'),
      ]),
    )
    expect(shown(ledger)).toHaveLength(3)
  })

  test('thousands of equal rows of two sources meet n to n without delay', () => {
    const count = 3_000
    const rows = Array.from({ length: count }, () => fromFile('2026-03-01', -450, 'CARD TARTINE'))
    const before = syncAll(EMPTY_LEDGER, span(rows, { traits: FILE }))
    const records = Array.from({ length: count }, (_, at) => stated('2026-03-01', -450, 'Tartine Bakery', `id-${at}`))
    expect(sync(before, span(records)).plan.counts).toMatchObject({ added: 0, updated: count })
  })

  test('the same amount near the day under another name is kept and asked about', () => {
    const { ledger, plan } = sync(
      syncAll(EMPTY_LEDGER, span([fromFile('2026-03-01', -450, 'TARTINE')], { traits: FILE })),
      span([stated('2026-03-01', -450, 'Chevron', 'a')]),
    )
    expect(shown(ledger)).toHaveLength(2)
    expect(plan.reviews).toMatchObject([{ kind: 'same-transaction', evidence: { daysApart: 0 } }])
  })

  test('a transaction is removed only when no source states it', () => {
    const both = syncAll(
      EMPTY_LEDGER,
      span([fromFile('2026-03-01', -450, 'TARTINE')], { traits: FILE }),
      span([stated('2026-03-01', -450, 'Tartine Bakery', 'a')]),
    )
    const { ledger } = sync(both, span([], { removals: [{ linkId: LINK, sourceId: 'a' }] }))
    expect(shown(ledger)).toEqual(['2026-03-01 -450 posted TARTINE'])
  })
})

describe('absence', () => {
  const rows = [stated('2026-03-01', -450, COFFEE, 'a'), stated('2026-03-02', -9900, 'CHEVRON', 'b')]

  test('what a complete window does not state is removed, inside its days only', () => {
    const before = syncAll(EMPTY_LEDGER, span(rows))
    const ledger = syncAll(before, span([], { coverage: covering('2026-03-02', '2026-03-05') }))
    expect(shown(ledger)).toEqual([`2026-03-01 -450 posted ${COFFEE}`])
    expect(removed(ledger)).toEqual(['2026-03-02 -9900 posted CHEVRON'])
  })

  test('a window that covers posted records says nothing of pending ones', () => {
    const before = syncAll(EMPTY_LEDGER, span([pending('2026-03-01', -450, COFFEE, 'p')]))
    const window = span([], { coverage: covering('2026-03-01', '2026-03-05', ['posted']) })
    expect(planSpan(window, wholeSnapshot(before)).removals).toEqual([])
  })

  test('within one span the later word counts: stated after a removal it stands, removed after it was stated it goes', () => {
    const row = stated('2026-03-01', -450, COFFEE, 'a')
    const removal = { linkId: LINK, sourceId: 'a' }
    for (const before of [EMPTY_LEDGER, syncAll(EMPTY_LEDGER, span([row]))]) {
      expect(shown(syncAll(before, span([row], { removals: [{ ...removal, afterRecords: 0 }] })))).toHaveLength(1)
      const { ledger, plan } = sync(before, span([row], { removals: [{ ...removal, afterRecords: 1 }] }))
      expect(shown(ledger)).toEqual([])
      expect(plan.counts).toMatchObject({ fetched: 1, removed: 1 })
    }
  })

  test('without a window absence means nothing', () => {
    const before = syncAll(EMPTY_LEDGER, span(rows))
    expect(shown(syncAll(before, span([])))).toEqual(shown(before))
  })
})

test('every record that was fetched is counted once', () => {
  const { plan } = sync(
    EMPTY_LEDGER,
    span([stated('2026-03-01', -450, COFFEE, 'a')], {
      ignored: [{ reason: 'future-dated', count: 2 }],
      rejected: [{ accountSourceId: null, sourceId: null, reason: 'no date', line: 3, raw: null }],
    }),
  )
  expect(plan.counts).toMatchObject({ fetched: 4, added: 1, ignored: 2, rejected: 1 })
  expect(plan.transactions).toMatchObject([{ ref: { new: 0 }, accountId: ACCOUNT }])
})
