// Which of a plan's names are to be asked about: one question for each key, whatever number of rows it has.
import type { Rulebook } from './decorate.ts'
import { doubtOf } from './payoree/doubt.ts'
import type { PayoreeDoubt } from './payoree/doubt.ts'
import { resolveKept } from './payoree/kept-payorees.ts'
import type { PayoreeKey } from './payoree/payoree.ts'
import type { TransactionWrite } from './reconcile/plan.ts'

export type PayoreeQuestion = {
  readonly key: PayoreeKey
  /** What the rows are called without an answer. */
  readonly name: string
  readonly doubt: PayoreeDoubt
  /** In words for the person. */
  readonly why: string
}

/** The questions of a plan, those about most rows first. Without payorees of the person's own there are none. */
export function askPayorees(
  { payorees, bankNames }: Pick<Rulebook, 'payorees' | 'bankNames'>,
  rows: readonly TransactionWrite[],
): readonly PayoreeQuestion[] {
  if (payorees.aliases.size === 0) return []
  const byKey = Map.groupBy(rows.filter(isByBank), ({ derived }) => derived.payoree?.key ?? null)
  const asked = [...byKey].flatMap(([key, same]) => {
    const [row] = same
    if (key === null || row === undefined) return []
    const { description, counterpartyName, amount } = row.evidence
    const input = { description, counterpartyName, direction: amount.minor > 0n ? ('in' as const) : ('out' as const) }
    const resolved = resolveKept(input, { ...payorees, bankNames: bankNames.get(row.accountId) ?? [] })
    if (resolved === null || resolved.by === 'brand' || resolved.key !== key) return []
    const doubt = doubtOf({ ...resolved, description }, payorees.aliases)
    if (doubt === null) return []
    const question: PayoreeQuestion = { key, name: resolved.name, doubt, why: whyOf(doubt, resolved.intermediary) }
    return [{ question, count: same.length }]
  })
  return asked.toSorted((one, other) => other.count - one.count).map(({ question }) => question)
}

/** A brand is certain, and where a rule has named the party nothing is open. An alias may be one of two. */
const isByBank = ({ evidence, derived: { payoree } }: TransactionWrite): boolean =>
  !evidence.isRemoved && (payoree?.by === 'bank' || payoree?.by === 'alias')

function whyOf({ kind, candidates }: PayoreeDoubt, intermediary: string | null): string {
  const names = candidates.map(({ name }) => `“${name}”`)
  const either = names.length === 1 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`
  if (kind === 'intermediary') return `The money went through ${intermediary ?? 'somebody else'}, and the text behind it may mean ${either}.`
  if (kind === 'cut') return `The bank cut the text off, and it may mean ${either}.`
  return `The text fits ${either} about equally well.`
}
