// Which rules tell of a transaction. Telling sets nothing: it is no part of the derived layer.
import { subjectOfLedger } from './decorate.ts'
import type { Rulebook } from './decorate.ts'
import type { Rule } from './rules/rule.ts'
import { runRules } from './rules/run-rules.ts'
import type { Transaction } from './transaction.ts'

/** How far back a rule is tried to say how often it would have told, and what it tells of the past where that is asked. */
export const ALERT_PAST_DAYS = 90

export const tellsOf = ({ actions }: Pick<Rule, 'actions'>): boolean => actions.some(({ set }) => set === 'alert')

/** A rule and the transaction that it tells of. */
export type Alerting<Row> = { readonly rule: Rule; readonly row: Row }

/** For each row the rules that come to bear on it and tell of it. What the banks took back is no news. */
export function alertsFor<Row extends Pick<Transaction, 'evidence' | 'accountId' | 'derived'>>(
  rulebook: Rulebook,
  rows: readonly Row[],
): readonly Alerting<Row>[] {
  if (!rulebook.rules.some(({ rule }) => tellsOf(rule))) return []
  return rows
    .filter(({ evidence }) => !evidence.isRemoved)
    .flatMap((row) => {
      const { matched } = runRules(rulebook.rules, subjectOfLedger(rulebook, row))
      return matched.filter(({ rule }) => tellsOf(rule)).map(({ rule }) => ({ rule, row }))
    })
}
