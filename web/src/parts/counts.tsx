import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { CountsView } from '../../../src/api/contract.ts'
import { cx } from '../ui/class-names.ts'

/** "412 new · 3 updated · 31 already here", leaving out what is nothing. */
export function useCountWords(): (counts: CountsView) => string {
  const { t, i18n } = useLingui()
  return (counts) => {
    const shown = (count: number) => count.toLocaleString(i18n.locale)
    const parts = [
      counts.added > 0 && t`${shown(counts.added)} new`,
      counts.updated > 0 && t`${shown(counts.updated)} updated`,
      counts.removed > 0 && t`${shown(counts.removed)} removed`,
      counts.unchanged > 0 && t`${shown(counts.unchanged)} already here`,
      counts.rejected > 0 && t`${shown(counts.rejected)} not readable`,
      counts.reviews > 0 && t`${shown(counts.reviews)} to review`,
    ].filter((part) => part !== false)
    return parts.length === 0 ? t`Nothing new` : parts.join(' · ')
  }
}

type Tile = { id: string; count: number; label: ReactNode; isAlarming?: boolean; isQuiet?: boolean }

/** Every fetched record's fate as tiles; the tiles add up to the first one. */
export function CountTiles({ counts }: { counts: CountsView }) {
  const { i18n } = useLingui()
  const all: Tile[] = [
    { id: 'fetched', count: counts.fetched, label: <Plural value={counts.fetched} one="record read" other="records read" /> },
    { id: 'added', count: counts.added, label: <Trans>new</Trans> },
    { id: 'updated', count: counts.updated, label: <Trans>updated</Trans> },
    { id: 'unchanged', count: counts.unchanged, label: <Trans>already here</Trans> },
    { id: 'removed', count: counts.removed, label: <Trans>taken back by the bank</Trans>, isQuiet: true },
    { id: 'ignored', count: counts.ignored, label: <Trans>left out</Trans>, isQuiet: true },
    { id: 'rejected', count: counts.rejected, label: <Trans>not readable</Trans>, isAlarming: true, isQuiet: true },
    { id: 'reviews', count: counts.reviews, label: <Trans>to review</Trans>, isQuiet: true },
  ]
  const tiles = all.filter((tile) => !tile.isQuiet || tile.count > 0)
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(6.75rem,1fr))] gap-2">
      {tiles.map((tile) => (
        <li key={tile.id} className="rounded-control bg-canvas px-3.5 py-3">
          <span
            className={cx(
              'block text-xl font-semibold tracking-tight tabular',
              tile.isAlarming && tile.count > 0 && 'text-bad-text',
            )}
          >
            {tile.count.toLocaleString(i18n.locale)}
          </span>
          <span className="text-caption text-muted">{tile.label}</span>
        </li>
      ))}
    </ul>
  )
}
