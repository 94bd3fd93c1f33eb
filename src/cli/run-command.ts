// Finds the command, reads its options, runs it, and tells what went wrong in words.
import { parseArgs } from 'node:util'
import { asRefusal } from '../app/failures.ts'
import type { RefusalCode } from '../app/refusal.ts'
import { EXIT, UsageError } from './command.ts'
import type { Command, Given } from './command.ts'
import { batches } from './commands/batches.ts'
import { calibrate } from './commands/calibrate.ts'
import { categories } from './commands/categories.ts'
import { connect } from './commands/connect.ts'
import { coverage } from './commands/coverage.ts'
import { destinations } from './commands/destinations.ts'
import { disconnect } from './commands/disconnect.ts'
import { checkConfig, doctor } from './commands/doctor.ts'
import { edit } from './commands/edit.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { layouts } from './commands/layouts.ts'
import { accounts, connections, runs, transactions } from './commands/lists.ts'
import { payorees } from './commands/payorees.ts'
import { prove } from './commands/prove.ts'
import { push, pushes, undoPushCommand } from './commands/push.ts'
import { recompute } from './commands/recompute.ts'
import { rules } from './commands/rules.ts'
import { start } from './commands/start.ts'
import { startOver } from './commands/start-over.ts'
import { sync } from './commands/sync.ts'
import { reviews } from './commands/reviews.ts'
import { alerts } from './commands/alerts.ts'
import { transfers } from './commands/transfers.ts'
import { undo } from './commands/undo.ts'
import { why } from './commands/why.ts'
import type { Program } from './program.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  start,
  connect,
  sync,
  import: importCommand,
  'start-over': startOver,
  layouts,
  export: exportCommand,
  destinations,
  push,
  pushes,
  'undo-push': undoPushCommand,
  accounts,
  connections,
  transactions,
  edit,
  runs,
  batches,
  undo,
  why,
  reviews,
  transfers,
  alerts,
  prove,
  calibrate,
  coverage,
  rules,
  payorees,
  categories,
  recompute,
  disconnect,
  doctor,
  'check-config': checkConfig,
}

/** Runs the command line and gives the exit code: 0 ok, 1 failed, 2 needs the user, 3 partly done. */
export async function runCommand(program: Program, args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === '--version') return answer(program, program.version)
  if (name === undefined || name === 'help' || name === '--help' || name === '-h')
    return answer(program, overviewText())
  const command = COMMANDS[name]
  if (command === undefined) {
    program.out.say(`There is no command "${name}".\n\n${overviewText()}`)
    return EXIT.failed
  }
  try {
    const { given, positionals } = parse(command, rest)
    if (given['help'] === true) return answer(program, commandText(name, command))
    return await command.run(program, given, positionals)
  } catch (error) {
    return tell(program, name, error)
  }
}

function answer(program: Program, text: string): number {
  program.out.print(text)
  return EXIT.ok
}

function parse(command: Command, args: readonly string[]): { given: Given; positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    })
    return { given: values as Given, positionals }
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message.replace(/\. To specify.*$/s, ''))
    throw error
  }
}

/** Errors that carry words for people are told in them; any other is a mistake of ours. */
/** The person can mend these, and then the same command works. */
const NEEDS_USER: readonly RefusalCode[] = ['provider-user', 'destination-user', 'file-asks']

function tell(program: Program, name: string, error: unknown): number {
  const { out } = program
  if (error instanceof UsageError) {
    out.say(`tributary ${name}: ${error.message}. Nothing was changed. See \`tributary ${name} --help\`.`)
    return EXIT.failed
  }
  const refusal = asRefusal(error)
  if (refusal !== null) {
    out.say(refusal.message)
    return NEEDS_USER.includes(refusal.code) ? EXIT.needsUser : EXIT.failed
  }
  if (isForOperator(error)) {
    out.say(error.message)
    return EXIT.failed
  }
  out.say(
    'Tributary made a mistake. Your data is safe: what was not finished was undone. Please report this:',
  )
  out.say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return EXIT.failed
}

/** Settings, keys, PostgreSQL and migrations: their errors say what the operator can do. */
const isForOperator = (error: unknown): error is Error =>
  error instanceof Error &&
  (('actor' in error && error.actor === 'operator') || ('mustAct' in error && error.mustAct === 'operator'))

function overviewText(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length))
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'Usage: tributary COMMAND …',
    '',
    ...lines,
    '',
    'Every command has --help; those that answer have --json.',
    'Exit codes: 0 ok, 1 failed, 2 needs you (a sign-in, an answer), 3 partly done.',
  ].join('\n')
}

function commandText(name: string, { summary, usage, help }: Command): string {
  const width = Math.max(0, ...Object.keys(help).map((option) => option.length))
  const lines = Object.entries(help).map(([option, words]) => `  --${option.padEnd(width)}  ${words}`)
  return [
    `tributary ${name} ${usage}`.trim(),
    '',
    `  ${summary}`,
    ...(lines.length > 0 ? ['', ...lines] : []),
  ].join('\n')
}
