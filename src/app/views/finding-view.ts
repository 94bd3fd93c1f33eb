import { showId } from '../../domain/ids.ts'
import type { Finding } from '../../domain/proof/findings.ts'
import type { ProofAccount } from '../../storage/read/balance-proof.ts'
import { findingText } from './proof-words.ts'
import { showMinor } from './show.ts'

/** What an account has to tell, as it is shown. */
export function findingView(account: ProofAccount, finding: Finding) {
  const { currency } = account
  const isBroken = finding.kind === 'broken-proof'
  return {
    accountId: showId('account', account.id),
    accountName: account.name,
    kind: finding.kind,
    /** Somebody must look; a quiet account is only worth a glance. */
    needsUser: finding.kind !== 'quiet',
    /** The day of the last balance that fits, or of the last posting. */
    since: isBroken ? (finding.since as string) : finding.kind === 'quiet' ? (finding.rhythm.lastOn as string) : null,
    difference: isBroken ? showMinor(finding.differenceMinor, currency) : null,
    explainedBy: 'explainedBy' in finding ? finding.explainedBy : null,
    text: findingText(account, finding),
  }
}
