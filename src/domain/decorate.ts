// The derived layer of a transaction: who the other party is, what it was for, and what the person's rules make of it.
// Pure: the same evidence and rulebook give the same layer, at import, in a preview and in a recompute.
import { categorise } from './category/categorise.ts'
import type { Categorised, CategoryKnowledge } from './category/category.ts'
import type { AccountId, RuleId } from './ids.ts'
import { resolveKept } from './payoree/kept-payorees.ts'
import type { Direction, PayoreeKey, PayoreeKnowledge, ResolvedPayoree } from './payoree/payoree.ts'
import type { PartyOf } from './reconcile/matching.ts'
import type { Deciders } from './reconcile/plan-span.ts'
import type { CompiledRule } from './rules/compile-rule.ts'
import type { RuleSubject } from './rules/rule.ts'
import { runRules } from './rules/run-rules.ts'
import { recordDate } from './source-record.ts'
import type { Derived, DerivedCategory, DerivedPayoree, Evidence, Transaction } from './transaction.ts'

/** Everything that one person's decorations stand on. */
export type Rulebook = {
  /** New with every change of it. */
  readonly version: string
  readonly payorees: Pick<PayoreeKnowledge, 'aliases' | 'ownNames' | 'brands'>
  /** Names of the bank behind each account. */
  readonly bankNames: ReadonlyMap<AccountId, readonly string[]>
  readonly categories: CategoryKnowledge
  /** Where the transactions of a deleted category go: an id that stands, or null for none. */
  readonly moved: ReadonlyMap<string, string | null>
  /** Ids of categories that stand. */
  readonly categoryIds: ReadonlySet<string>
  readonly rules: readonly CompiledRule[]
}

/** The layer, and how it came about. */
export type Decorated = {
  readonly derived: Derived
  /** Rules that matched, in their order. */
  readonly matched: readonly RuleId[]
  /** Every key that the other party is recognised by, strongest first. */
  readonly keys: readonly PayoreeKey[]
}

/** Confidences are kept to this many decimals, so that what is stored compares equal to what is worked out again. */
const CONFIDENCE_DECIMALS = 3

/** The decoration of a span: give it to `planSpan`. */
export const decorateBy =
  (rulebook: Rulebook) =>
  (evidence: Evidence, accountId: AccountId): Derived =>
    explain(rulebook, evidence, accountId).derived

/**
 * Who a statement names, as far as that is certain: a brand, or a party that the person gave a name. The same answer for
 * two texts means that they name the same; another one, or none, means nothing.
 */
export const partyBy =
  ({ payorees, bankNames }: Pick<Rulebook, 'payorees' | 'bankNames'>): PartyOf =>
  ({ description, counterpartyName, amount }, accountId) => {
    const direction: Direction = amount.minor > 0n ? 'in' : 'out'
    const knowledge = { ...payorees, bankNames: bankNames.get(accountId) ?? [] }
    const resolved = resolveKept({ description, counterpartyName, direction }, knowledge)
    if (resolved === null) return null
    if (resolved.by === 'alias') return `alias:${resolved.name}`
    return resolved.brand === null ? null : `brand:${resolved.brand.id}`
  }

/** What a plan asks of the person's rulebook. */
export const decidersBy = (rulebook: Rulebook): Deciders => ({ decorate: decorateBy(rulebook), partyOf: partyBy(rulebook) })

/** The decoration of one transaction with what led to it. */
export function explain(rulebook: Rulebook, evidence: Evidence, accountId: AccountId): Decorated {
  const unruled = recognise(rulebook, evidence, accountId)
  const { outcome, matched } = runRules(rulebook.rules, subjectOf(unruled, evidence, accountId))
  const { payoree, category, note, tags, ignored, transfer } = outcome
  const key = unruled.payoree?.key ?? null
  return {
    derived: {
      payoree: payoree === null ? unruled.payoree : { name: payoree.value, key, by: `rule:${payoree.by}` },
      category: category === null ? unruled.category : ruledCategory(rulebook, category.value, category.by),
      note,
      tags,
      ignored,
      transfer,
    },
    matched: matched.map(({ rule }) => rule.id),
    keys: unruled.keys,
  }
}

/**
 * What rules see of a transaction of the ledger before any of them runs. Who and what for is taken as it stands there,
 * which is much quicker than working it out, unless a rule has set it.
 */
export function subjectOfLedger(
  rulebook: Rulebook,
  { evidence, accountId, derived }: Pick<Transaction, 'evidence' | 'accountId' | 'derived'>,
): RuleSubject {
  const { payoree, category } = derived
  const isRuled = isByRule(payoree?.by) || isByRule(category?.by)
  return subjectOf(isRuled ? recognise(rulebook, evidence, accountId) : derived, evidence, accountId)
}

const isByRule = (by: string | undefined): boolean => by?.startsWith('rule:') ?? false

type Recognised = {
  readonly payoree: DerivedPayoree | null
  readonly category: DerivedCategory | null
  readonly keys: readonly PayoreeKey[]
}

function recognise(rulebook: Rulebook, evidence: Evidence, accountId: AccountId): Recognised {
  const { description, counterpartyName, amount, providerCategory } = evidence
  const direction: Direction = amount.minor > 0n ? 'in' : 'out'
  const bankNames = rulebook.bankNames.get(accountId) ?? []
  const resolved = resolveKept({ description, counterpartyName, direction }, { ...rulebook.payorees, bankNames })
  const categorised = categorise(
    {
      description,
      counterpartyName,
      amountMinor: amount.minor,
      currency: amount.currency,
      direction,
      payoreeKeys: resolved?.keys ?? [],
      brand: resolved?.brand ?? null,
      providerCategory,
    },
    rulebook.categories,
  )
  return {
    payoree: resolved === null ? null : { name: resolved.name, key: resolved.key, by: payoreeBy(resolved) },
    category: categorised === null ? null : standingCategory(rulebook, categorised),
    keys: resolved?.keys ?? [],
  }
}

const payoreeBy = ({ by }: ResolvedPayoree): 'alias' | 'brand' | 'bank' =>
  by === 'alias' || by === 'brand' ? by : 'bank'

function standingCategory(rulebook: Rulebook, { category, by, confidence }: Categorised): DerivedCategory | null {
  const id = category === null ? null : standing(rulebook, category)
  return id === null ? null : { id, by, confidence: Number(confidence.toFixed(CONFIDENCE_DECIMALS)) }
}

function ruledCategory(rulebook: Rulebook, categoryId: string, by: RuleId): DerivedCategory | null {
  const id = standing(rulebook, categoryId)
  return id === null ? null : { id, by: `rule:${by}`, confidence: 1 }
}

/** The category itself, or what took its place once the person deleted it. */
function standing({ moved, categoryIds }: Rulebook, id: string): string | null {
  const now = moved.get(id)
  if (now !== undefined) return now
  return categoryIds.has(id) ? id : null
}

const subjectOf = (
  { payoree, category }: Pick<Recognised, 'payoree' | 'category'>,
  evidence: Evidence,
  accountId: AccountId,
): RuleSubject => ({
  accountId,
  on: recordDate(evidence),
  minor: evidence.amount.minor,
  currency: evidence.amount.currency,
  description: evidence.description,
  payoree: payoree?.name ?? null,
  categoryId: category?.id ?? null,
})
