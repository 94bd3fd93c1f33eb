// Which of a person's accounts a file is of. A wrong guess would mix two ledgers, so all that is not certain is asked.
import { hasOtherNumber, verdictOf } from './account-identity.ts'
import type { Overlap } from './account-identity.ts'
import type { CurrencyCode } from './currency.ts'
import type { AccountId } from './ids.ts'

/** What the file says of its account; null where it says nothing. */
export type StatedAccount = { readonly number: string | null; readonly currency: CurrencyCode | null }

/** An account that the file could be of. */
export type FileCandidate = {
  readonly accountId: AccountId
  readonly currency: CurrencyCode
  readonly mask: string | null
  /** A file of this layout, and of this number where it states one, was imported into it before. */
  readonly hasTakenLayout: boolean
  /** Of the file's movements with the account's; null where the file can't be read yet. */
  readonly overlap: Overlap | null
}

export type FileAccountReason = 'earlier-file' | 'history' | 'number'

export type FileAccount =
  | { readonly kind: 'same'; readonly accountId: AccountId; readonly by: FileAccountReason }
  /** The likeliest first; none where every account is as likely as any other. */
  | {
      readonly kind: 'ask'
      readonly candidates: readonly { readonly accountId: AccountId; readonly by: FileAccountReason }[]
    }
  /** No account fits. */
  | { readonly kind: 'new' }

/** The end of a number is a person's account by chance once in so many digits to the power of ten. */
const NUMBER_CHARS_MIN = 4

/**
 * Certain is what the same bank's file of the same number went into before, or what holds the same movements. The end of
 * a number, or a layout alone, which all accounts at a bank share, is only a reason to ask about this one first.
 */
export function findFileAccount(stated: StatedAccount, known: readonly FileCandidate[]): FileAccount {
  const possible = known.filter((each) => canBe(stated, each))
  const byHistory = possible.filter(({ overlap }) => verdictOf(overlap) === 'same')
  const earlier = possible.filter(({ hasTakenLayout }) => hasTakenLayout)
  const certain = only(stated.number === null ? [] : earlier) ?? only(byHistory)
  const isContested = byHistory.some((each) => each !== certain)
  if (certain !== null && !isContested) {
    return { kind: 'same', accountId: certain.accountId, by: earlier.includes(certain) ? 'earlier-file' : 'history' }
  }
  if (possible.length === 0) return { kind: 'new' }
  const weighed = possible.flatMap((each) => {
    const by = reasonOf(stated, each)
    return by === null ? [] : [{ accountId: each.accountId, by }]
  })
  const rank: readonly FileAccountReason[] = ['history', 'number', 'earlier-file']
  return { kind: 'ask', candidates: weighed.toSorted((left, right) => rank.indexOf(left.by) - rank.indexOf(right.by)) }
}

export type AccountDoubt = 'other-number' | 'other-account'

/** Why the account that a person chose may be the wrong one, or null. */
export function doubtAccount(stated: StatedAccount, chosen: FileCandidate, known: readonly FileCandidate[]): AccountDoubt | null {
  if (chosen.hasTakenLayout && stated.number !== null) return null
  if (verdictOf(chosen.overlap) === 'same') return null
  if (hasOtherNumber({ mask: stated.number }, chosen)) return 'other-number'
  const found = findFileAccount(stated, known)
  return found.kind === 'same' && found.accountId !== chosen.accountId ? 'other-account' : null
}

const only = <Each>(found: readonly Each[]): Each | null => (found.length === 1 ? (found[0] ?? null) : null)

const canBe = (stated: StatedAccount, each: FileCandidate): boolean =>
  (stated.currency === null || stated.currency === each.currency) &&
  !hasOtherNumber({ mask: stated.number }, each) &&
  verdictOf(each.overlap) !== 'other'

function reasonOf({ number }: StatedAccount, { mask, hasTakenLayout, overlap }: FileCandidate): FileAccountReason | null {
  if (['same', 'maybe'].includes(verdictOf(overlap))) return 'history'
  if (number !== null && (mask?.length ?? 0) >= NUMBER_CHARS_MIN) return 'number'
  return hasTakenLayout ? 'earlier-file' : null
}
