import { ALERT_PAST_DAYS, alertsFor, tellsOf } from '../domain/alerts.ts'
import { addDays, parseCalendarDate } from '../domain/calendar.ts'
import { showId } from '../domain/ids.ts'
import type { RuleId } from '../domain/ids.ts'
import { isMatched, reachOfRule, reachOfRules } from '../domain/rederive.ts'
import { RULES_MAX } from '../domain/rules/rule.ts'
import type { RuleDraft } from '../domain/rules/rule.ts'
import { ruleFaults } from '../domain/rules/rule-faults.ts'
import { recordDate } from '../domain/source-record.ts'
import type { Intent, Transaction } from '../domain/transaction.ts'
import { raiseAlerts } from '../storage/alerts.ts'
import { readNewestLayers } from '../storage/rulebook-history.ts'
import type { Decision, RulebookChange } from '../storage/rulebook-batch.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import { HISTORY_MAX } from '../storage/rulebook-batch.ts'
import {
  deleteRule as removeRule,
  orderRules as putInOrder,
  readRules,
  readTerms,
  writeRule,
} from '../storage/rulebook-rules.ts'
import type { Tx } from '../storage/schema.ts'
import { makeChange } from './change-rulebook.ts'
import type { ChangeOptions } from './change-rulebook.ts'
import type { AppContext } from './context.ts'
import { today } from './list-rules.ts'
import { invalid, notFound, Refusal } from './refusal.ts'
import { wantId } from './views/show.ts'
import { draftOf } from './views/rule-view.ts'
import type { GivenRule } from './views/rule-view.ts'

export type SaveRuleOptions = ChangeOptions & {
  /** Values that the person set by hand give way too. They are kept otherwise. */
  readonly overwritesByHand: boolean
  /** What the rule would have told of lately is told now; otherwise it tells only of what newly arrives. */
  readonly alertsPast: boolean
}

/**
 * Saves a rule, a new one where no id is given, and works out again the transactions that it matches or matched before:
 * one change, undone as one. A dry run tells all of it beforehand.
 */
export async function saveRule(
  context: AppContext,
  shownId: string | null,
  given: GivenRule,
  options: SaveRuleOptions,
) {
  const id = shownId === null ? (context.newId() as RuleId) : wantId('rule', shownId, 'rule')
  let wouldAlert: number | null = null
  const changed = await makeChange(context, options, async (tx): Promise<RulebookChange> => {
    const { ownerId } = context
    await rulebookFor(tx, ownerId, context.newId)
    const rules = await readRules(tx)
    const known = rules.find((rule) => rule.id === id)
    if (shownId !== null && !known) throw notFound('rule')
    if (!known && rules.length >= RULES_MAX) throw tooMany()
    const draft = await checkedDraft(tx, given)
    return {
      kind: 'rule',
      summary: `${known ? 'Changed' : 'Made'} the rule "${draft.name}"`,
      touched: { rule: [id] },
      write: (within) => writeRule(within, ownerId, id, draft, context.now()),
      reach: async (within, before, after) =>
        reachOfRule(id, [before, after], await readNewestLayers(within, HISTORY_MAX)),
      decisions: (reached, after) => {
        if (!options.overwritesByHand) return []
        return givingWay(draft, reached.filter((transaction) => isMatched(id, after, transaction)))
      },
      settle: async (within, batchId, reached, after) => {
        if (!tellsOf(draft)) return
        const since = addDays(today(context), -ALERT_PAST_DAYS)
        const lately = reached.filter(({ evidence }) => recordDate(evidence) >= since)
        const told = alertsFor(after, lately).filter(({ rule }) => rule.id === id)
        wouldAlert = told.length
        if (!options.alertsPast) return
        const drafts = told.map(({ row }) => ({ ruleId: id, ruleName: draft.name, transactionId: row.id }))
        await raiseAlerts(within, { ownerId, batchId }, drafts, context.newId)
      },
    }
  })
  return { ...changed, ruleId: showId('rule', id), wouldAlert }
}

/** Takes the rule out of the list, and its effects out of history. */
export async function deleteRule(context: AppContext, shownId: string, options: ChangeOptions) {
  const id = wantId('rule', shownId, 'rule')
  return makeChange(context, options, async (tx) => {
    const known = (await readRules(tx)).find((rule) => rule.id === id)
    if (!known) throw notFound('rule')
    return {
      kind: 'rule',
      summary: `Deleted the rule "${known.name}"`,
      touched: { rule: [id] },
      write: (within) => removeRule(within, context.ownerId, id),
      reach: async (within, before) =>
        (await readNewestLayers(within, HISTORY_MAX)).filter((transaction) => isMatched(id, before, transaction)),
    }
  })
}

/** Puts the rules into the given order, which names each once. */
export async function orderRules(context: AppContext, shownIds: readonly string[], options: ChangeOptions) {
  const ids = shownIds.map((shownId) => wantId('rule', shownId, 'rule'))
  return makeChange(context, options, async (tx) => {
    const rules = await readRules(tx)
    const isWhole = ids.length === rules.length && rules.every(({ id }) => ids.includes(id))
    if (!isWhole) {
      throw invalid('/ruleIds', 'The order must name every rule once; the list has changed since.')
    }
    return {
      kind: 'rule',
      summary: 'Changed the order of the rules',
      touched: { rule: ids },
      write: (within) => putInOrder(within, context.ownerId, ids),
      reach: async (within, before, after) => {
        const history = await readNewestLayers(within, HISTORY_MAX)
        return reachOfRules(new Set(ids), [before, after], history)
      },
    }
  })
}

/** The rule that was given, or the refusal that says what is wrong with it and where. */
export async function checkedDraft(tx: Tx, given: GivenRule): Promise<RuleDraft> {
  const draft = draftOf(given, dayOf(given.fromOn))
  const faults = ruleFaults(draft, await readTerms(tx))
  const [first] = faults
  if (first === undefined) return draft
  throw new Refusal('invalid-input', `${first.detail} Nothing was changed. Mend it and try again.`, {
    faults: faults.map(({ pointer, detail }) => ({ pointer: `/rule${pointer}`, detail })),
  })
}

function dayOf(given: string | null) {
  if (given === null) return null
  const day = parseCalendarDate(given)
  if (day === null) throw invalid('/rule/fromOn', `"${given.slice(0, 40)}" is not a date of the form 2026-01-31.`)
  return day
}

/** What the person decided of the fields that the rule sets is decided no more. */
function givingWay(draft: RuleDraft, reached: readonly Transaction[]): readonly Decision[] {
  const fields = draft.actions.flatMap(({ set }): (keyof Intent)[] => {
    if (set === 'payoree' || set === 'category' || set === 'note') return [set]
    if (set === 'tag') return ['tags']
    return set === 'ignored' ? ['isHidden'] : []
  })
  return reached.flatMap((transaction) => {
    const { intent } = transaction
    if (!fields.some((field) => intent[field] !== undefined)) return []
    const stays = ([field]: [string, unknown]) => !fields.includes(field as keyof Intent)
    const after = Object.fromEntries(Object.entries(intent).filter(stays))
    return [{ transaction, after }]
  })
}

const tooMany = (): Refusal =>
  new Refusal(
    'invalid-input',
    `There are ${RULES_MAX} rules, which is the most there can be. Nothing was changed. Delete or join some.`,
  )
