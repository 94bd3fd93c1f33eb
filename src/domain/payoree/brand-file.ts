// The compiled list of brands as a text: small, quick to read, and readable in a diff.
import type { BrandEntry } from './known/known.ts'

const KIND_MARK = '#'
const COMMON_MARK = '~'

/** Writes entries grouped by kind: `#kind`, then `name⇥id⇥spelling|spelling` a line; `~` before common words. */
export function writeBrandFile(entries: readonly BrandEntry[]): string {
  const kinds = [...new Set(entries.map(({ kind }) => kind))].toSorted()
  const lines = kinds.flatMap((kind) => [
    KIND_MARK + kind,
    ...entries.filter((entry) => entry.kind === kind).map(writeEntry).toSorted(),
  ])
  return `${lines.join('\n')}\n`
}

function writeEntry({ id, name, spellings, isCommonWord }: BrandEntry): string {
  const others = spellings.filter((spelling) => spelling !== name)
  return `${isCommonWord ? COMMON_MARK : ''}${name}\t${id}${others.length > 0 ? `\t${others.join('|')}` : ''}`
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
  const isCommonWord = line.startsWith(COMMON_MARK)
  const [name = '', id = '', others] = (isCommonWord ? line.slice(COMMON_MARK.length) : line).split('\t')
  const spellings = others === undefined ? [name] : [name, ...others.split('|')]
  return { id, name, kind, spellings, isCommonWord }
}
