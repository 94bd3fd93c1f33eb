// Working the derived layer out again: what would change in transactions that the ledger already holds.
import { explain, subjectOfLedger } from './decorate.ts'
import type { Rulebook } from './decorate.ts'
import type { RuleId } from './ids.ts'
import { runRules } from './rules/run-rules.ts'
import type { Derived, Transaction } from './transaction.ts'

/** A transaction whose derived layer is another under a rulebook than it is now. */
export type Rederived = { readonly transaction: Transaction; readonly after: Derived }

/** Those of the transactions whose derived layer changes. A second time, none does. */
export function rederive(rulebook: Rulebook, transactions: readonly Transaction[]): readonly Rederived[] {
  return transactions.flatMap((transaction) => {
    const after = explain(rulebook, transaction.evidence, transaction.accountId).derived
    return sameDerived(transaction.derived, after) ? [] : [{ transaction, after }]
  })
}

/** Transactions that the rule matches under one rulebook or the other: the reach of a change of that rule. */
export const reachOfRule = (
  ruleId: RuleId,
  rulebooks: readonly Rulebook[],
  transactions: readonly Transaction[],
): readonly Transaction[] =>
  transactions.filter((transaction) => rulebooks.some((rulebook) => isMatched(ruleId, rulebook, transaction)))

/** Transactions that any of the rules matches under one rulebook or the other. */
export const reachOfRules = (
  ruleIds: ReadonlySet<string>,
  rulebooks: readonly Rulebook[],
  transactions: readonly Transaction[],
): readonly Transaction[] =>
  transactions.filter((transaction) =>
    rulebooks.some((rulebook) =>
      runRules(rulebook.rules, subjectOfLedger(rulebook, transaction)).matched.some(({ rule }) => ruleIds.has(rule.id)),
    ),
  )

/** Whether the rule comes to bear on the transaction: it matches, and no rule above stops before it. */
export const isMatched = (ruleId: RuleId, rulebook: Rulebook, transaction: Transaction): boolean =>
  runRules(rulebook.rules, subjectOfLedger(rulebook, transaction)).matched.some(({ rule }) => rule.id === ruleId)

export function sameDerived(left: Derived, right: Derived): boolean {
  return (
    left.payoree?.name === right.payoree?.name &&
    left.payoree?.key === right.payoree?.key &&
    left.payoree?.by === right.payoree?.by &&
    left.category?.id === right.category?.id &&
    left.category?.by === right.category?.by &&
    left.category?.confidence === right.category?.confidence &&
    sameRuled(left.note, right.note) &&
    sameRuled(left.ignored, right.ignored) &&
    sameRuled(left.transfer, right.transfer) &&
    left.tags.length === right.tags.length &&
    left.tags.every((tag, index) => sameRuled(tag, right.tags[index] ?? null))
  )
}

const sameRuled = (left: Derived['note'] | Derived['ignored'], right: Derived['note'] | Derived['ignored']): boolean =>
  left?.value === right?.value && left?.by === right?.by
