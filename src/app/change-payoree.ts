// What a person does with payorees. Each is one change: previewed, made and undone whole.
import { explain } from '../domain/decorate.ts'
import type { PayoreeId } from '../domain/ids.ts'
import type { PayoreeKey } from '../domain/payoree/payoree.ts'
import { foldCase } from '../domain/rules/fold-case.ts'
import { readLayersOf, readLayersOfPayorees } from '../storage/rulebook-history.ts'
import { CHANGED_MAX } from '../storage/rulebook-batch.ts'
import type { RulebookChange } from '../storage/rulebook-batch.ts'
import { ALIASES_MAX, rulebookFor } from '../storage/rulebook.ts'
import { readCategoryNames } from '../storage/rulebook-categories.ts'
import {
  countAliases,
  deleteAliases,
  findPayoree,
  readAliases,
  readKeysOf,
  writeAliases,
  writePayoree,
} from '../storage/rulebook-payorees.ts'
import type { AliasRow, StoredPayoree } from '../storage/rulebook-payorees.ts'
import type { Tx } from '../storage/schema.ts'
import { makeChange } from './change-rulebook.ts'
import type { ChangeOptions } from './change-rulebook.ts'
import type { AppContext } from './context.ts'
import { invalid, notFound, Refusal } from './refusal.ts'
import { wantId } from './views/show.ts'

/** A payoree gets this name from now on, wherever its keys are met. */
export const renamePayoree = (context: AppContext, name: string, to: string, options: ChangeOptions) =>
  gather(context, [name], wantName(to), options, `Renamed the payoree "${name}" to "${to.trim()}"`)

/** Several payorees become one. */
export function mergePayorees(context: AppContext, names: readonly string[], into: string, options: ChangeOptions) {
  const others = names.filter((name) => name !== into)
  if (others.length === 0) throw invalid('/names', 'Name at least one payoree besides the one that stays.')
  const what = others.length === 1 ? `"${others[0]}"` : `${others.length} payorees`
  return gather(context, [...others, into], wantName(into), options, `Merged ${what} into "${into}"`)
}

/**
 * Takes keys out of a payoree: they get another name, or, where none is given, what they would be called if nobody had
 * named them.
 */
export async function splitPayoree(
  context: AppContext,
  name: string,
  keys: readonly string[],
  to: string | null,
  options: ChangeOptions,
) {
  return makeChange(context, options, async (tx): Promise<RulebookChange> => {
    await rulebookFor(tx, context.ownerId, context.newId)
    const known = new Set<string>(await readKeysOf(tx, [name]))
    if (known.size === 0) throw notFound('payoree')
    const unknown = keys.find((key) => !known.has(key))
    if (unknown !== undefined) throw invalid('/keys', `"${name}" is not recognised by ${unknown.slice(0, 80)}.`)
    const parting = keys as readonly PayoreeKey[]
    if (to !== null) return pointing(context, tx, parting, wantName(to), [name], `Split ${to.trim()} off "${name}"`)
    const aliases = await readAliases(tx, parting)
    if (aliases.length === 0) throw invalid('/keys', 'Nobody has named these; there is nothing to take apart.')
    return {
      kind: 'payoree',
      summary: `Split ${parting.length} of "${name}" off`,
      touched: { payoree_alias: aliases.map(({ id }) => id) },
      write: (within) => deleteAliases(within, context.ownerId, parting),
      reach: (within) => readLayersOfPayorees(within, parting, [name], CHANGED_MAX + 1),
    }
  })
}

/** "Always this category" for a payoree; null takes that back. */
export async function sortPayoree(context: AppContext, name: string, categoryId: string | null, options: ChangeOptions) {
  return makeChange(context, options, async (tx): Promise<RulebookChange> => {
    const { categoryIds } = await rulebookFor(tx, context.ownerId, context.newId)
    const names = await readCategoryNames(tx)
    if (categoryId !== null && !categoryIds.has(categoryId)) throw invalid('/categoryId', 'There is no such category.')
    const keys = await readKeysOf(tx, [name])
    if (keys.length === 0) throw notFound('payoree')
    const words = categoryId === null ? 'no category of its own' : `always ${names.get(categoryId) ?? ''}`
    return pointing(context, tx, keys, name, [name], `"${name}": ${words}`, categoryId)
  })
}

/**
 * "Always do this": what the person decided of one transaction's payoree and category holds from now on for everything
 * that is recognised by the same key.
 */
export async function alwaysLike(context: AppContext, shownId: string, options: ChangeOptions) {
  const id = wantId('transaction', shownId, 'transaction')
  return makeChange(context, options, async (tx): Promise<RulebookChange> => {
    const rulebook = await rulebookFor(tx, context.ownerId, context.newId)
    const [row] = await readLayersOf(tx, [id])
    if (!row) throw notFound('transaction')
    const [key] = explain(rulebook, row.evidence, row.accountId).keys
    const { payoree, category } = row.intent
    const shown = row.derived.payoree?.name ?? ''
    const name = payoree?.trim() || shown
    if (key === undefined || name === '') throw invalid('', 'Nothing tells who the other party is.')
    if (!payoree && !category) throw invalid('', 'Change the payoree or the category of this transaction first.')
    const summary = `Always like one of "${name}"`
    return pointing(context, tx, [key], name, [shown], summary, category ?? undefined)
  })
}

async function gather(
  context: AppContext,
  names: readonly string[],
  into: string,
  options: ChangeOptions,
  summary: string,
) {
  return makeChange(context, options, async (tx) => {
    await rulebookFor(tx, context.ownerId, context.newId)
    for (const name of names) {
      if (name !== into && (await readKeysOf(tx, [name])).length === 0) throw notFound('payoree')
    }
    return pointing(context, tx, await readKeysOf(tx, names), into, names, summary)
  })
}

/** The change that lets the keys point to the payoree of that name. */
export async function pointing(
  context: AppContext,
  tx: Tx,
  keys: readonly PayoreeKey[],
  name: string,
  names: readonly string[],
  summary: string,
  categoryId?: string | null,
): Promise<RulebookChange> {
  const { ownerId, newId } = context
  const known = await findPayoree(tx, name)
  const payoree: StoredPayoree = {
    id: known?.id ?? (newId() as PayoreeId),
    name,
    categoryId: categoryId === undefined ? (known?.categoryId ?? null) : categoryId,
  }
  const before = await readAliases(tx, keys)
  const aliases = keys.map((key): AliasRow => ({ id: newId(), key, payoreeId: payoree.id }))
  if ((await countAliases(tx)) - before.length + aliases.length > ALIASES_MAX) {
    throw new Refusal('invalid-input', `There can be ${ALIASES_MAX} named keys of payorees. Nothing was changed.`)
  }
  return {
    kind: 'payoree',
    summary,
    touched: { payoree: [payoree.id], payoree_alias: [...before, ...aliases].map(({ id }) => id) },
    write: async (within) => {
      await writePayoree(within, ownerId, payoree, context.now())
      await writeAliases(within, ownerId, aliases)
    },
    reach: (within) => readLayersOfPayorees(within, keys, [...names, name], CHANGED_MAX + 1),
  }
}

function wantName(name: string): string {
  const wanted = name.trim()
  if (foldCase(wanted).trim() === '') throw invalid('/to', 'A payoree needs a name.')
  return wanted
}
