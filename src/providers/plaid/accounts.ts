import type { SourceAccount } from '../../domain/account.ts'
import type { JsonValue } from '../../domain/source-record.ts'
import type { AdapterLog, ConnectedSession } from '../contract/adapter.ts'
import { ProviderError } from '../contract/errors.ts'
import type { AccountFailure } from '../contract/page.ts'
import { call } from './call.ts'
import type { PlaidConfig } from './config.ts'
import { errorOfConnection } from './errors.ts'
import { mapAccount } from './map.ts'
import { openCredential } from './tokens.ts'
import { accountsAnswer } from './wire.ts'

/** All accounts of the connection that a ledger can be kept for; others are logged with the reason. */
export async function listAccounts(
  session: ConnectedSession<PlaidConfig>,
): Promise<readonly SourceAccount[]> {
  const { accessToken } = openCredential(session.credential)
  const answer = await call(session, '/accounts/get', { access_token: accessToken }, accountsAnswer)
  const failure = errorOfConnection('/accounts/get', answer.item.error)
  if (failure?.kind === 'needsUser' || failure?.kind === 'gone') throw failure
  const { accounts, failures } = mapAccounts(answer.accounts, session.log)
  for (const { error } of failures) session.log('account-unreadable', { why: error.facts.internal })
  return accounts
}

export type MappedAccounts = {
  readonly accounts: readonly SourceAccount[]
  readonly failures: readonly AccountFailure[]
}

/** What can be used, and what can't be read; an account that we keep no ledger for is logged. */
export function mapAccounts(raws: readonly JsonValue[], log: AdapterLog): MappedAccounts {
  const accounts: SourceAccount[] = []
  const failures: AccountFailure[] = []
  for (const raw of raws) {
    const mapped = mapAccount(raw)
    if (mapped.ok) {
      accounts.push(mapped.value)
      continue
    }
    const { why, sourceId, reason } = mapped.reason
    if (why === 'currency' || sourceId === null) log('account-left-out', { why: reason })
    else {
      const facts = { internal: `an account can't be read: ${reason}`, accountSourceId: sourceId }
      failures.push({ accountSourceId: sourceId, error: new ProviderError('broken', 'schema', facts) })
    }
  }
  return { accounts, failures }
}
