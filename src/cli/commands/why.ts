import { explainTransaction } from '../../app/explain-transaction.ts'
import { EXIT, reply, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

type Explained = Awaited<ReturnType<typeof explainTransaction>>

export const why: Command = {
  summary: 'tell why a transaction is as it is shown',
  usage: 'TRANSACTION',
  options: { json: { type: 'boolean' } },
  help: { json: 'answer in JSON' },
  run: async (program, given, [id, ...rest]) => {
    if (id === undefined || rest.length > 0) {
      throw new UsageError('name one transaction: `tributary transactions --json` lists their ids')
    }
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const explained = await explainTransaction(household, id)
      reply(program.out, given, explained, linesOf(explained).join('\n'))
      return EXIT.ok
    })
  },
}

function linesOf({ transaction, fields, records, batches, reviews, transfers, changes }: Explained): readonly string[] {
  const { on, amount, description, accountName, status } = transaction
  return [
    ...table([transaction], [
      { head: 'DAY', cell: () => on },
      { head: 'AMOUNT', cell: () => amount.decimal, isNumber: true },
      { head: 'CUR', cell: () => amount.currency },
      { head: 'TEXT', cell: () => description },
      { head: 'ACCOUNT', cell: () => accountName },
      { head: '', cell: () => status },
    ]),
    '',
    ...table(fields, [
      { head: 'FIELD', cell: ({ field }) => field },
      { head: 'VALUE', cell: ({ value }) => valueWords(value) },
      { head: 'BY', cell: ({ by }) => by ?? '' },
      { head: 'WITHOUT YOU', cell: ({ beneath }) => (beneath === null ? '' : valueWords(beneath.value)) },
    ]),
    '',
    ...table(records, [
      { head: 'RECORD', cell: ({ id }) => id },
      { head: 'FROM', cell: ({ sourceName, line }) => (line === null ? sourceName : `${sourceName}:${line}`) },
      { head: 'STATUS', cell: ({ status: said, supersededBy }) => (supersededBy === null ? said : `${said}, replaced`) },
      { head: 'AMOUNT', cell: (record) => record.amount.decimal, isNumber: true },
      { head: 'MATCHED BY', cell: ({ matchReason }) => matchReason },
      { head: 'VERSION', cell: ({ version }) => String(version), isNumber: true },
    ]),
    ...records.flatMap(({ id, versions }) =>
      versions.map(({ at, changes }) => `${id} changed ${at}: ${changes.map(changeWords).join(', ')}`),
    ),
    '',
    ...table(batches, [
      { head: 'IMPORT', cell: ({ id }) => id },
      { head: 'WHEN', cell: ({ createdAt }) => createdAt },
      { head: 'FROM', cell: ({ name }) => name },
      { head: '', cell: ({ undoneAt }) => (undoneAt === null ? '' : 'undone') },
    ]),
    ...changes.map(({ at, field, by, before, after }) => `${at} ${field} by ${by}: ${before} → ${after}`),
    ...transfers.map(({ state, partnerId, on: day, by }) => `transfer ${state} with ${partnerId} of ${day} (${by})`),
    ...reviews.map(({ id, state, why: asked }) => `${id} (${state}): ${asked}`),
  ]
}

const valueWords = (value: Explained['fields'][number]['value']): string =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '')

/** Banks' texts can hold anything; quoted as JSON they can't order a terminal about. */
const changeWords = ({ field, before, after }: Explained['records'][number]['versions'][number]['changes'][number]) =>
  `${field} ${JSON.stringify(before)} → ${JSON.stringify(after)}`
