import { Plural, Trans } from '@lingui/react/macro'
import { Badge } from '../ui/badge.tsx'
import { SectionCard } from '../ui/card.tsx'
import type { ReadFile } from './read-file.ts'

const nameOf = (path: readonly string[]): string => path.join(': ')

/** What becomes of the categories that the rows had in another program; nothing for a bank's file. */
export function ImportCategories({ categories }: { categories: ReadFile['categories'] }) {
  if (categories.length === 0) return null
  const made = categories.filter(({ isNew }) => isNew).length
  return (
    <SectionCard title={<Trans>Categories of the program</Trans>}>
      {made > 0 && (
        <p className="mb-3 text-caption text-muted">
          <Plural
            value={made}
            one="One of them fits none of yours and is made with the import."
            other="# of them fit none of yours and are made with the import."
          />
        </p>
      )}
      <ul className="space-y-1 text-caption">
        {categories.map(({ path, becomes, isNew, rows }) => (
          <li key={nameOf(path)} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>
              {nameOf(path)} ({rows})
            </span>
            {becomes === null ? (
              <Badge tone="warn">
                <Trans>no room for it: its rows are sorted here</Trans>
              </Badge>
            ) : isNew ? (
              <Badge tone="active">
                <Trans>new</Trans>
              </Badge>
            ) : (
              <span className="text-muted">→ {nameOf(becomes)}</span>
            )}
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}
