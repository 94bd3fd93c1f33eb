import { showId } from '../domain/ids.ts'
import { recordEvent } from '../storage/events.ts'
import { readTransfers, readTransferSides } from '../storage/read/transfers.ts'
import type { Tx } from '../storage/schema.ts'
import { decideTransfer as writeDecision } from '../storage/transfers-decide.ts'
import type { DecidedTransfer, TransferDecision } from '../storage/transfers-decide.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { viewsOf } from './list-transfers.ts'
import { notFound, Refusal } from './refusal.ts'
import { wantId } from './views/show.ts'

export type TransferWish = { readonly outId: string; readonly inId: string; readonly isTransfer: boolean }

/** Ties two transactions as one transfer, or parts them for good. No amount changes. */
export async function decideTransfer(context: AppContext, { outId, inId, isTransfer }: TransferWish) {
  const decision = {
    outId: wantId('transaction', outId, 'transaction'),
    inId: wantId('transaction', inId, 'transaction'),
    isTransfer,
  }
  return asOwner(context, (tx) => write(tx, context, decision))
}

/** Parts the two sides of a transfer; they stay parted. */
export async function unlinkTransfer(context: AppContext, shownId: string) {
  const id = wantId('transfer', shownId, 'transfer')
  return asOwner(context, async (tx) => {
    const sides = await readTransferSides(tx, id)
    if (sides === null) throw notFound('transfer')
    return write(tx, context, { ...sides, isTransfer: false })
  })
}

async function write(tx: Tx, context: AppContext, decision: TransferDecision) {
  const { ownerId, newId, now } = context
  const decided = await writeDecision(tx, ownerId, decision, { newId, at: now() })
  if (decided.kind !== 'decided') throw refusalOf(decided)
  const facts = { decided: 1 }
  await recordEvent(tx, ownerId, { kind: 'ledger.changed', runId: null, connectionId: null, facts })
  const rows = await readTransfers(tx, { state: null, transactionId: decision.outId }, null, SIDES_MAX)
  const [view] = await viewsOf(tx, rows.filter(({ id }) => id === decided.transferId))
  if (view === undefined) throw notFound('transfer')
  return view
}

/** A transaction is linked to one other and refused with a few. */
const SIDES_MAX = 200

function refusalOf(decided: Exclude<DecidedTransfer, { kind: 'decided' }>): Refusal {
  if (decided.kind === 'unknown') return notFound('transaction')
  if (decided.kind === 'taken') {
    return new Refusal(
      'review-mismatch',
      `One of the two is a side of another transfer (${showId('transfer', decided.transferId)}), so nothing was changed. ` +
        'Your data is safe. Part that one first.',
    )
  }
  return new Refusal(
    'review-mismatch',
    'A transfer is money that left one of your accounts and arrived in another. These two are not, so nothing was ' +
      'changed. Name first the one by which it left.',
  )
}
