import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { FileUp, type LucideIcon, MessageCircleQuestionMark, RefreshCw, Undo2 } from 'lucide-react'
import type { BatchView, UndoResultView } from '../../../src/api/contract/batches.ts'
import { Badge } from '../ui/badge.tsx'

export const BATCH_KINDS: Record<BatchView['kind'], { label: MessageDescriptor; icon: LucideIcon }> = {
  sync: { label: msg`Sync`, icon: RefreshCw },
  file: { label: msg`File`, icon: FileUp },
  decision: { label: msg`Your decision`, icon: MessageCircleQuestionMark },
}

/** Why an undo leaves a transaction as it is. */
export const KEPT_WORDS: Record<UndoResultView['kept'][number]['reason'], MessageDescriptor> = {
  edited: msg`you edited it since`,
  answered: msg`you answered a question about it`,
  changed: msg`it was changed since`,
  together: msg`it belongs together with one that stays`,
  hidden: msg`it is hidden instead`,
}

export function UndoneBadge() {
  return (
    <Badge tone="neutral" icon={<Undo2 aria-hidden />}>
      <Trans>Undone</Trans>
    </Badge>
  )
}
