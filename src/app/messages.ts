// What people read: what happened, what it means for their transactions, what to do. Never codes, blame or
// cheer.
import { ERROR_REASONS } from '../providers/contract/errors.ts'
import type { ErrorKind } from '../providers/contract/errors.ts'

export type Message = { readonly happened: string; readonly yourTransactions: string; readonly todo: string }

const KEPT = 'Everything imported so far is safe; new transactions wait until then.'
const KEPT_HISTORY = 'Everything imported so far stays here.'
const AGAIN = 'Tributary tries again by itself; there is nothing for you to do.'
const OPERATOR = 'Whoever runs this server has to mend a setting; its log names it.'

type Parts = readonly [happened: string, yourTransactions: string, todo: string]

/** `BANK` stands for the institution's name. */
const TEXTS: Readonly<Record<string, Parts>> = {
  'needsUser/sign-in': ['BANK wants you to sign in again.', KEPT, 'Reconnect; it takes about a minute.'],
  'needsUser/extra-factor': [
    'BANK asks for one more proof that it is you.',
    KEPT,
    'Reconnect with your phone at hand.',
  ],
  'needsUser/consent-expired': [
    'Your permission to read from BANK has run out.',
    KEPT,
    'Renew it; it takes about a minute.',
  ],
  'needsUser/consent-revoked': [
    'The permission to read from BANK was taken back.',
    KEPT_HISTORY,
    'Connect the bank anew to go on; nothing will be doubled.',
  ],
  'needsUser/choose-accounts': [
    'BANK wants you to choose accounts again.',
    KEPT,
    'Reconnect and keep the same accounts ticked.',
  ],
  'needsUser/account-locked': [
    'BANK has locked the access to your account.',
    KEPT,
    'Unlock it at the bank, by its website or by phone, and then reconnect.',
  ],
  'needsUser/not-supported': [
    'BANK does not offer this kind of account for reading.',
    KEPT_HISTORY,
    'Import a file from the bank instead.',
  ],
  'needsOperator/bad-config': ['The bank access of this server is not set up properly.', KEPT, OPERATOR],
  'needsOperator/product-not-enabled': [
    'The bank access of this server lacks a product it needs.',
    KEPT,
    OPERATOR,
  ],
  'needsOperator/certificate': ['The certificate for BANK was refused.', KEPT, OPERATOR],
  'needsOperator/quota': ['The bank access of this server has used up what it may ask.', KEPT, OPERATOR],
  'retryLater/rate-limited': ['BANK allows no more requests for now.', KEPT, AGAIN],
  'retryLater/provider-down': ['The service that reads from BANK is not available right now.', KEPT, AGAIN],
  'retryLater/institution-down': ['BANK is not responding right now.', KEPT, AGAIN],
  'retryLater/network': ['The connection to the bank broke off.', KEPT, AGAIN],
  'retryLater/timeout': ['BANK took too long to answer.', KEPT, AGAIN],
  'retryLater/not-ready': [
    'BANK is still preparing your history.',
    'What has arrived is shown already.',
    AGAIN,
  ],
  'restartSpan/moved-while-paging': ['BANK changed its records while they were being read.', KEPT, AGAIN],
  'restartSpan/page-token-expired': ['BANK ended the reading half-way.', KEPT, AGAIN],
  'cursorLost/cursor-refused': [
    'BANK no longer knows where the last reading ended.',
    'Everything imported so far is safe; the history is read once more and nothing will be doubled.',
    '',
  ],
  'gone/deleted-at-provider': [
    'This connection to BANK no longer exists.',
    KEPT_HISTORY,
    'Connect the bank anew to go on; nothing will be doubled.',
  ],
  'held/plan-differs': [
    'BANK or your ledger has changed since the preview.',
    'Nothing was saved; everything imported so far is safe.',
    'Look at a new preview and sync by its plan.',
  ],
  'broken/schema': brokenBecause('in a form that Tributary does not know'),
  'broken/unknown-code': brokenBecause('with a code that Tributary does not know'),
  'broken/unknown-sign': brokenBecause('without saying whether money came in or went out'),
  'broken/too-many-rejects': brokenBecause("with too many records that can't be read"),
  'broken/limit': brokenBecause('with more than Tributary takes at once'),
  'broken/protocol': brokenBecause('in a way that Tributary did not expect'),
}

function brokenBecause(how: string): Parts {
  return [
    `BANK answered ${how}.`,
    'Everything imported so far is safe; that answer was not used.',
    'Copy the details below and report them; it is ours to mend.',
  ]
}

/** The message for a provider's failure. `institutionName` fills the bank's name in. */
export function describeProviderError(kind: string, reason: string, institutionName = 'The bank'): Message {
  const parts = TEXTS[`${kind}/${reason}`] ?? brokenBecause('in a way that Tributary did not expect')
  const [happened, yourTransactions, todo] = parts.map((part) =>
    part.startsWith('BANK') || institutionName !== 'The bank'
      ? part.replaceAll('BANK', institutionName)
      : part.replaceAll('BANK', 'the bank'),
  )
  return { happened: happened ?? '', yourTransactions: yourTransactions ?? '', todo: todo ?? '' }
}

export const disconnectedMessage = (institutionName: string): Message => ({
  happened: `You disconnected ${institutionName}.`,
  yourTransactions: 'Everything imported so far stays here; nothing new is fetched.',
  todo: '',
})

export const pausedMessage = (since: Date | null): Message => ({
  happened: since === null ? 'Paused by you.' : `Paused by you since ${dayOf(since)}.`,
  yourTransactions: 'Nothing is fetched; everything imported so far is safe.',
  todo: 'Resume when you like.',
})

export const expiringMessage = (institutionName: string, endsAt: Date | null): Message => ({
  happened: `Your permission to read from ${institutionName} ends ${onDay(endsAt)}.`,
  yourTransactions: 'Until then everything is fetched as before, and it all stays here afterwards.',
  todo: 'Renew it now; it takes about a minute.',
})

const onDay = (at: Date | null): string => (at === null ? 'soon' : `on ${dayOf(at)}`)

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Every kind and reason there is, as `kind/reason`. */
export const errorKeys = (): readonly string[] =>
  (Object.keys(ERROR_REASONS) as ErrorKind[]).flatMap((kind) =>
    ERROR_REASONS[kind].map((reason) => `${kind}/${reason}`),
  )
