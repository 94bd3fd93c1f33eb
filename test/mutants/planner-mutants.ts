// Wrong decisions, each a small change of the ladder. Tests that let one of them pass prove nothing about it.

export type Mutant = {
  readonly name: string
  /** Inside src/domain/reconcile. */
  readonly file: string
  readonly from: string
  readonly to: string
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'equal contents of two living ids of one link are one movement',
    file: 'rung-content.ts',
    from: '(each) => each.linkId === linkId && isUnbacked(matching, each)).values()\n  for (const slot of slots) {\n    const old = left.find((each) => !isTaken(matching, each) && isFree(matching, each.transactionId, slot.stream))',
    to: '(each) => each.linkId === linkId).values()\n  for (const slot of slots) {\n    const old = left.find((each) => !isTaken(matching, each))',
  },
  {
    name: 'equal rows without ids are folded into the first',
    file: 'rung-content.ts',
    from: 'same[slot.occurrence]',
    to: 'same[0]',
  },
  {
    name: 'equal rows of an earlier span are forgotten',
    file: 'matching.ts',
    from: '(span.earlier?.get(linkId)?.get(key) ?? 0) + ',
    to: '',
  },
  {
    name: 'a stream may state one movement twice',
    file: 'matching.ts',
    from: 'if (claiming === stream && !isPast) return false',
    to: 'if (claiming === stream && !isPast) continue',
  },
  {
    name: 'absence counts without a window',
    file: 'absence.ts',
    from: '  if (matching.span.coverage.length === 0) return\n',
    to: "  if (matching.span.coverage.length === 0) {\n    for (const known of [...matching.recordsOf.values()].flat()) if (!matching.stated.has(known.id) && (known.sourceId === null) === (records === 'without-id')) matching.gone.add(known.id)\n    return\n  }\n",
  },
  {
    name: 'a window removes what lies outside its days',
    file: 'absence.ts',
    from: 'statuses.includes(known.status) && isWithin(known.on, range)',
    to: 'statuses.includes(known.status) && (isWithin(known.on, range) || known.on < range.from)',
  },
  {
    name: 'a window of posted records removes pending ones',
    file: 'absence.ts',
    from: 'statuses.includes(known.status) && isWithin',
    to: 'statuses.length > 0 && isWithin',
  },
  {
    name: 'absence is ignored',
    file: 'absence.ts',
    from: 'if (windows?.some((coverage) => isCovered(known, coverage)))',
    to: 'if (windows?.some((coverage) => isCovered(known, coverage) && records === null))',
  },
  {
    name: 'pending records of ended links stay for ever',
    file: 'absence.ts',
    from: "known.status === 'pending' && matching.endedLinks",
    to: "known.status === 'posted' && matching.endedLinks",
  },
  {
    name: 'removals are ignored',
    file: 'absence.ts',
    from: 'if (known && !matching.slotBySourceId.has(key)) matching.gone.add(known.id)',
    to: 'if (known && matching.slotBySourceId.has(key)) matching.gone.add(known.id)',
  },
  {
    name: 'what is stated after a removal in the span is removed',
    file: 'matching.ts',
    from: 'isRemoved = last < (removedAfter.get(identity) ?? 0)',
    to: 'isRemoved = removedAfter.has(identity)',
  },
  {
    name: 'what is removed after it was stated in the span stays',
    file: 'matching.ts',
    from: 'isRemoved = last < (removedAfter.get(identity) ?? 0)',
    to: 'isRemoved = last < 0',
  },
  {
    name: 'a guess that the bank refutes stands',
    file: 'rung-source-id.ts',
    from: '|| wasGuessedWrong(matching, slot, known)',
    to: '|| (wasGuessedWrong(matching, slot, known) && known === null)',
  },
  {
    name: 'the name of the superseded record is ignored',
    file: 'rung-supersedes.ts',
    from: 'if (known && !matching.displaced.has(known.id)) placeOver',
    to: 'if (known && matching.displaced.has(known.id)) placeOver',
  },
  {
    name: 'a pending record and its posted one that arrive together are two',
    file: 'rung-supersedes.ts',
    from: 'if (stated && isOpen(stated) && !isFollowedBy(slot, stated)) stated.follows = slot',
    to: 'if (stated && isOpen(stated) && isFollowedBy(slot, stated)) stated.follows = slot',
  },
  {
    name: 'a lingering pending record stands in the way of its posted one',
    file: 'matching.ts',
    from: 'record !== null && (record === but || record.isSuperseded',
    to: 'record !== null && (record.isSuperseded',
  },
  {
    name: 'a transaction is removed with the first source that takes it back',
    file: 'evidence.ts',
    from: 'return lead === null ? null : stated(lead.statement, standing)',
    to: 'return lead === null || standing.length === 1 ? null : stated(lead.statement, standing)',
  },
  {
    name: 'a file leads over the bank',
    file: 'evidence.ts',
    from: 'connection: 2, file: 1',
    to: 'connection: 1, file: 2',
  },
  {
    name: 'ended links hold up what the new link takes back',
    file: 'rung-content.ts',
    from: 'if (isEnded(record.linkId) && isLive(matching, record)) takePlace',
    to: 'if (!isEnded(record.linkId) && isLive(matching, record) && slot === null) takePlace',
  },
  {
    name: 'the snapshot holds no near amounts',
    file: 'snapshot-needs.ts',
    from: 'amounts: amountNeeds(amounts),',
    to: 'amounts: [],',
  },
  {
    name: 'the snapshot holds no pending transactions',
    file: 'snapshot-needs.ts',
    from: 'pendings: [...days].map(([accountId, range]) => ({ accountId, range })),',
    to: 'pendings: [...days].slice(0, 0).map(([accountId, range]) => ({ accountId, range })),',
  },
  {
    name: 'removed edits are not asked about',
    file: 'reviews.ts',
    from: 'return hasIntent && !isHidden &&',
    to: 'return hasIntent && isHidden &&',
  },
  {
    name: 'the digest of a record leaves out its amount',
    file: 'fingerprint.ts',
    from: '    record.status,\n    shown(record.amount),',
    to: '    record.status,',
  },
  {
    name: 'a choice is no choice: the margin is nothing',
    file: 'judge.ts',
    from: 'export const BITS_SURE = 2',
    to: 'export const BITS_SURE = 0',
  },
  {
    name: 'of several equal ones only the first is met',
    file: 'assignment.ts',
    from: 'for (let at = 0; at < count; at += 1) {',
    to: 'for (let at = 0; at < Math.min(count, 1); at += 1) {',
  },
  {
    name: 'the best edge is taken first, whatever it costs the others',
    file: 'assignment.ts',
    from: 'group.length > EXACT_EDGES_MAX ? bestOfBoth',
    to: 'group.length > 1 ? bestOfBoth',
  },
  ...[
    ['source ids', 'matchSourceIds(matching)'],
    ['superseded records', 'matchSuperseded(matching)'],
    ['contents', 'matchContents(matching)'],
    ['pending rows', 'matchPending(matching)'],
    ['other sources', 'matchOtherSources(matching)'],
    ['lapsed holds', 'markLapsed(matching)'],
    ['what is absent', "markAbsent(matching, 'with-id')"],
  ].map(([what, call]): Mutant => ({ name: `the rung of ${what} is left out`, file: 'plan-span.ts', from: `  ${call}\n`, to: '' })),
  {
    name: 'a name that contradicts says nothing',
    file: 'weigh-sources.ts',
    from: 'const UNLIKE_BITS = -5',
    to: 'const UNLIKE_BITS = 0',
  },
  {
    name: 'every equal amount counts alike, round or not',
    file: 'amount-bits.ts',
    from: 'const BITS = [1.5, 4.5, 6.5, 7.5]',
    to: 'const BITS = [7.5, 7.5, 7.5, 7.5]',
  },
  {
    name: 'a habit is no habit',
    file: 'weigh-sources.ts',
    from: 'if (around.lookalikes < 2) return',
    to: 'if (around.lookalikes < 99) return',
  },
  {
    name: 'how sources count days is not learned',
    file: 'rung-cross-source.ts',
    from: 'shift.set(days, (shift.get(days) ?? 0) + 1)',
    to: 'shift.set(days, 0)',
  },
  {
    name: 'weekends count',
    file: 'banking-days.ts',
    from: 'const isIdle = (day: CalendarDate): boolean => isWeekend(day) ||',
    to: 'const isIdle = (day: CalendarDate): boolean => (isWeekend(day) && day === null) ||',
  },
  {
    name: 'a pending record that is still stated may become posted',
    file: 'rung-pending.ts',
    from: 'matching.merges.has(id) || matching.claims.has(id)) return []',
    to: 'matching.merges.has(id)) return []',
  },
  {
    name: 'a pending name that contradicts says nothing',
    file: 'weigh-posted.ts',
    from: 'const UNLIKE_BITS = -6',
    to: 'const UNLIKE_BITS = 0',
  },
  {
    name: 'posted may lie before pending',
    file: 'weigh-posted.ts',
    from: 'if (daysApart < -EARLY_DAYS_MAX ||',
    to: 'if (daysApart < -30 ||',
  },
  {
    name: 'another amount is as good while the pending one may still stand',
    file: 'weigh-posted.ts',
    from: 'const STANDING_BITS = -4',
    to: 'const STANDING_BITS = 0',
  },
  {
    name: 'a source that names what it books is not waited for',
    file: 'rung-pending.ts',
    from: "if (span.traits.pending !== 'unlinked' && !isSameAmount) continue",
    to: "if (span.traits.pending === 'none' && !isSameAmount) continue",
  },
  {
    name: 'an id is proof: a reused one overwrites',
    file: 'rung-source-id.ts',
    from: 'const isOther = isReused(known, record, matching.span.traits) ||',
    to: 'const isOther = (isReused(known, record, matching.span.traits) && known === null) ||',
  },
  {
    name: 'ids that moved with their rows overwrite',
    file: 'rung-source-id.ts',
    from: 'const moved = movedHere(matching, slot, known)',
    to: 'const moved = record === null ? movedHere(matching, slot, known) : null',
  },
  {
    name: 'rows of two files of one day are the same whatever their words',
    file: 'rung-cross-source.ts',
    from: '  isSameWording(record.description, slot.incoming.record.description) &&\n',
    to: '',
  },
  {
    name: 'rows of one file may be each other',
    file: 'rung-cross-source.ts',
    from: '  !matching.claims.has(record.transactionId)\n',
    to: '  record !== null\n',
  },
  {
    name: 'what the person said of two rows is forgotten',
    file: 'matching.ts',
    from: "    if (own === 'different') return own\n",
    to: "    if (own === 'different') return null\n",
  },
  {
    name: 'a booking may come weeks after its hold went',
    file: 'weigh-posted.ts',
    from: 'const DAY_BITS = [1.5, 2, 1.8, 1, -2.5, -5.5, -6.5, -7.5]\nconst LATE_BITS = -8.5',
    to: 'const DAY_BITS = [1.5, 2, 1.8, 1]\nconst LATE_BITS = 0',
  },
  {
    name: 'banks that renumber are believed by their ids',
    file: 'rung-source-id.ts',
    from: 'if (isRenumbering && slot.contentKey',
    to: 'if (isRenumbering && isReusing && slot.contentKey',
  },
]
