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
    from: '(span.earlier?.get(counted) ?? 0) + ',
    to: '',
  },
  {
    name: 'a stream may state one movement twice',
    file: 'matching.ts',
    from: 'if (claiming === stream && !isPast) return false',
    to: 'if (claiming === stream && !isPast) continue',
  },
  {
    name: 'several candidates are paired as they come',
    file: 'assignment.ts',
    from: 'if (lefts.get(edge.left) !== 1 || rights.get(edge.right) !== 1) {',
    to: 'if (lefts.get(edge.left) !== 1 && rights.get(edge.right) !== 1) {',
  },
  {
    name: 'a pending record that is still stated may become posted',
    file: 'rung-pending.ts',
    from: '      !matching.claims.has(id) &&\n      (isVacant(matching, id) || isUntold(matching, id)),',
    to: '      isVacant !== null && isUntold !== null,',
  },
  {
    name: 'pending becomes posted by the amount alone',
    file: 'judge.ts',
    from: "if (isCompatible) return { answer: sameAmount ? 'same' : 'likely'",
    to: "if (isCompatible || sameAmount) return { answer: sameAmount ? 'same' : 'likely'",
  },
  {
    name: 'posted may lie before pending',
    file: 'judge.ts',
    from: 'if (daysApart < 0 || daysApart > traits.pendingDays',
    to: 'if (daysApart > traits.pendingDays',
  },
  {
    name: 'another source is met by the amount alone',
    file: 'judge.ts',
    from: "answer: isCompatible ? 'same' : 'likely', daysApart, textLikeness }\n}",
    to: "answer: isCompatible || daysApart < 99 ? 'same' : 'likely', daysApart, textLikeness }\n}",
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
    name: 'an id is proof: a reused one overwrites',
    file: 'rung-source-id.ts',
    from: 'if (isReused(known, record, matching.span.traits) ||',
    to: 'if ((isReused(known, record, matching.span.traits) && known === null) ||',
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
    from: 'return lead === null ? null : stated(lead.statement)',
    to: 'return lead === null || standing.length === 1 ? null : stated(lead.statement)',
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
    from: 'amounts: [...amounts.values()],',
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
]
