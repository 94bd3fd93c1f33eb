import fs from 'node:fs'
import type { AppContext } from '../../app/context.ts'
import { alwaysLike } from '../../app/change-payoree.ts'
import { listRules, suggestFromEdits } from '../../app/list-rules.ts'
import { readRule } from '../../app/read-rule.ts'
import { deleteRule, orderRules, saveRule } from '../../app/save-rule.ts'
import { tryText } from '../../app/try-rule.ts'
import { listRulebookChanges, undoRulebook } from '../../app/undo-rulebook.ts'
import { EXIT, isSet, reply, text, UsageError } from '../command.ts'
import type { Command, Given } from '../command.ts'
import type { Output } from '../program.ts'
import { CHANGE_HELP, CHANGE_OPTIONS, changeOptions, replyChange, replyUndone } from '../rulebook-answer.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

/** A rule of every limit written out is far smaller. */
const RULE_BYTES_MAX = 262_144
/** A text is tried as money that leaves. */
const TRIAL_MINOR = '-1000'

export const rules: Command = {
  summary: 'list, try, save, order and undo rules',
  usage:
    '[list | suggest | save [--rule ID] --file RULE.json | delete ID | try TEXT [--file RULE.json] | order ID… | ' +
    'always TRANSACTION | changes | undo CHANGE]',
  options: {
    ...CHANGE_OPTIONS,
    rule: { type: 'string' },
    file: { type: 'string' },
    'overwrite-by-hand': { type: 'boolean' },
    'alert-past': { type: 'boolean' },
  },
  help: {
    file: 'the rule as JSON, as `tributary rules --json` shows it; - reads standard input',
    rule: 'the rule to change; without it a new one is made',
    'overwrite-by-hand': 'values set by hand give way too',
    'alert-past': 'tell also of what it would have told of in the last 90 days',
    ...CHANGE_HELP,
  },
  run: (program, given, [what = 'list', ...rest]) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      await act(household, program.out, given, what, rest)
      return EXIT.ok
    }),
}

async function act(household: AppContext, out: Output, given: Given, what: string, rest: readonly string[]) {
  const options = changeOptions(given)
  switch (what) {
    case 'list':
      return list(household, out, given)
    case 'suggest':
      return suggest(household, out, given)
    case 'save':
      return replyChange(out, given, await save(household, given))
    case 'delete':
      return replyChange(out, given, await deleteRule(household, one(rest, 'a rule'), options))
    case 'try':
      return trial(household, out, given, rest.join(' '))
    case 'order':
      return replyChange(out, given, await orderRules(household, rest, options))
    case 'always':
      return replyChange(out, given, await alwaysLike(household, one(rest, 'a transaction'), options))
    case 'changes':
      return changes(household, out, given)
    case 'undo':
      return replyUndone(out, given, await undoRulebook(household, one(rest, 'a change'), options))
    default:
      throw new UsageError(`there is no "rules ${what}"`)
  }
}

function one([first, ...rest]: readonly string[], what: string): string {
  if (first === undefined || rest.length > 0) throw new UsageError(`name ${what}`)
  return first
}

async function save(household: AppContext, given: Given) {
  const file = text(given, 'file')
  if (file === undefined) throw new UsageError('give the rule with --file')
  const rule = readRule(readJson(file))
  const choices = { overwritesByHand: isSet(given, 'overwrite-by-hand'), alertsPast: isSet(given, 'alert-past') }
  return saveRule(household, text(given, 'rule') ?? null, rule, { ...changeOptions(given), ...choices })
}

function readJson(file: string): unknown {
  try {
    const bytes = fs.readFileSync(file === '-' ? 0 : file)
    if (bytes.length > RULE_BYTES_MAX) throw new Error('it is larger than 256 kB')
    return JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw new UsageError(`${file} can't be read as a rule (${error instanceof Error ? error.message : String(error)})`)
  }
}

async function list(household: AppContext, out: Output, given: Given): Promise<void> {
  const answer = await listRules(household)
  const lines = table(answer.rules, [
    { head: 'ID', cell: ({ id }) => id },
    { head: 'NAME', cell: ({ name }) => name },
    { head: 'ON', cell: ({ isOn }) => (isOn ? 'yes' : 'no') },
    { head: 'MATCHED', cell: ({ matched }) => String(matched), isNumber: true },
    { head: 'LATELY', cell: ({ matchedLately }) => String(matchedLately), isNumber: true },
    { head: '', cell: ({ doesNothing }) => doesNothing ?? '' },
  ])
  const names = new Map(answer.rules.map(({ id, name }) => [id, name]))
  const conflicts = answer.conflicts.map(({ field, winnerId, loserId, count }) => {
    const [winner, loser] = [winnerId, loserId].map((id) => names.get(id) ?? id)
    return `"${winner}" keeps the ${field} from "${loser}" ${count} times.`
  })
  const foot = `Over the newest ${answer.looked} transactions.`
  reply(out, given, answer, [...lines, ...conflicts, foot].join('\n'))
}

async function suggest(household: AppContext, out: Output, given: Given): Promise<void> {
  const answer = await suggestFromEdits(household)
  const lines = answer.suggestions.map(({ condition, words, support, precision, matches }) => {
    const right = `${Math.round(precision * 100)} % right`
    return `${JSON.stringify(condition)}: ${words} (${support} edits, ${right}, ${matches} transactions)`
  })
  reply(out, given, answer, lines.length === 0 ? 'Your edits call for no rule.' : lines.join('\n'))
}

async function trial(household: AppContext, out: Output, given: Given, words: string): Promise<void> {
  const file = text(given, 'file')
  const rule = file === undefined ? {} : { rule: readRule(readJson(file)) }
  const tried = await tryText(household, { text: words, minor: TRIAL_MINOR, ...rule })
  const { payoree, category, ruleIds, isMatched } = tried
  const verdict = isMatched === null ? [] : [isMatched ? 'The rule matches.' : 'The rule does not match.']
  const by = ruleIds.length === 0 ? 'no rule' : ruleIds.join(', ')
  const lines = [...verdict, `Payoree ${payoree ?? 'unknown'}, category ${category ?? 'none'}, by ${by}.`]
  reply(out, given, tried, lines.join('\n'))
}

async function changes(household: AppContext, out: Output, given: Given): Promise<void> {
  const rows = await listRulebookChanges(household)
  const lines = table(rows, [
    { head: 'ID', cell: ({ batchId }) => batchId },
    { head: 'AT', cell: ({ at }) => at },
    { head: 'WHAT', cell: ({ summary }) => summary },
    { head: 'CHANGED', cell: ({ changed }) => String(changed), isNumber: true },
    { head: '', cell: ({ undoneAt }) => (undoneAt === null ? '' : 'undone') },
  ])
  reply(out, given, { changes: rows }, lines.join('\n'))
}
