// The person's view of one movement. Three layers: evidence (source records), derived (recomputable), intent (theirs).
import type { CategoryEvidence } from './category/category.ts'
import type { AccountId, RuleId, TransactionId } from './ids.ts'
import type { PayoreeKey } from './payoree/payoree.ts'
import type { Ruled } from './rules/run-rules.ts'
import type { Statement } from './source-record.ts'
import { sameTags } from './tags.ts'

/** What the sources say together: the newest statement of the record that leads. Sync writes this layer. */
export type Evidence = Statement & {
  /** Set when every source took the movement back: it counts in no sum, and stays visible where it mattered. */
  readonly isRemoved: boolean
}

export type ByRule = `rule:${RuleId}`

/** Whose word a name is: the bank's, a known brand's, the person's own name for that party, or a rule's. */
export type PayoreeBy = 'bank' | 'brand' | 'alias' | ByRule

export type DerivedPayoree = {
  readonly name: string
  /** What the party is recognised by, whoever named it; null where nothing looked for it. */
  readonly key: PayoreeKey | null
  readonly by: PayoreeBy
}

export type DerivedCategory = {
  readonly id: string
  readonly by: CategoryEvidence | ByRule
  /** 0 to 1. */
  readonly confidence: number
}

/** Worked out from evidence and the owner's rulebook; recomputing it loses nothing. Each field tells who set it. */
export type Derived = {
  readonly payoree: DerivedPayoree | null
  readonly category: DerivedCategory | null
  readonly note: Ruled<string> | null
  readonly tags: readonly Ruled<string>[]
  /** Hidden by a rule. */
  readonly ignored: Ruled<true> | null
  /** Money between the person's own accounts, as a rule says. */
  readonly transfer: Ruled<true> | null
}

/** The fields that only rules set. */
export type RuledLayer = Pick<Derived, 'note' | 'tags' | 'ignored' | 'transfer'>

export const NOTHING_DERIVED: Derived = {
  payoree: null,
  category: null,
  note: null,
  tags: [],
  ignored: null,
  transfer: null,
}

/**
 * What the person decided, field by field. `undefined` means no decision; null or '' is a decision ("no category").
 * Sync can't write this layer.
 */
export type Intent = {
  readonly payoree?: string | null
  /** Id of a category. */
  readonly category?: string | null
  readonly note?: string | null
  /** Hidden by the person: stays hidden when the bank sends it again. */
  readonly isHidden?: boolean
  /** All of them, as a `tagSet`; an empty one is a decision. */
  readonly tags?: readonly string[]
}

/** The fields that a person decides. */
export const INTENT_FIELDS = ['payoree', 'category', 'note', 'isHidden', 'tags'] as const satisfies readonly (keyof Intent)[]
export type IntentField = (typeof INTENT_FIELDS)[number]

export type Transaction = {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly evidence: Evidence
  readonly derived: Derived
  readonly intent: Intent
}

/** What is shown: intent, else derived, else evidence. An empty value that the person set is a value. */
export function visible({ evidence, derived, intent }: Pick<Transaction, 'evidence' | 'derived' | 'intent'>) {
  const category = derived.category?.id ?? null
  return {
    payoree: intent.payoree !== undefined ? intent.payoree : (derived.payoree?.name ?? evidence.counterpartyName),
    category: intent.category !== undefined ? intent.category : category,
    note: intent.note !== undefined ? intent.note : (derived.note?.value ?? null),
    tags: [...(intent.tags ?? derived.tags.map(({ value }) => value))],
    isHidden: intent.isHidden ?? derived.ignored !== null,
    isTransfer: derived.transfer !== null,
  }
}

/** Whether two values of a field are the same decision. */
export const sameDecision = (left: Intent[IntentField], right: Intent[IntentField]): boolean =>
  Array.isArray(left) && Array.isArray(right) ? sameTags(left, right) : left === right

export const hasIntent = (intent: Intent): boolean => Object.values(intent).some((value) => value !== undefined)
