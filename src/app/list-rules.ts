import { addDays, parseCalendarDate } from '../domain/calendar.ts'
import { subjectOfLedger } from '../domain/decorate.ts'
import { showId } from '../domain/ids.ts'
import { reportRules } from '../domain/rules/rule-report.ts'
import { suggestRules } from '../domain/rules/suggest-rules.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import { HISTORY_MAX } from '../storage/rulebook-batch.ts'
import { readCategoryNames } from '../storage/rulebook-categories.ts'
import { readNewestLayers } from '../storage/rulebook-history.ts'
import { readRules } from '../storage/rulebook-rules.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { conditionView, ruleView } from './views/rule-view.ts'

/** "Lately", as the list of rules means it. */
const LATELY_DAYS = 30

/** The rules in their order, how often each came to bear, where two disagree, and which do nothing. */
export async function listRules(context: AppContext) {
  return asOwner(context, async (tx) => {
    const rulebook = await rulebookFor(tx, context.ownerId, context.newId)
    const rules = await readRules(tx)
    const history = rules.length === 0 ? [] : await readNewestLayers(tx, HISTORY_MAX)
    const seen = history.map((row) => ({ id: row.id, subject: subjectOfLedger(rulebook, row) }))
    const report = reportRules(rulebook.rules, seen, addDays(today(context), -LATELY_DAYS))
    const uses = new Map(report.uses.map((use) => [use.ruleId, use]))
    const dead = new Map(report.dead.map(({ ruleId, why }) => [ruleId, why]))
    return {
      looked: report.looked,
      rules: rules.map((rule) => ({
        ...ruleView(rule),
        matched: uses.get(rule.id)?.matched ?? 0,
        matchedLately: uses.get(rule.id)?.matchedLately ?? 0,
        doesNothing: dead.get(rule.id) ?? null,
      })),
      conflicts: report.conflicts.map(({ field, winner, loser, count, example }) => ({
        field,
        winnerId: showId('rule', winner),
        loserId: showId('rule', loser),
        count,
        exampleId: showId('transaction', example),
      })),
    }
  })
}

/** Rules that the person's own edits call for, each with how often it would have been right. */
export async function suggestFromEdits(context: AppContext) {
  return asOwner(context, async (tx) => {
    await rulebookFor(tx, context.ownerId, context.newId)
    const names = await readCategoryNames(tx)
    const layers = new Map((await readNewestLayers(tx, HISTORY_MAX)).map((row) => [row.id, row]))
    const history = [...layers.values()].map(({ id, evidence, derived, intent }) => ({
      id,
      description: evidence.description,
      payoree: derived.payoree?.name ?? evidence.counterpartyName,
      decidedPayoree: intent.payoree,
      decidedCategory: intent.category,
    }))
    const suggestions = suggestRules(history, ({ id }, action) => {
      const derived = layers.get(id)?.derived
      if (action.set === 'category') return derived?.category?.id === action.categoryId
      return action.set === 'payoree' && derived?.payoree?.name === action.name
    })
    return {
      looked: history.length,
      suggestions: suggestions.map(({ condition, action, support, precision, matches, examples }) => ({
        condition: conditionView(condition),
        action: { ...action },
        words: action.set === 'category' ? `Category ${names.get(action.categoryId) ?? action.categoryId}` : 'Payoree',
        support,
        precision,
        matches,
        exampleIds: examples.map((id) => showId('transaction', id)),
      })),
    }
  })
}

/** The day it is, in universal time: a rule for new transactions begins on it. */
export function today({ now }: Pick<AppContext, 'now'>) {
  const day = parseCalendarDate(now().toISOString().slice(0, 10))
  if (day === null) throw new Error('the clock tells no day')
  return day
}
