// How the rules of a list get along: what each does over history, where two want different things of one transaction,
// and which do nothing.
import type { CalendarDate } from '../calendar.ts'
import type { RuleId, TransactionId } from '../ids.ts'
import { fold } from './compile-rule.ts'
import type { CompiledRule } from './compile-rule.ts'
import type { Action, RuleSubject } from './rule.ts'

/** The fields of which a transaction has one value. Tags add up, so they never conflict. */
const SINGLE = ['payoree', 'category', 'note'] as const
type Single = (typeof SINGLE)[number]

/** Pairs reported; who has more sees the first and mends them first. */
const CONFLICTS_MAX = 100

export type Seen = { readonly id: TransactionId; readonly subject: RuleSubject }

export type RuleUse = {
  readonly ruleId: RuleId
  readonly matched: number
  /** Of those, from this day on: what a list shows as "lately". */
  readonly matchedLately: number
  /** Times at which it set something that no rule above had set. */
  readonly effective: number
  /** Times at which a rule above had stopped before it. */
  readonly stopped: number
}

/** `winner` stands higher in the list and keeps the field. */
export type RuleConflict = {
  readonly field: Single
  readonly winner: RuleId
  readonly loser: RuleId
  readonly count: number
  readonly example: TransactionId
}

export type RuleReport = {
  readonly looked: number
  readonly uses: readonly RuleUse[]
  readonly conflicts: readonly RuleConflict[]
  /** On, and without any effect in what was looked at: `why` is a sentence. */
  readonly dead: readonly { readonly ruleId: RuleId; readonly why: string }[]
}

type Tally = { matched: number; lately: number; effective: number; stopped: number }
type Setting = { readonly value: string; readonly by: RuleId }

/** Runs every rule over the transactions. `latelyFrom` is the first day that counts as lately. */
export function reportRules(
  rules: readonly CompiledRule[],
  seen: readonly Seen[],
  latelyFrom: CalendarDate,
): RuleReport {
  const tallies = new Map<RuleId, Tally>(
    rules.map(({ rule }) => [rule.id, { matched: 0, lately: 0, effective: 0, stopped: 0 }]),
  )
  const conflicts = new Map<string, RuleConflict>()
  for (const { id, subject } of seen) runOne(rules, id, subject, latelyFrom, tallies, conflicts)
  const uses = [...tallies].map(([ruleId, { matched, lately, effective, stopped }]): RuleUse => {
    return { ruleId, matched, matchedLately: lately, effective, stopped }
  })
  const dead = uses.flatMap((use) => {
    const why = whyDead(use, seen.length)
    return why === null ? [] : [{ ruleId: use.ruleId, why }]
  })
  const sorted = [...conflicts.values()].toSorted((left, right) => right.count - left.count)
  return { looked: seen.length, uses, conflicts: sorted.slice(0, CONFLICTS_MAX), dead }
}

function runOne(
  rules: readonly CompiledRule[],
  id: TransactionId,
  subject: RuleSubject,
  latelyFrom: CalendarDate,
  tallies: ReadonlyMap<RuleId, Tally>,
  conflicts: Map<string, RuleConflict>,
): void {
  const settings = new Map<string, Setting>()
  let folded = fold(subject)
  let isStopped = false
  for (const each of rules) {
    const tally = tallies.get(each.rule.id)
    if (tally === undefined || !each.matches(folded)) continue
    tally.matched += 1
    if (subject.on >= latelyFrom) tally.lately += 1
    if (isStopped) {
      tally.stopped += 1
      continue
    }
    let isEffective = false
    for (const action of each.rule.actions) {
      const lost = take(settings, action, each.rule.id)
      if (lost === null) isEffective = true
      else if (lost !== 'same') note(conflicts, action.set as Single, lost, each.rule.id, id)
    }
    if (isEffective) tally.effective += 1
    if (each.rule.stops) isStopped = true
    folded = fold({
      ...subject,
      payoree: settings.get('payoree')?.value ?? subject.payoree,
      categoryId: settings.get('category')?.value ?? subject.categoryId,
    })
  }
}

/** Null where the action took effect, `same` where it was set alike before, else the rule that keeps the field. */
function take(settings: Map<string, Setting>, action: Action, by: RuleId): RuleId | 'same' | null {
  const { key, value } = settingOf(action, by)
  const known = settings.get(key)
  if (known === undefined) {
    settings.set(key, { value, by })
    return null
  }
  return known.value === value || known.by === by ? 'same' : known.by
}

function settingOf(action: Action, by: RuleId): { readonly key: string; readonly value: string } {
  switch (action.set) {
    case 'payoree':
      return { key: 'payoree', value: action.name }
    case 'category':
      return { key: 'category', value: action.categoryId }
    case 'note':
      return { key: 'note', value: action.text }
    case 'tag':
      return { key: `tag ${action.name}`, value: action.name }
    case 'ignored':
    case 'transfer':
      return { key: action.set, value: 'yes' }
    case 'alert':
      // Each rule tells for itself.
      return { key: `alert ${by}`, value: 'yes' }
  }
}

function note(
  conflicts: Map<string, RuleConflict>,
  field: Single,
  winner: RuleId,
  loser: RuleId,
  example: TransactionId,
): void {
  const key = `${field} ${winner} ${loser}`
  const known = conflicts.get(key)
  conflicts.set(key, known ? { ...known, count: known.count + 1 } : { field, winner, loser, count: 1, example })
}

function whyDead({ matched, effective, stopped }: RuleUse, looked: number): string | null {
  if (looked === 0 || effective > 0) return null
  if (matched === 0) return `It matches none of the ${looked} transactions looked at.`
  if (stopped === matched) return 'A rule above it stops before it, every time.'
  return 'Rules above it set the same fields, every time.'
}
