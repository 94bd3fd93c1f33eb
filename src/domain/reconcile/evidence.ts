// Which of a transaction's live records leads. Worked out anew from all of them, so that the order in which sources
// spoke can't matter.
import type { SourceKind, Statement } from '../source-record.ts'
import { sameMoney } from '../money.ts'
import type { Evidence } from '../transaction.ts'

/** A statement that stands, and whose it is. */
export type Standing = { readonly statement: Statement; readonly source: SourceKind }

const AUTHORITY: Readonly<Record<SourceKind, number>> = { connection: 2, file: 1, manual: 0 }

/** The evidence of the leading statement; `standing` is in the order in which they were first made, the newest last. */
export function evidenceOf(standing: readonly Standing[]): Evidence | null {
  const lead = strongest(standing)
  return lead === null ? null : stated(lead.statement, standing)
}

function strongest(standing: readonly Standing[]): Standing | null {
  let lead: Standing | null = null
  for (const next of standing) {
    if (lead === null || rank(next) >= rank(lead)) lead = next
  }
  return lead
}

/** What is booked outweighs what is not, then a bank's word a file's, then the newer the older. */
const rank = ({ statement, source }: Standing): number => (statement.status === 'posted' ? 10 : 0) + AUTHORITY[source]

const stated = (statement: Statement, standing: readonly Standing[]): Evidence => ({
  status: statement.status,
  amount: statement.amount,
  postedOn: statement.postedOn,
  transactionOn: statement.transactionOn,
  description: statement.description,
  counterpartyName: statement.counterpartyName,
  counterpartyAccountMask: told('counterpartyAccountMask', statement, standing),
  providerCategory: told('providerCategory', statement, standing),
  reference: told('reference', statement, standing),
  isRemoved: false,
})

/** What only some sources tell is taken from the strongest that does. */
function told<Field extends 'counterpartyAccountMask' | 'providerCategory' | 'reference'>(
  field: Field,
  lead: Statement,
  standing: readonly Standing[],
): Statement[Field] {
  if (lead[field] !== null || standing.length <= 1) return lead[field]
  return strongest(standing.filter(({ statement }) => statement[field] !== null))?.statement[field] ?? lead[field]
}

/** The last evidence, once every source has taken the movement back. */
export const takenBack = (last: Statement): Evidence => ({ ...stated(last, []), isRemoved: true })

export const sameEvidence = (left: Evidence, right: Evidence): boolean =>
  left.status === right.status &&
  sameMoney(left.amount, right.amount) &&
  left.postedOn === right.postedOn &&
  left.transactionOn === right.transactionOn &&
  left.description === right.description &&
  left.counterpartyName === right.counterpartyName &&
  left.counterpartyAccountMask === right.counterpartyAccountMask &&
  left.providerCategory?.scheme === right.providerCategory?.scheme &&
  left.providerCategory?.code === right.providerCategory?.code &&
  left.reference === right.reference &&
  left.isRemoved === right.isRemoved
