// Reading changes by `/transactions/sync`: pages until there is no more, and only then a checkpoint.
import type { SourceAccount } from '../../domain/account.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { recordDate } from '../../domain/source-record.ts'
import type { JsonValue, RejectedRecord, SourceRecord } from '../../domain/source-record.ts'
import type { AdapterLog, ConnectedSession, ReadRequest } from '../contract/adapter.ts'
import { ProviderError, asProviderError } from '../contract/errors.ts'
import { EMPTY_PAGE } from '../contract/page.ts'
import type { AccountFailure, Coverage, IgnoredRecords, Page, Removal } from '../contract/page.ts'
import { call } from './call.ts'
import type { PlaidConfig } from './config.ts'
import { errorOfConnection } from './errors.ts'
import { mapAccount, mapRemoval, mapTransaction } from './map.ts'
import { cursorLost, openCheckpoint, openCredential, sealCheckpoint } from './tokens.ts'
import type { OpenCredential } from './tokens.ts'
import { accountsAnswer, itemAnswer, syncAnswer } from './wire.ts'
import type { SyncAnswer } from './wire.ts'

const SYNC = '/transactions/sync'
/** The most that one call may ask for. */
const PAGE_COUNT = 500
/** A hundred thousand changes: far beyond 24 months of any household, so more is a loop and not a history. */
const PAGES_MAX = 200

/** All accounts of the connection that a ledger can be kept for; others are logged with the reason. */
export async function listAccounts(session: ConnectedSession<PlaidConfig>): Promise<readonly SourceAccount[]> {
  const { accessToken } = openCredential(session.credential)
  const answer = await call(session, '/accounts/get', { access_token: accessToken }, accountsAnswer)
  const failure = errorOfConnection('/accounts/get', answer.item.error)
  if (failure?.kind === 'needsUser' || failure?.kind === 'gone') throw failure
  const { accounts, failures } = mapAccounts(answer.accounts, session.log)
  for (const { error } of failures) session.log('account-unreadable', { why: error.facts.internal })
  return accounts
}

/**
 * Yields a page per answer; the last one carries the checkpoint. After it the connection's own standing is asked,
 * since Plaid goes on serving what it has when the bank no longer lets it in: the person then hears of it at once.
 */
export async function* read(session: ConnectedSession<PlaidConfig>, request: ReadRequest): AsyncGenerator<Page> {
  const credential = openCredential(session.credential)
  const loop = new Loop(request, session.log)
  let cursor = request.cursor === null ? null : openCheckpoint(request.cursor, credential.connectionSourceId)
  for (let pageNumber = 1; pageNumber <= PAGES_MAX; pageNumber += 1) {
    const answer = await syncPage(session, credential, cursor, { isFirst: pageNumber === 1 })
    const page = loop.take(answer)
    if (!answer.has_more) {
      yield { ...page, ...loop.end(), checkpoint: sealCheckpoint(credential.connectionSourceId, answer.next_cursor) }
      await checkStanding(session, credential)
      return
    }
    if (answer.next_cursor === cursor) {
      throw new ProviderError('broken', 'protocol', { internal: `${SYNC}: more is promised, but the cursor stands still` })
    }
    yield page
    cursor = answer.next_cursor
  }
  throw new ProviderError('broken', 'limit', { internal: `${SYNC}: more than ${PAGES_MAX} pages` })
}

async function syncPage(
  session: ConnectedSession<PlaidConfig>,
  { accessToken }: OpenCredential,
  cursor: string | null,
  { isFirst }: { readonly isFirst: boolean },
): Promise<SyncAnswer> {
  const body = {
    access_token: accessToken,
    ...(cursor === null ? {} : { cursor }),
    count: PAGE_COUNT,
    options: { include_original_description: true, personal_finance_category_version: 'v2' },
  }
  try {
    const answer = await call(session, SYNC, body, syncAnswer)
    // An empty cursor is Plaid's word for "nothing is there yet"; kept, it would mean "start from the beginning".
    if (answer.next_cursor === '' || answer.transactions_update_status === 'NOT_READY') {
      throw new ProviderError('retryLater', 'not-ready', { internal: `${SYNC}: the bank's history is not there yet` })
    }
    return answer
  } catch (error) {
    throw cursor === null ? error : refusedCursor(asProviderError(error), isFirst)
  }
}

/**
 * What a refusal says about the cursor that was sent. A stored one that Plaid no longer takes is lost: also when it
 * speaks of movement on the very first page, where nothing was paged yet and a restart would meet the same. A page
 * token that it no longer takes restarts the loop.
 */
function refusedCursor(error: ProviderError, isFirst: boolean): ProviderError {
  const code = error.facts.providerCode
  if (isFirst) {
    const isLost = code === 'INVALID_FIELD' || code === 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION'
    return isLost ? cursorLost(`${SYNC}: the stored cursor was refused with ${code}`) : error
  }
  if (code !== 'INVALID_FIELD') return error
  return new ProviderError('restartSpan', 'page-token-expired', error.facts)
}

/** Throws where the person must act or the connection is gone; any other trouble in asking is only logged. */
async function checkStanding(session: ConnectedSession<PlaidConfig>, { accessToken }: OpenCredential): Promise<void> {
  let failure: ProviderError | null
  try {
    const { item } = await call(session, '/item/get', { access_token: accessToken }, itemAnswer)
    failure = errorOfConnection('/item/get', item.error)
  } catch (error) {
    failure = asProviderError(error)
  }
  if (failure === null) return
  if (failure.kind === 'needsUser' || failure.kind === 'gone') throw failure
  session.log('standing-unknown', { kind: failure.kind, reason: failure.reason, why: failure.facts.internal })
}

/** One loop of pages: filters, counts, and what may be claimed at its end. */
class Loop {
  readonly #request: ReadRequest
  readonly #log: AdapterLog
  readonly #accounts = new Map<string, SourceAccount>()
  readonly #failures = new Map<string, AccountFailure>()
  readonly #oldestOn = new Map<string, CalendarDate>()
  readonly #accountsWithRejects = new Set<string | null>()
  #isWholeHistory: boolean

  constructor(request: ReadRequest, log: AdapterLog) {
    this.#request = request
    this.#log = log
    this.#isWholeHistory = request.cursor === null
  }

  take(answer: SyncAnswer): Page {
    if (answer.transactions_update_status !== 'HISTORICAL_UPDATE_COMPLETE') this.#isWholeHistory = false
    this.#noteAccounts(answer.accounts)
    const ignored = new Map<string, number>()
    const upserts: SourceRecord[] = []
    const removals: Removal[] = []
    const rejected: RejectedRecord[] = []
    const reject = (record: RejectedRecord) => {
      rejected.push(record)
      this.#accountsWithRejects.add(record.accountSourceId)
    }
    const ignore = (reason: string) => ignored.set(reason, (ignored.get(reason) ?? 0) + 1)

    const rows = [
      ...answer.added.map((raw) => ({ raw, isNew: true })),
      ...answer.modified.map((raw) => ({ raw, isNew: false })),
    ]
    for (const { raw, isNew } of rows) {
      const mapped = mapTransaction(raw)
      if (!mapped.ok) reject(mapped.reason)
      else {
        const why = this.#whyIgnored(mapped.value, isNew)
        if (why !== null) ignore(why)
        else {
          upserts.push(mapped.value)
          this.#noteDate(mapped.value)
        }
      }
    }
    for (const raw of answer.removed) {
      const mapped = mapRemoval(raw)
      if (!mapped.ok) reject(mapped.reason)
      else if (this.#isSelected(mapped.value.accountSourceId)) removals.push(mapped.value)
      else ignore('removal in an account that is not imported')
    }
    const counts: IgnoredRecords[] = [...ignored].map(([reason, count]) => ({ reason, count }))
    return { ...EMPTY_PAGE, upserts, removals, rejected, ignored: counts }
  }

  end(): Pick<Page, 'accounts' | 'accountFailures' | 'coverage'> {
    const accounts = [...this.#accounts.values()]
    const accountFailures = [...this.#failures.values()]
    return { accounts, accountFailures, coverage: this.#isWholeHistory ? this.#coverage() : [] }
  }

  /**
   * A read from nothing, of a history that Plaid calls complete, shows all that Plaid has: what is missing in it is
   * gone. That holds from the oldest day seen on, not before, since how far back Plaid keeps is not promised; and not
   * for an account with a row that we could not read, whose absence would be our doing.
   */
  #coverage(): readonly Coverage[] {
    const { earliest, asOf } = this.#request
    if (this.#accountsWithRejects.has(null)) return []
    return [...this.#oldestOn]
      .filter(([accountSourceId, oldestOn]) => !this.#accountsWithRejects.has(accountSourceId) && oldestOn <= asOf)
      .map(([accountSourceId, oldestOn]) => ({
        accountSourceId,
        range: { from: oldestOn > earliest ? oldestOn : earliest, to: asOf },
        statuses: ['pending', 'posted'],
      }))
  }

  /** A changed row passes whatever its date, since the ledger may hold it; a new one must lie in the asked days. */
  #whyIgnored(record: SourceRecord, isNew: boolean): string | null {
    if (!this.#isSelected(record.accountSourceId)) return 'in an account that is not imported'
    const isOld = recordDate(record) < this.#request.earliest
    return isNew && isOld && record.supersedes === null ? 'before the first day asked for' : null
  }

  #isSelected(accountSourceId: string): boolean {
    return this.#request.accountSourceIds?.includes(accountSourceId) ?? true
  }

  #noteDate(record: SourceRecord): void {
    const on = recordDate(record)
    const known = this.#oldestOn.get(record.accountSourceId)
    if (known === undefined || on < known) this.#oldestOn.set(record.accountSourceId, on)
  }

  #noteAccounts(raws: readonly JsonValue[]): void {
    const { accounts, failures } = mapAccounts(raws, this.#log)
    for (const account of accounts) if (this.#isSelected(account.sourceId)) this.#accounts.set(account.sourceId, account)
    for (const failure of failures) this.#failures.set(failure.accountSourceId, failure)
  }
}

function mapAccounts(raws: readonly JsonValue[], log: AdapterLog) {
  const accounts: SourceAccount[] = []
  const failures: AccountFailure[] = []
  for (const raw of raws) {
    const mapped = mapAccount(raw)
    if (mapped.ok) accounts.push(mapped.value)
    else if (mapped.reason.why === 'currency') log('account-left-out', { why: mapped.reason.reason })
    else {
      const { sourceId, reason } = mapped.reason
      const facts = { internal: `an account can't be read: ${reason}`, accountSourceId: sourceId }
      failures.push({ accountSourceId: sourceId ?? '', error: new ProviderError('broken', 'schema', facts) })
    }
  }
  return { accounts, failures }
}
