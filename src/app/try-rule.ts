import { explain } from '../domain/decorate.ts'
import { readId, showId } from '../domain/ids.ts'
import type { AccountId, RuleId } from '../domain/ids.ts'
import { compileRule } from '../domain/rules/compile-rule.ts'
import type { Evidence } from '../domain/transaction.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import { readCategoryNames } from '../storage/rulebook-categories.ts'
import { readAccountCurrencies } from '../storage/rulebook-rules.ts'
import type { Tx } from '../storage/schema.ts'
import { shown } from './change-rulebook.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { today } from './list-rules.ts'
import { invalid } from './refusal.ts'
import { checkedDraft } from './save-rule.ts'
import type { GivenRule } from './views/rule-view.ts'

export type Trial = {
  /** A bank's text, as pasted. */
  readonly text: string
  /** Whole minor units as text, in is positive. */
  readonly minor: string
  /** Whose currency it is in; the first account where none is named. */
  readonly accountId?: string | undefined
  /** Tried below all others; left out, the rules are as they stand. */
  readonly rule?: GivenRule | undefined
}

/** What would become of a transaction with this text today. Nothing is written. */
export async function tryText(context: AppContext, { text, minor, accountId, rule }: Trial) {
  return asOwner(context, async (tx) => {
    const rulebook = await rulebookFor(tx, context.ownerId, context.newId)
    const trialId = context.newId() as RuleId
    const draft = rule === undefined ? null : await checkedDraft(tx, rule)
    const tried = draft === null ? [] : [compileRule({ ...draft, id: trialId })]
    const account = await accountOf(tx, accountId)
    const evidence: Evidence = {
      status: 'posted',
      amount: { minor: BigInt(minor), currency: account.currency },
      postedOn: today(context),
      transactionOn: null,
      description: text,
      counterpartyName: null,
      counterpartyAccountMask: null,
      providerCategory: null,
      reference: null,
      isRemoved: false,
    }
    const { derived, matched } = explain({ ...rulebook, rules: [...rulebook.rules, ...tried] }, evidence, account.id)
    return {
      ...shown({ evidence, derived, intent: {} }, await readCategoryNames(tx)),
      ruleIds: matched.filter((id) => id !== trialId).map((id) => showId('rule', id)),
      /** Whether the rule on trial comes to bear; null without one. */
      isMatched: draft === null ? null : matched.includes(trialId),
    }
  })
}

async function accountOf(tx: Tx, shownId: string | undefined) {
  const accounts = await readAccountCurrencies(tx)
  const id: AccountId | null = shownId === undefined ? (accounts[0]?.id ?? null) : readId('account', shownId)
  const account = accounts.find((known) => known.id === id)
  if (!account) throw invalid('/accountId', 'There is no such account; a trial needs one for its currency.')
  return account
}
