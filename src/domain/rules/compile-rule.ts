// A rule made ready to be tried on many transactions.
import { foldCase } from './fold-case.ts'
import { compilePattern } from './pattern-match.ts'
import type { PatternMatcher } from './pattern-match.ts'
import type { AmountCondition, Condition, Rule, RuleSubject, TextCondition } from './rule.ts'

/** A subject with its texts folded once for all rules. */
export type Folded = { readonly subject: RuleSubject; readonly payoree: string; readonly description: string }

export type CompiledRule = { readonly rule: Rule; readonly matches: (folded: Folded) => boolean }

export const fold = (subject: RuleSubject): Folded => ({
  subject,
  payoree: foldCase(subject.payoree ?? '').trim(),
  description: foldCase(subject.description).trim(),
})

/** Rules that are on, in their order. A rule must have passed `ruleFaults`; one that would not is never matched. */
export const compileRules = (rules: readonly Rule[]): readonly CompiledRule[] =>
  rules.filter(({ isOn }) => isOn).map(compileRule)

export function compileRule(rule: Rule): CompiledRule {
  const { fromOn } = rule
  const holds = compileCondition(rule.condition)
  return { rule, matches: (folded) => (fromOn === null || folded.subject.on >= fromOn) && holds(folded) }
}

type Holds = (folded: Folded) => boolean

function compileCondition(condition: Condition): Holds {
  if ('all' in condition) {
    const parts = condition.all.map(compileCondition)
    return (folded) => parts.every((holds) => holds(folded))
  }
  if ('any' in condition) {
    const parts = condition.any.map(compileCondition)
    return (folded) => parts.some((holds) => holds(folded))
  }
  switch (condition.field) {
    case 'payoree':
    case 'description':
      return compileText(condition)
    case 'amount':
      return compileAmount(condition)
    case 'account': {
      const ids = new Set<string>(condition.accountIds)
      return ({ subject }) => ids.has(subject.accountId)
    }
    case 'category':
      return ({ subject }) => subject.categoryId === condition.categoryId
    case 'direction':
      return ({ subject }) => subject.minor > 0n === (condition.value === 'in')
  }
}

function compileText({ field, test, value }: TextCondition): Holds {
  const matches = textMatcher(test, value)
  return (folded) => matches(folded[field])
}

function textMatcher(test: TextCondition['test'], value: string): PatternMatcher {
  const wanted = foldCase(value).trim()
  switch (test) {
    case 'is':
      return (text) => text === wanted
    case 'contains':
      return (text) => text.includes(wanted)
    case 'starts-with':
      return (text) => text.startsWith(wanted)
    case 'matches': {
      const compiled = compilePattern(value)
      return compiled.ok ? compiled.value : () => false
    }
  }
}

function compileAmount({ test, minor, upToMinor, currency }: AmountCondition): Holds {
  const size = (subject: RuleSubject): bigint => (subject.minor < 0n ? -subject.minor : subject.minor)
  const compare = (amount: bigint): boolean => {
    if (test === 'is') return amount === minor
    if (test === 'more-than') return amount > minor
    if (test === 'less-than') return amount < minor
    return amount >= minor && amount <= (upToMinor ?? minor)
  }
  return ({ subject }) => subject.currency === currency && compare(size(subject))
}
