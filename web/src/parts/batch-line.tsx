import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import type { BatchView } from '../../../src/api/contract/batches.ts'
import { cx } from '../ui/class-names.ts'
import { RelativeTime } from '../ui/time.tsx'
import { BATCH_KINDS, UndoneBadge } from './batch-words.tsx'
import { useCountWords } from './counts.tsx'

/** A sync, a file or an answer in a list, leading to what it did and its undo. */
export function BatchLine({ batch }: { batch: BatchView }) {
  const { i18n } = useLingui()
  const countWords = useCountWords()
  const kind = BATCH_KINDS[batch.kind]
  const isUndone = batch.undoneAt !== null
  return (
    <Link
      to="/imports/$batchId"
      params={{ batchId: batch.id }}
      className="flex items-center gap-4 px-5 py-3 -outline-offset-2! hover:bg-hover"
    >
      <kind.icon aria-hidden className="size-5 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className={cx('block truncate font-medium', isUndone && 'text-muted line-through')}>{batch.name}</span>
        <span className="block text-caption text-muted tabular">
          {i18n._(kind.label)}
          {' · '}
          <RelativeTime at={batch.createdAt} />
          {batch.kind !== 'decision' && ` · ${countWords(batch.counts)}`}
        </span>
      </span>
      {isUndone && <UndoneBadge />}
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
    </Link>
  )
}
