import type { DestinationManifest, DestinationSession } from '../destinations/contract.ts'
import type { PushStep } from '../domain/push/push-step.ts'
import type { TheirCategory } from '../domain/push/rows.ts'

const PATH_SEPARATOR = ': '

/**
 * Which category there ours is: the one of the same name, or of the same path. A name that two have there is none, and
 * where there is none the destination's own rules decide. Programs that make categories by name are given ours.
 */
export async function categoryFinder(
  session: DestinationSession,
  { categories }: DestinationManifest,
  steps: readonly PushStep[],
): Promise<(path: readonly string[]) => TheirCategory | null> {
  if (categories === 'by name') {
    return (path) => {
      const name = path.at(-1)
      return name === undefined ? null : { id: null, name }
    }
  }
  if (!steps.some(hasCategory)) return () => null
  const byName = Map.groupBy(await session.listCategories(), ({ name }) => normal(name))
  const only = (name: string): TheirCategory | null => {
    const [first, ...others] = byName.get(normal(name)) ?? []
    return others.length === 0 ? (first ?? null) : null
  }
  return (path) => {
    const leaf = path.at(-1)
    return leaf === undefined ? null : (only(path.join(PATH_SEPARATOR)) ?? only(leaf))
  }
}

const normal = (name: string): string => name.normalize('NFC').trim().toLowerCase()

function hasCategory(step: PushStep): boolean {
  if (step.kind === 'create') return step.entry.row.categoryPath.length > 0
  return step.kind === 'update' && step.fields.includes('category') && step.entry.row.categoryPath.length > 0
}
