// The program of the process that holds Actual's client. It ends with its parent.
import process from 'node:process'
import type { AnswerMessage, BridgeCalls, CallMessage, CallName } from './bridge-messages.ts'
import { BudgetFailure, openBudget } from './budget.ts'
import type { Budget } from './budget.ts'

let opened: Budget | null = null
/** Calls are done one after the other: the client has one budget and no isolation. */
let last: Promise<void> = Promise.resolve()

async function carryOut(name: CallName, takes: unknown): Promise<unknown> {
  if (name === 'open') {
    const { budget, currency } = await openBudget(takes as BridgeCalls['open']['takes'])
    opened = budget
    return { currency }
  }
  if (opened === null) throw new BudgetFailure('not-open')
  // The parent's types hold on both sides: it is the same program.
  return (opened[name] as (takes: unknown) => Promise<unknown>)(takes)
}

async function answer({ id, name, takes }: CallMessage): Promise<void> {
  try {
    say({ id, gives: await carryOut(name, takes) })
  } catch (error) {
    say({ id, code: codeOf(error), names: error instanceof BudgetFailure ? error.names : [] })
  }
}

/** The client's errors carry a code, or a reason; their text may hold what the budget holds, and stays here. */
function codeOf(error: unknown): string {
  const { code, reason, name } = error as Readonly<Record<'code' | 'reason' | 'name', unknown>>
  for (const each of [code, reason, name]) if (typeof each === 'string' && each !== '') return each
  return 'unknown'
}

const say = (message: AnswerMessage): void => {
  process.send?.(message)
}

process.on('message', (message: CallMessage) => {
  last = last.then(() => answer(message))
})
process.on('disconnect', () => process.exit(0))
// The client throws outside its calls where a sync in the background fails; the call that matters syncs itself.
process.on('unhandledRejection', () => {})
