import type { AccountId, AccountLinkId, BatchId } from '../domain/ids.ts'
import { showId } from '../domain/ids.ts'
import type { Calibration } from '../domain/proof/calibrate.ts'
import { curesOf } from '../domain/proof/calibration.ts'
import type { CalibrationKind } from '../domain/proof/calibration.ts'
import {
  closeBatch,
  endCalibration,
  hasRunningRun,
  insertCalibration,
  readCalibrations,
  readConnectionLinks,
} from '../storage/calibrations.ts'
import type { CalibratedLink } from '../storage/calibrations.ts'
import { lockConnection } from '../storage/connections.ts'
import { recordEvent } from '../storage/events.ts'
import { flipRows } from '../storage/flip-rows.ts'
import type { Flipped } from '../storage/flip-rows.ts'
import { rehearse } from '../storage/rehearsal.ts'
import type { Tx } from '../storage/schema.ts'
import { undoExactly } from '../storage/undo-exactly.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound, Refusal } from './refusal.ts'
import { proofWithin } from './show-balance-proof.ts'
import { proofText } from './views/proof-words.ts'
import { wantId } from './views/show.ts'

export type CalibrateOptions = {
  /** Tells what would happen and changes nothing. */
  readonly isDryRun?: boolean
}

type Done = { readonly transactions: number; readonly batchId: BatchId | null }

/** A sync of a few pages takes about as long. */
const BUSY_SECONDS = 10

/**
 * Reads an account's bank as its balances have proved it is meant, from now on. Where that is the sign of its
 * transactions, those that are there are corrected by a batch. Refuses what nothing proves.
 */
export async function applyCalibration(
  context: AppContext,
  shownId: string,
  what: CalibrationKind,
  options: CalibrateOptions = {},
) {
  const id = wantId('account', shownId, 'account')
  return within(context, id, what, options, async (tx) => {
    const { proof } = await proofWithin(tx, id)
    const link = await targetOf(tx, context, id)
    const isApplied = (await readCalibrations(tx, id)).some((each) => each.what === what)
    if (isApplied) throw mismatch('This is how the account is read already. Take it back if it is wrong.')
    const support = supportFor(proof.calibrations, what)
    if (support === null) {
      throw mismatch('The balances of this account do not prove that it is read wrongly in this way.')
    }
    const done = what === 'flip-rows' ? await turn(tx, context, id, await linksOf(tx, id, link)) : NOTHING
    const { agreeing, intervals } = support
    const calibration = { id: context.newId(), accountLinkId: link.linkId, what, agreeing, intervals }
    await insertCalibration(tx, context.ownerId, { ...calibration, batchId: done.batchId, appliedAt: context.now() })
    return done
  })
}

/** Reads the account's bank as was assumed before. Transactions whose sign was corrected get their old one again. */
export async function takeBackCalibration(
  context: AppContext,
  shownId: string,
  what: CalibrationKind,
  options: CalibrateOptions = {},
) {
  const id = wantId('account', shownId, 'account')
  return within(context, id, what, options, async (tx) => {
    const link = await targetOf(tx, context, id)
    const ended = await endCalibration(tx, id, what, context.now())
    if (ended === undefined) throw notFound('calibration')
    if (ended.batchId === null) return NOTHING
    const { ownerId, newId } = context
    const linkIds = await linksOf(tx, id, link)
    const exactly = await undoExactly(tx, ownerId, ended.batchId, linkIds, { at: context.now(), newId })
    if (exactly !== null) return { transactions: exactly, batchId: ended.batchId }
    // Later syncs or the person worked on what it turned: all of it is turned once more.
    const done = await turn(tx, context, id, linkIds)
    await closeBatch(tx, ownerId, ended.batchId, context.now())
    if (done.batchId !== null) await closeBatch(tx, ownerId, done.batchId, context.now())
    return done
  })
}

const NOTHING: Done = { transactions: 0, batchId: null }

async function within(
  context: AppContext,
  id: AccountId,
  what: CalibrationKind,
  { isDryRun = false }: CalibrateOptions,
  work: (tx: Tx) => Promise<Done>,
) {
  const change = async (tx: Tx) => {
    const { transactions, batchId } = await work(tx)
    const { account, proof } = await proofWithin(tx, id)
    if (!isDryRun) {
      const event = { runId: null, connectionId: null, facts: { calibrated: transactions } }
      await recordEvent(tx, context.ownerId, { kind: 'ledger.changed', ...event })
    }
    return {
      what,
      isDryRun,
      transactions,
      batchId: isDryRun || batchId === null ? null : showId('batch', batchId),
      state: proof.state,
      needsUser: proof.needsUser,
      text: proofText(account, proof),
    }
  }
  const inTransaction = <Value>(inner: (tx: Tx) => Promise<Value>) => asOwner(context, inner)
  return isDryRun ? rehearse(inTransaction, change) : inTransaction(change)
}

/** The best support among the proposals that this would set right; null where none of them would be. */
function supportFor(calibrations: readonly Calibration[], what: CalibrationKind) {
  const proven = calibrations.find((each) => curesOf(each).includes(what))
  return proven?.supports[0] ?? null
}

/** The link that reads the account, with its connection held and at rest. */
async function targetOf(tx: Tx, { ownerId }: AppContext, id: AccountId): Promise<CalibratedLink> {
  const links = await readConnectionLinks(tx, id)
  const [first] = links
  if (first === undefined) throw mismatch('No bank reads this account, so there is nothing to set right.')
  const open = new Set(links.filter(({ isOpen }) => isOpen).map(({ bank }) => bank))
  if (open.size > 1) {
    throw mismatch('Several banks or providers read this account, and its balances do not tell which of them is meant.')
  }
  await lockConnection(tx, ownerId, first.connectionId)
  if (await hasRunningRun(tx, first.connectionId)) {
    throw new Refusal(
      'busy',
      'A sync of this account is under way, so nothing was changed. Your data is safe. Try again when it has ended.',
      { actor: 'nobody', retryAfterSeconds: BUSY_SECONDS },
    )
  }
  return first
}

/** Every link through which the same provider reads or read the same bank's account. */
const linksOf = async (tx: Tx, id: AccountId, { bank }: CalibratedLink): Promise<readonly AccountLinkId[]> =>
  (await readConnectionLinks(tx, id)).filter((each) => each.bank === bank).map(({ linkId }) => linkId)

async function turn(
  tx: Tx,
  context: AppContext,
  accountId: AccountId,
  linkIds: readonly AccountLinkId[],
): Promise<Done> {
  const flipped = await flipRows(tx, context, { ownerId: context.ownerId, accountId, linkIds })
  if (flipped.kind !== 'flipped') throw refusalOf(flipped)
  return flipped
}

function refusalOf(refused: Exclude<Flipped, { kind: 'flipped' }>): Refusal {
  if (refused.kind === 'too-many') {
    return mismatch('This account holds more transactions than can have their sign corrected at once.')
  }
  const count = refused.transactions === 1 ? '1 transaction' : `${refused.transactions} transactions`
  return refused.kind === 'shared'
    ? mismatch(
        `Another source tells the same sign of ${count} of this account. Undo that import, or take them apart, first.`,
      )
    : mismatch(
        `${count} would be there twice, for another source tells them with the right sign. Undo that import first, ` +
          'and import it again afterwards: then they are met.',
      )
}

const mismatch = (words: string): Refusal =>
  new Refusal('review-mismatch', `${words} Nothing was changed, and your data is safe.`)
