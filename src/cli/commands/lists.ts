// Commands that only show.
import { listAccounts } from '../../app/list-accounts.ts'
import { listFindings } from '../../app/list-findings.ts'
import { listRuns } from '../../app/list-runs.ts'
import { listTransactions } from '../../app/list-transactions.ts'
import { listConnections } from '../../app/list-connections.ts'
import { EXIT, reply, text, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

const ROWS_DEFAULT = 50
const ROWS_MAX = 500
const json = { type: 'boolean' } as const
const jsonHelp = 'answer in JSON'

export const accounts: Command = {
  summary: 'list accounts and balances',
  usage: '',
  options: { json },
  help: { json: jsonHelp },
  run: (program, given) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const rows = await listAccounts(household)
      const lines = table(rows, [
        { head: 'ID', cell: ({ id }) => id },
        { head: 'BANK', cell: ({ institutionName }) => institutionName ?? 'files' },
        { head: 'NAME', cell: ({ name, mask }) => (mask === null ? name : `${name} ··${mask}`) },
        { head: 'BALANCE', cell: ({ balance }) => balance?.amount.decimal ?? '', isNumber: true },
        { head: 'CUR', cell: ({ currency }) => currency },
        { head: 'TRANSACTIONS', cell: ({ transactionCount }) => String(transactionCount), isNumber: true },
      ])
      const findings = await listFindings(household)
      const told = findings.map(({ accountId, text: words, needsUser }) =>
        needsUser ? `${words} See: tributary prove ${accountId}` : words,
      )
      reply(program.out, given, { accounts: rows, findings }, [...lines, ...told].join('\n'))
      return EXIT.ok
    }),
}

export const connections: Command = {
  summary: 'list connections and what they need',
  usage: '',
  options: { json },
  help: { json: jsonHelp },
  run: (program, given) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const rows = await listConnections(household)
      const lines = table(rows, [
        { head: 'ID', cell: ({ id }) => id },
        { head: 'BANK', cell: ({ institutionName }) => institutionName },
        { head: 'STATUS', cell: ({ status, isDisconnected }) => (isDisconnected ? 'disconnected' : status) },
        { head: 'LAST GOOD READ', cell: ({ lastGoodReadAt }) => lastGoodReadAt ?? 'never' },
        { head: 'TO DO', cell: ({ message }) => message?.todo ?? '' },
      ])
      reply(program.out, given, { connections: rows }, lines.join('\n'))
      return rows.some(({ action }) => action === 'reconnect' || action === 'renew')
        ? EXIT.needsUser
        : EXIT.ok
    }),
}

export const transactions: Command = {
  summary: 'list transactions, newest first',
  usage: '[--account ID] [--text WORDS] [--from DAY] [--to DAY] [--limit N] [--cursor PAGE]',
  options: {
    account: { type: 'string' },
    text: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    limit: { type: 'string', default: String(ROWS_DEFAULT) },
    cursor: { type: 'string' },
    json,
  },
  help: {
    account: 'only this account',
    text: 'only where these words stand somewhere',
    from: 'from this day on, such as 2026-01-31',
    to: 'up to this day',
    limit: `how many, at most ${ROWS_MAX}`,
    cursor: 'the page after, as the page before named it',
    json: jsonHelp,
  },
  run: (program, given) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const limit = readLimit(text(given, 'limit'))
      const page = await listTransactions(household, {
        limit,
        cursor: text(given, 'cursor'),
        accountId: text(given, 'account'),
        text: text(given, 'text'),
        from: text(given, 'from'),
        to: text(given, 'to'),
        includeHidden: false,
      })
      const lines = table(page.transactions, [
        { head: 'DAY', cell: ({ on }) => on },
        { head: 'PAYOREE', cell: ({ payoree, description }) => payoree ?? description },
        { head: 'CATEGORY', cell: ({ category }) => category ?? '' },
        { head: 'AMOUNT', cell: ({ amount }) => amount.decimal, isNumber: true },
        { head: 'CUR', cell: ({ amount }) => amount.currency },
        {
          head: '',
          cell: ({ status, isRemoved }) => (isRemoved ? 'removed' : status === 'pending' ? 'pending' : ''),
        },
      ])
      const more = page.nextCursor === null ? '' : `, next page: --cursor ${page.nextCursor}`
      const foot = `${page.total} in all${more}`
      reply(program.out, given, page, [...lines, foot].join('\n'))
      return EXIT.ok
    }),
}

export const runs: Command = {
  summary: 'list sync runs, newest first',
  usage: '[--connection ID] [--limit N]',
  options: { connection: { type: 'string' }, limit: { type: 'string', default: '20' }, json },
  help: { connection: 'only this connection', limit: `how many, at most ${ROWS_MAX}`, json: jsonHelp },
  run: (program, given) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const page = await listRuns(household, {
        limit: readLimit(text(given, 'limit')),
        connectionId: text(given, 'connection'),
      })
      const lines = table(page.runs, [
        { head: 'ID', cell: ({ id }) => id },
        { head: 'QUEUED', cell: ({ queuedAt }) => queuedAt },
        { head: 'BANK', cell: ({ institutionName }) => institutionName },
        { head: 'STATE', cell: ({ state, isDryRun }) => (isDryRun ? `${state} (dry)` : state) },
        { head: 'NEW', cell: ({ counts }) => String(counts.added), isNumber: true },
        { head: 'UPDATED', cell: ({ counts }) => String(counts.updated), isNumber: true },
        { head: 'SAME', cell: ({ counts }) => String(counts.unchanged), isNumber: true },
        { head: 'REJECTED', cell: ({ counts }) => String(counts.rejected), isNumber: true },
      ])
      reply(program.out, given, page, lines.join('\n'))
      return EXIT.ok
    }),
}

function readLimit(given: string | undefined): number {
  const limit = Number(given)
  if (Number.isInteger(limit) && limit >= 1 && limit <= ROWS_MAX) return limit
  throw new UsageError(`--limit is a number from 1 to ${ROWS_MAX}`)
}
