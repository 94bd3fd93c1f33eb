import type { AccountId } from '../domain/ids.ts'
import { findingsOf } from '../domain/proof/findings.ts'
import { RHYTHM_DAYS_MAX, rhythmOf } from '../domain/proof/quiet.ts'
import type { Rhythm } from '../domain/proof/quiet.ts'
import { readAccounts } from '../storage/read/accounts.ts'
import { readPostingDays } from '../storage/read/balance-proof.ts'
import { readSources } from '../storage/read/coverage.ts'
import type { Tx } from '../storage/schema.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { proofOf } from './show-balance-proof.ts'
import { findingView } from './views/finding-view.ts'

/**
 * What the accounts have to tell a person: a balance proof that is broken, a source that is read wrongly, an account
 * that has gone quiet. Worked out anew, account by account; closed accounts have nothing to tell.
 */
export async function listFindings(context: Pick<AppContext, 'db' | 'token'>) {
  const accounts = await asOwner(context, readAccounts)
  const views: ReturnType<typeof findingView>[] = []
  for (const { id } of accounts.filter(({ isClosed }) => !isClosed)) {
    const { account, proof } = await proofOf(context, id)
    const rhythm = await asOwner(context, (tx) => readRhythm(tx, id))
    views.push(...findingsOf(proof, rhythm).map((finding) => findingView(account, finding)))
  }
  return views.toSorted((left, right) => Number(right.needsUser) - Number(left.needsUser))
}

/** Null where nothing reads the account any more: then its silence is no news. */
async function readRhythm(tx: Tx, id: AccountId): Promise<Rhythm | null> {
  const sources = await readSources(tx, id)
  const readOn = sources
    .flatMap(({ isOpen, readOn: on }) => (isOpen && on !== null ? on : []))
    .toSorted()
    .at(-1)
  return readOn === undefined ? null : rhythmOf(await readPostingDays(tx, id, RHYTHM_DAYS_MAX), readOn)
}
