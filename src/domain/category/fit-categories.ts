// Categories of another program among the person's own: the one of that name, else a new one where it stood there.
import { foldCase } from '../rules/fold-case.ts'
import type { CategoryKind } from './tree.ts'

export type KnownCategory = {
  readonly id: string
  readonly parentId: string | null
  readonly name: string
  readonly kind: CategoryKind
}

/** A category of the other program, by its names from the widest to the narrowest, and what its rows add up to. */
export type WantedCategory = { readonly path: readonly string[]; readonly sumMinor: bigint }

export type FittedCategories = {
  /** The category of each path, by `pathKey`. One that found no room is not there. */
  readonly ids: ReadonlyMap<string, string>
  /** Those to make, parents before children. */
  readonly made: readonly KnownCategory[]
}

export const pathKey = (path: readonly string[]): string => JSON.stringify(path.map(foldCase))

/**
 * A path stands for the category with the same names one below the other; else for the only category of its last name,
 * wherever it stands; else it is made, below whatever of its upper names is there. `roomFor` is how many can be made.
 */
export function fitCategories(
  known: readonly KnownCategory[],
  wanted: readonly WantedCategory[],
  newId: () => string,
  roomFor: number,
): FittedCategories {
  const made: KnownCategory[] = []
  const ids = new Map<string, string>()
  const sorted = [...wantedByKey(wanted)].toSorted(([left], [right]) => (left < right ? -1 : 1))
  for (const [key, { path, sumMinor }] of sorted) {
    const found = findCategory(known, path)
    if (found !== null) ids.set(key, found.id)
    else {
      const missing = missingBelow([...known, ...made], path)
      if (made.length + missing.names.length > roomFor) continue
      let parent = missing.parent
      for (const name of missing.names) {
        const kind = parent?.kind ?? (sumMinor > 0n ? 'income' : 'expense')
        parent = { id: newId(), parentId: parent?.id ?? null, name, kind }
        made.push(parent)
      }
      if (parent !== null) ids.set(key, parent.id)
    }
  }
  return { ids, made }
}

/** The names of a category and of what stands above it, from the widest. */
export function namesOf(known: readonly KnownCategory[], id: string): readonly string[] {
  const category = known.find((each) => each.id === id)
  if (category === undefined) return []
  return [...(category.parentId === null ? [] : namesOf(known, category.parentId)), category.name]
}

function wantedByKey(wanted: readonly WantedCategory[]): ReadonlyMap<string, WantedCategory> {
  const byKey = new Map<string, WantedCategory>()
  for (const each of wanted) {
    const key = pathKey(each.path)
    byKey.set(key, { path: each.path, sumMinor: each.sumMinor + (byKey.get(key)?.sumMinor ?? 0n) })
  }
  return byKey
}

function findCategory(known: readonly KnownCategory[], path: readonly string[]): KnownCategory | null {
  const exact = missingBelow(known, path)
  if (exact.names.length === 0) return exact.parent
  const last = foldCase(path.at(-1) ?? '')
  const [only, ...others] = known.filter(({ name }) => foldCase(name) === last)
  return only !== undefined && others.length === 0 ? only : null
}

type Missing = { readonly parent: KnownCategory | null; readonly names: readonly string[] }

/** How far down the path leads among the categories, and the names that are missing there. */
function missingBelow(
  known: readonly KnownCategory[],
  path: readonly string[],
  parent: KnownCategory | null = null,
): Missing {
  const [name, ...rest] = path
  if (name === undefined) return { parent, names: [] }
  const above = parent?.id ?? null
  const next = known.find((each) => each.parentId === above && foldCase(each.name) === foldCase(name))
  return next === undefined ? { parent, names: path } : missingBelow(known, rest, next)
}
