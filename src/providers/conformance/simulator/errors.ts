// The simulated bank's refusals, by who must act.
import * as z from 'zod'
import { ProviderError } from '../../contract/errors.ts'
import type { ErrorKind, ErrorReason, ProviderErrorFacts } from '../../contract/errors.ts'
import type { HttpResponse } from '../../contract/http.ts'
import { readJson } from '../../http/json-body.ts'
import { retryAfter } from '../../http/retry-after.ts'

type Named = { [Kind in ErrorKind]: readonly [Kind, ErrorReason<Kind>] }[ErrorKind]

const BY_CODE: Readonly<Record<string, Named>> = {
  'operator-key': ['needsOperator', 'bad-config'],
  'credential-unknown': ['needsUser', 'sign-in'],
  'credential-expired': ['needsUser', 'sign-in'],
  'sign-in-required': ['needsUser', 'sign-in'],
  'consent-ended': ['needsUser', 'consent-expired'],
  closed: ['gone', 'deleted-at-provider'],
  'mark-refused': ['cursorLost', 'cursor-refused'],
  moved: ['restartSpan', 'moved-while-paging'],
  'slow-down': ['retryLater', 'rate-limited'],
  'bank-down': ['retryLater', 'institution-down'],
  'not-ready': ['retryLater', 'not-ready'],
  'account-unavailable': ['retryLater', 'institution-down'],
  unexpected: ['retryLater', 'provider-down'],
}

const refusalBody = z.object({ code: z.string() })

/** The code of a refusal, or null where the answer carries none that we can read. */
export function refusalCode(response: HttpResponse): string | null {
  const body = readJson(response)
  return body.ok ? (refusalBody.safeParse(body.value).data?.code ?? null) : null
}

/** The error for an answer that is not 200. An unknown code is decided by the status and told openly. */
export function refusalError(response: HttpResponse): ProviderError {
  const code = refusalCode(response)
  const { status } = response
  const named = (code === null ? undefined : BY_CODE[code]) ?? byStatus(status)
  // The code is quoted only where it is one of ours: an answer may echo what was sent, secrets included.
  const providerCode = code !== null && code in BY_CODE ? code : null
  return providerError(named, {
    internal: `the bank answered ${status}${providerCode === null ? '' : ` (${providerCode})`}`,
    httpStatus: status,
    providerCode,
    ...retryAfter(response),
  })
}

function providerError([kind, reason]: Named, facts: ProviderErrorFacts): ProviderError {
  return new ProviderError<ErrorKind>(kind, reason, facts)
}

function byStatus(status: number): Named {
  if (status === 429) return ['retryLater', 'rate-limited']
  if (status === 408 || status === 425 || status >= 500) return ['retryLater', 'provider-down']
  if (status === 401 || status === 403) return ['needsUser', 'sign-in']
  return ['broken', 'unknown-code']
}
