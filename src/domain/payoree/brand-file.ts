// The compiled index of brands as a text: small, quick to read, and readable in a diff.
import type { BrandIndex, IndexedBrand } from './brand-index.ts'

const KIND_MARK = '#'
const WHOLE_MARK = '~'

/** Writes an index grouped by kind: `#kind`, then `name⇥id⇥key|key` a line, `~` before keys that must stand alone. */
export function writeBrandFile(index: BrandIndex): string {
  const byKind = new Map<string, Map<string, string[]>>()
  for (const [key, { brand, isWhole }] of index) {
    const lines = byKind.get(brand.kind) ?? new Map<string, string[]>()
    const start = `${brand.name}\t${brand.id}`
    lines.set(start, [...(lines.get(start) ?? []), (isWhole ? WHOLE_MARK : '') + key])
    byKind.set(brand.kind, lines)
  }
  const text = [...byKind].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([kind, lines]) => [
    KIND_MARK + kind,
    ...[...lines].map(([start, keys]) => `${start}\t${keys.toSorted().join('|')}`).toSorted(),
  ])
  return `${text.join('\n')}\n`
}

/** Reads what `writeBrandFile` wrote. */
export function readBrandFile(text: string): BrandIndex {
  const index = new Map<string, IndexedBrand>()
  let kind = ''
  for (const line of text.split('\n')) {
    if (line.startsWith(KIND_MARK)) kind = line.slice(KIND_MARK.length)
    else if (line !== '') readLine(line, kind, index)
  }
  return index
}

function readLine(line: string, kind: string, index: Map<string, IndexedBrand>): void {
  const [name = '', id = '', keys = ''] = line.split('\t')
  const brand = { id, name, kind }
  for (const key of keys.split('|')) {
    const isWhole = key.startsWith(WHOLE_MARK)
    index.set(isWhole ? key.slice(WHOLE_MARK.length) : key, { brand, isWhole })
  }
}
