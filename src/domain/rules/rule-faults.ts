// What keeps a rule from being saved, in sentences with the place.
import type { CurrencyCode } from '../currency.ts'
import { compilePattern } from './pattern-match.ts'
import { ACTIONS_MAX, CONDITION_DEPTH_MAX, CONDITIONS_MAX, NOTE_CHARS_MAX, RULE_TEXT_MAX, TAG_CHARS_MAX } from './rule.ts'
import type { Action, AmountCondition, Condition, RuleDraft, TextCondition } from './rule.ts'

export type RuleFault = {
  /** JSON pointer into the rule: `/condition/all/0/value`. */
  readonly pointer: string
  readonly detail: string
  /** Of a regular expression: characters before the place. */
  readonly position?: number
}

/** What a rule may speak of. */
export type RuleTerms = {
  readonly categoryIds: ReadonlySet<string>
  readonly accountIds: ReadonlySet<string>
  readonly currencies: ReadonlySet<CurrencyCode>
}

/** Empty where the rule can be saved. */
export function ruleFaults(draft: RuleDraft, terms: RuleTerms): readonly RuleFault[] {
  const faults: RuleFault[] = []
  if (draft.name.trim() === '') faults.push({ pointer: '/name', detail: 'A rule needs a name.' })
  if (draft.name.length > RULE_TEXT_MAX) faults.push(tooLong('/name', RULE_TEXT_MAX))
  if (countOf(draft.condition) > CONDITIONS_MAX) {
    faults.push({ pointer: '/condition', detail: `A rule has at most ${CONDITIONS_MAX} conditions.` })
    return faults
  }
  faults.push(...conditionFaults(draft.condition, '/condition', 1, terms))
  if (draft.actions.length === 0) faults.push({ pointer: '/actions', detail: 'A rule needs something to do.' })
  if (draft.actions.length > ACTIONS_MAX) {
    faults.push({ pointer: '/actions', detail: `A rule does at most ${ACTIONS_MAX} things.` })
  }
  draft.actions.forEach((action, index) => {
    faults.push(...actionFaults(action, `/actions/${index}`, terms))
    const isAgain = draft.actions.slice(0, index).some(({ set }) => set === action.set && set !== 'tag')
    if (isAgain) faults.push({ pointer: `/actions/${index}`, detail: `The rule sets the ${action.set} twice.` })
  })
  return faults
}

const tooLong = (pointer: string, most: number): RuleFault => ({ pointer, detail: `At most ${most} characters.` })

function countOf(condition: Condition): number {
  if ('all' in condition) return condition.all.reduce((sum, part) => sum + countOf(part), 1)
  if ('any' in condition) return condition.any.reduce((sum, part) => sum + countOf(part), 1)
  return 1
}

function conditionFaults(condition: Condition, at: string, depth: number, terms: RuleTerms): readonly RuleFault[] {
  if ('all' in condition) return groupFaults(condition.all, `${at}/all`, depth, terms)
  if ('any' in condition) return groupFaults(condition.any, `${at}/any`, depth, terms)
  switch (condition.field) {
    case 'payoree':
    case 'description':
      return textFaults(condition, at)
    case 'amount':
      return amountFaults(condition, at, terms)
    case 'account':
      if (condition.accountIds.length === 0) return [{ pointer: `${at}/accountIds`, detail: 'Choose an account.' }]
      return condition.accountIds.flatMap((id, index) =>
        terms.accountIds.has(id) ? [] : [{ pointer: `${at}/accountIds/${index}`, detail: 'There is no such account.' }],
      )
    case 'category':
      if (condition.categoryId === null || terms.categoryIds.has(condition.categoryId)) return []
      return [{ pointer: `${at}/categoryId`, detail: 'There is no such category.' }]
    case 'direction':
      return []
  }
}

function groupFaults(parts: readonly Condition[], at: string, depth: number, terms: RuleTerms): readonly RuleFault[] {
  if (depth > CONDITION_DEPTH_MAX) return [{ pointer: at, detail: `Groups nest at most ${CONDITION_DEPTH_MAX} deep.` }]
  if (parts.length === 0) return [{ pointer: at, detail: 'A group needs a condition; an empty one would match all.' }]
  return parts.flatMap((part, index) => conditionFaults(part, `${at}/${index}`, depth + 1, terms))
}

function textFaults({ test, value }: TextCondition, at: string): readonly RuleFault[] {
  const pointer = `${at}/value`
  if (test !== 'is' && value.trim() === '') return [{ pointer, detail: 'An empty text is part of every text.' }]
  if (value.length > RULE_TEXT_MAX) return [tooLong(pointer, RULE_TEXT_MAX)]
  if (test !== 'matches') return []
  const compiled = compilePattern(value)
  if (compiled.ok) return []
  const { position, text } = compiled.reason
  return [{ pointer, detail: `At character ${position + 1}: ${text}`, position }]
}

function amountFaults({ test, minor, upToMinor, currency }: AmountCondition, at: string, terms: RuleTerms) {
  const faults: RuleFault[] = []
  if (minor < 0n) faults.push({ pointer: `${at}/minor`, detail: 'An amount is without sign; use the direction for it.' })
  if (!terms.currencies.has(currency)) faults.push({ pointer: `${at}/currency`, detail: `No account is in ${currency}.` })
  if ((test === 'between') !== (upToMinor !== null)) {
    faults.push({ pointer: `${at}/upToMinor`, detail: 'Only "between" has a second amount, and it needs one.' })
  } else if (upToMinor !== null && upToMinor < minor) {
    faults.push({ pointer: `${at}/upToMinor`, detail: 'The second amount is the larger one.' })
  }
  return faults
}

function actionFaults(action: Action, at: string, { categoryIds }: RuleTerms): readonly RuleFault[] {
  switch (action.set) {
    case 'payoree':
      return nameFaults(action.name, `${at}/name`, RULE_TEXT_MAX)
    case 'tag':
      return nameFaults(action.name, `${at}/name`, TAG_CHARS_MAX)
    case 'note':
      return nameFaults(action.text, `${at}/text`, NOTE_CHARS_MAX)
    case 'category':
      return categoryIds.has(action.categoryId)
        ? []
        : [{ pointer: `${at}/categoryId`, detail: 'There is no such category.' }]
    case 'ignored':
    case 'transfer':
    case 'alert':
      return []
  }
}

function nameFaults(name: string, pointer: string, most: number): readonly RuleFault[] {
  if (name.trim() === '') return [{ pointer, detail: 'This needs a text.' }]
  return name.length > most ? [tooLong(pointer, most)] : []
}
