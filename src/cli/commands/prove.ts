import type { AppContext } from '../../app/context.ts'
import { listAccounts } from '../../app/list-accounts.ts'
import { showBalanceProof } from '../../app/show-balance-proof.ts'
import { EXIT, reply, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

type Proof = Awaited<ReturnType<typeof showBalanceProof>>

/** Differences told of one account; the rest is in the JSON. */
const DIFFERENCES_MAX = 10

export const prove: Command = {
  summary: 'check the balances of the bank against the transactions between them',
  usage: '[ACCOUNT]',
  options: { json: { type: 'boolean' } },
  help: { json: 'answer in JSON' },
  run: (program, given, positionals) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const proofs: Proof[] = []
      for (const id of await accountIds(household, positionals))
        proofs.push(await showBalanceProof(household, id))
      reply(program.out, given, { proofs }, proofs.flatMap(proofLines).join('\n'))
      return proofs.some(({ needsUser }) => needsUser) ? EXIT.needsUser : EXIT.ok
    }),
}

/** The account that was named, or all of them. */
export async function accountIds(
  household: AppContext,
  positionals: readonly string[],
): Promise<readonly string[]> {
  const [named, ...others] = positionals
  if (others.length > 0) throw new UsageError('it takes one account, or none for all')
  if (named !== undefined) return [named]
  return (await listAccounts(household)).map(({ id }) => id)
}

function proofLines({ accountId, text, opening, chains, calibrations }: Proof): readonly string[] {
  const wrong = chains
    .flatMap(({ kind, checks }) =>
      checks.filter(({ verdict }) => verdict !== 'fits').map((check) => ({ kind, ...check })),
    )
    .slice(0, DIFFERENCES_MAX)
  return [
    `${accountId}  ${text}`,
    ...(opening === null ? [] : [`  ${opening.text}`]),
    ...(opening?.explanation?.sets ?? []).flatMap((set, index) => setLines(set, index)),
    ...wrong.flatMap(({ kind, text: told, explanation }) => [
      `  ${kind}, ${told}`,
      ...(explanation?.sets ?? []).flatMap((set, index) => setLines(set, index)),
    ]),
    ...calibrations.flatMap(({ text: told }) => (told === '' ? [] : [`  ${told}`])),
  ]
}

type NamedRow = NonNullable<Proof['chains'][number]['checks'][number]['explanation']>['sets'][number][number]

const setLines = (set: readonly NamedRow[], index: number): readonly string[] =>
  table(set, [
    { head: `    ${index + 1}.`, cell: ({ fault }) => `    ${fault}` },
    { head: 'DAY', cell: ({ transaction }) => transaction.on },
    { head: 'PAYOREE', cell: ({ transaction }) => transaction.payoree ?? transaction.description },
    { head: 'AMOUNT', cell: ({ transaction }) => transaction.amount.decimal, isNumber: true },
    { head: 'ID', cell: ({ transaction }) => transaction.id },
  ])
