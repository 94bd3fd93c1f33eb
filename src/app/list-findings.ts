import type { AccountId } from '../domain/ids.ts'
import { findingsOf } from '../domain/proof/findings.ts'
import { RHYTHM_DAYS_MAX, rhythmOf } from '../domain/proof/quiet.ts'
import type { Rhythm } from '../domain/proof/quiet.ts'
import { keepFindings, readKeptFindings } from '../storage/kept-findings.ts'
import type { KeptFindings } from '../storage/kept-findings.ts'
import { readPostingDays } from '../storage/read/balance-proof.ts'
import { readSources } from '../storage/read/coverage.ts'
import type { Tx } from '../storage/schema.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { proofWithin } from './show-balance-proof.ts'
import { findingView } from './views/finding-view.ts'

/** Raise it whenever findings are worked out or worded otherwise: what was kept by then is no more. */
const FINDINGS_EDITION = 1

type FindingView = ReturnType<typeof findingView>

/**
 * What the accounts have to tell a person: a balance proof that is broken, a source that is read wrongly, an account
 * that has gone quiet. Accounts that changed are worked out anew, one by one; closed accounts have nothing to tell.
 */
export async function listFindings(context: Pick<AppContext, 'db' | 'token' | 'ownerId' | 'newId'>) {
  const accounts = await asOwner(context, (tx) => readKeptFindings(tx, FINDINGS_EDITION))
  const views: FindingView[] = []
  for (const kept of accounts) views.push(...(standing(kept) ?? (await workOut(context, kept.accountId))))
  return views.toSorted((left, right) => Number(right.needsUser) - Number(left.needsUser))
}

/** What is kept, where nothing changed since. */
const standing = ({ findings, changeIds }: KeptFindings): readonly FindingView[] | null =>
  findings === null || changeIds.length > 0 ? null : (findings as unknown as readonly FindingView[])

const workOut = (context: Parameters<typeof listFindings>[0], id: AccountId): Promise<readonly FindingView[]> =>
  asOwner(context, async (tx) => {
    const [known] = await readKeptFindings(tx, FINDINGS_EDITION, id)
    // Closed or joined into another one meanwhile: nothing to tell.
    if (known === undefined) return []
    const { account, proof } = await proofWithin(tx, id)
    const findings = findingsOf(proof, await readRhythm(tx, id)).map((finding) => findingView(account, finding))
    const { ownerId, newId } = context
    await keepFindings(tx, { ownerId, newId, edition: FINDINGS_EDITION }, known, findings)
    return findings
  })

/** Null where nothing reads the account any more: then its silence is no news. */
async function readRhythm(tx: Tx, id: AccountId): Promise<Rhythm | null> {
  const sources = await readSources(tx, id)
  const readOn = sources
    .flatMap(({ isOpen, readOn: on }) => (isOpen && on !== null ? on : []))
    .toSorted()
    .at(-1)
  return readOn === undefined ? null : rhythmOf(await readPostingDays(tx, id, RHYTHM_DAYS_MAX), readOn)
}
