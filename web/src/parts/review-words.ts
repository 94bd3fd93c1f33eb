import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

type ReviewWords = {
  question: MessageDescriptor
  left: MessageDescriptor
  right: MessageDescriptor
  /** What the answers do. */
  same: MessageDescriptor
  different: MessageDescriptor
}

const SAME_TRANSACTION: ReviewWords = {
  question: msg`Are these the same transaction?`,
  left: msg`New`,
  right: msg`Already here`,
  same: msg`Same`,
  different: msg`Keep both`,
}

const WORDS: Record<string, ReviewWords> = {
  'same-transaction': SAME_TRANSACTION,
  'pending-or-posted': { ...SAME_TRANSACTION, question: msg`Did the pending transaction become the posted one?` },
  'removed-with-edits': {
    ...SAME_TRANSACTION,
    question: msg`The bank took back a transaction you had worked on`,
    left: msg`Taken back`,
  },
  transfer: {
    question: msg`Is this money between your own accounts?`,
    left: msg`One side`,
    right: msg`The other side`,
    same: msg`A transfer`,
    different: msg`Not a transfer`,
  },
  'which-account': {
    question: msg`Is this one of the accounts you have already?`,
    left: msg`New account, its newest transaction`,
    right: msg`Known account, its newest transaction`,
    same: msg`The same account`,
    different: msg`Another account`,
  },
}

/** How a question of this kind is put. A kind that this page does not know is put as the most general one. */
export function reviewWords(kind: string): ReviewWords {
  return WORDS[kind] ?? SAME_TRANSACTION
}
