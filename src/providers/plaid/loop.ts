import type { SourceAccount } from '../../domain/account.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { recordDate } from '../../domain/source-record.ts'
import type { JsonValue, RejectedRecord, SourceRecord } from '../../domain/source-record.ts'
import type { AdapterLog, ReadRequest } from '../contract/adapter.ts'
import { EMPTY_PAGE } from '../contract/page.ts'
import type { AccountFailure, Coverage, IgnoredRecords, Page, Removal } from '../contract/page.ts'
import { mapAccounts } from './accounts.ts'
import { mapRemoval, mapTransaction } from './map.ts'
import type { SyncAnswer } from './wire.ts'

/** One loop of pages: filters, counts, and what may be claimed at its end. */
export class Loop {
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
   * A read from nothing, of a history that Plaid calls complete, shows all that Plaid has: what is missing in
   * it is gone. That holds from the oldest day seen on, not before, since how far back Plaid keeps is not
   * promised; and not for an account with a row that we could not read, whose absence would be our doing.
   */
  #coverage(): readonly Coverage[] {
    const { earliest, asOf } = this.#request
    if (this.#accountsWithRejects.has(null)) return []
    return [...this.#oldestOn]
      .filter(
        ([accountSourceId, oldestOn]) => !this.#accountsWithRejects.has(accountSourceId) && oldestOn <= asOf,
      )
      .map(([accountSourceId, oldestOn]) => ({
        accountSourceId,
        range: { from: oldestOn > earliest ? oldestOn : earliest, to: asOf },
        statuses: ['pending', 'posted'],
      }))
  }

  /**
   * A changed row passes whatever its date, since the ledger may hold it; a new one must lie in the asked
   * days.
   */
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
    for (const account of accounts)
      if (this.#isSelected(account.sourceId)) this.#accounts.set(account.sourceId, account)
    for (const failure of failures) this.#failures.set(failure.accountSourceId, failure)
  }
}
