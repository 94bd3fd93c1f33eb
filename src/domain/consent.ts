// A permission to read, with scope and end. It ends at the bank, with us, or by time.

export const CONSENT_SCOPES = ['balances', 'transactions', 'account-numbers', 'identity'] as const
export type ConsentScope = (typeof CONSENT_SCOPES)[number]

export type Consent = {
  readonly scopes: readonly ConsentScope[]
  readonly grantedAt: Date
  /** Null: open-ended. */
  readonly expiresAt: Date | null
  /** Revoked by the person, the bank, or replaced by a newer consent. */
  readonly endedAt: Date | null
}

export type ConsentState = 'live' | 'expiring' | 'expired' | 'ended'

const DAY_MS = 86_400_000

/** Days before the end at which the person is told, first to last. The first of them turns the status. */
export const REMINDER_DAYS = [14, 7, 1] as const

/** Open-ended consents never expire; at its very end a consent no longer holds. */
export function consentState({ expiresAt, endedAt }: Pick<Consent, 'expiresAt' | 'endedAt'>, now: Date): ConsentState {
  if (endedAt !== null && endedAt <= now) return 'ended'
  if (expiresAt === null) return 'live'
  const left = expiresAt.getTime() - now.getTime()
  if (left <= 0) return 'expired'
  return left <= REMINDER_DAYS[0] * DAY_MS ? 'expiring' : 'live'
}

/** Whether the consent covers reading this now. */
export function isGranted(consent: Consent, scope: ConsentScope, now: Date): boolean {
  const state = consentState(consent, now)
  return (state === 'live' || state === 'expiring') && consent.grantedAt <= now && consent.scopes.includes(scope)
}

/** The reminder that is due: the smallest of the reminder days that has been reached, or null before and after. */
export function dueReminder({ expiresAt, endedAt }: Pick<Consent, 'expiresAt' | 'endedAt'>, now: Date): number | null {
  if (expiresAt === null || consentState({ expiresAt, endedAt }, now) !== 'expiring') return null
  const left = expiresAt.getTime() - now.getTime()
  return REMINDER_DAYS.findLast((days) => left <= days * DAY_MS) ?? null
}

/** The consent after the bank confirmed it anew: same scope, new end. */
export function reconfirmed(consent: Consent, at: Date, expiresAt: Date | null): Consent {
  return { ...consent, grantedAt: at, expiresAt, endedAt: null }
}
