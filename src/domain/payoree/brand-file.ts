// The compiled list of brands as a text: small, quick to read, and readable in a diff.
import type { BrandEntry } from './known/known.ts'

const KIND_MARK = '#'
const WHOLE_MARK = '~'

/** Writes entries grouped by kind: `#kind`, then `name⇥id⇥spelling|spelling` a line; `~` before names that must stand alone. */
export function writeBrandFile(entries: readonly BrandEntry[]): string {
  const kinds = [...new Set(entries.map(({ kind }) => kind))].toSorted()
  const lines = kinds.flatMap((kind) => [
    KIND_MARK + kind,
    ...entries.filter((entry) => entry.kind === kind).map(writeEntry).toSorted(),
  ])
  return `${lines.join('\n')}\n`
}

function writeEntry({ id, name, spellings, reach }: BrandEntry): string {
  const others = spellings.filter((spelling) => spelling !== name)
  return `${reach === 'whole' ? WHOLE_MARK : ''}${name}\t${id}${others.length > 0 ? `\t${others.join('|')}` : ''}`
}

/** Reads what `writeBrandFile` wrote. */
export function readBrandFile(text: string): readonly BrandEntry[] {
  const entries: BrandEntry[] = []
  let kind = ''
  for (const line of text.split('\n')) {
    if (line.startsWith(KIND_MARK)) kind = line.slice(KIND_MARK.length)
    else if (line !== '') entries.push(readEntry(line, kind))
  }
  return entries
}

function readEntry(line: string, kind: string): BrandEntry {
  const isWhole = line.startsWith(WHOLE_MARK)
  const [name = '', id = '', others] = (isWhole ? line.slice(WHOLE_MARK.length) : line).split('\t')
  const spellings = others === undefined ? [name] : [name, ...others.split('|')]
  return { id, name, kind, spellings, reach: isWhole ? 'whole' : 'fit' }
}
