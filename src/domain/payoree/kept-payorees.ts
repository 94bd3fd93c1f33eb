// A person pays the same few hundred parties over and over, and naming one takes longer than anything else that is done
// with a row: what a text came to is kept, for as long as what is known stays the same.
import type { PayoreeInput, PayoreeKnowledge, ResolvedPayoree } from './payoree.ts'
import { resolvePayoree } from './resolve.ts'

/** Texts kept for one person's knowledge: years of habits, in some two megabytes. */
const TEXTS_MAX = 2_000

type Kept = Pick<PayoreeKnowledge, 'brands' | 'ownNames'> & { readonly texts: Map<string, ResolvedPayoree | null> }

/** By the person's names for parties, which are another map after every change. */
const KEPT = new WeakMap<PayoreeKnowledge['aliases'], Kept>()

/** The same as `resolvePayoree` of what two texts say; a text seen before is not looked at again. */
export function resolveKept(
  input: Pick<PayoreeInput, 'description' | 'counterpartyName' | 'direction'>,
  knowledge: PayoreeKnowledge,
): ResolvedPayoree | null {
  const { texts } = keptFor(knowledge)
  const key = JSON.stringify([input.direction, input.counterpartyName, input.description, knowledge.bankNames])
  const known = texts.get(key)
  if (known !== undefined) return known
  const resolved = resolvePayoree(input, knowledge)
  const [oldest] = texts.size < TEXTS_MAX ? [] : texts.keys()
  if (oldest !== undefined) texts.delete(oldest)
  texts.set(key, resolved)
  return resolved
}

function keptFor({ aliases, brands, ownNames }: PayoreeKnowledge): Kept {
  const kept = KEPT.get(aliases)
  if (kept?.brands === brands && kept.ownNames.join('\n') === ownNames.join('\n')) return kept
  const fresh: Kept = { brands, ownNames, texts: new Map() }
  KEPT.set(aliases, fresh)
  return fresh
}
