import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BatchView, UndoResultView } from '../../../src/api/contract/batches.ts'
import { ApiError } from '../api/client.ts'
import { undoPreviewQuery } from '../api/queries.ts'
import { useUndo } from '../api/undo.ts'
import { Button } from '../ui/button.tsx'
import { CheckBox } from '../ui/check-box.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonBar } from '../ui/skeleton.tsx'

/** The status of a request that what is stored does not allow. */
const CONFLICT = 409

type UndoDialogProps = {
  batch: BatchView
  isOpen: boolean
  onClose: () => void
  onUndone: (result: UndoResultView) => void
}

/** Asks before an undo, with what it would do and what would stay, tried out by the server beforehand. */
export function UndoDialog({ batch, isOpen, onClose, onUndone }: UndoDialogProps) {
  const { t } = useLingui()
  const [staysAway, setStaysAway] = useState(false)
  const undo = useUndo()
  const preview = useQuery({ ...undoPreviewQuery(batch.id, staysAway), enabled: isOpen })
  // Not a failure but an answer: later imports stand on this one, or it is undone already.
  const { error } = preview
  const refusal = error instanceof ApiError && error.problem.status === CONFLICT ? error.message : null
  const confirm = () =>
    undo.mutate(
      { batchId: batch.id, staysAway },
      {
        onSuccess: (result) => {
          onUndone(result)
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={<Trans>Undo {batch.name}?</Trans>}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button variant="danger" isPending={undo.isPending} isDisabled={preview.data === undefined} onPress={confirm}>
            <Trans>Undo</Trans>
          </Button>
        </>
      }
    >
      {refusal === null ? (
        <QueryView query={preview} what={t`what undoing would do`} skeleton={<SkeletonBar className="h-20 w-full" />}>
          {(effect) => <UndoEffect effect={effect} />}
        </QueryView>
      ) : (
        <p role="alert" className="text-warn-text">
          {refusal}
        </p>
      )}
      {batch.kind === 'sync' && refusal === null && (
        <CheckBox
          isChecked={staysAway}
          onChange={setStaysAway}
          hint={<Trans>Otherwise the next sync brings it again.</Trans>}
        >
          <Trans>Keep it away: hide what this sync added</Trans>
        </CheckBox>
      )}
    </Dialog>
  )
}

/** What an undo does, counted. */
function UndoEffect({ effect }: { effect: UndoResultView }) {
  const touched = effect.kept.filter(({ reason }) => reason !== 'hidden').length
  const hidden = effect.kept.length - touched
  const isNothing = effect.removed + effect.restored + effect.keptCount === 0
  return (
    <ul className="list-disc space-y-1 pl-5">
      {effect.removed > 0 && (
        <li>
          <Plural value={effect.removed} one="# transaction goes." other="# transactions go." />
        </li>
      )}
      {effect.restored > 0 && (
        <li>
          <Plural value={effect.restored} one="# is as it was before." other="# are as they were before." />
        </li>
      )}
      {effect.parted > 0 && (
        <li>
          <Plural
            value={effect.parted}
            one="# of them comes apart from what it was joined with."
            other="# of them come apart from what they were joined with."
          />
        </li>
      )}
      {hidden > 0 && (
        <li>
          <Plural value={hidden} one="# is hidden and stays away." other="# are hidden and stay away." />
        </li>
      )}
      {touched > 0 && (
        <li className="font-medium text-ink">
          <Plural
            value={touched}
            one="# stays, because you changed something there since."
            other="# stay, because you changed something there since."
          />
        </li>
      )}
      {isNothing && (
        <li>
          <Trans>No transaction changes; questions that were answered are asked again.</Trans>
        </li>
      )}
    </ul>
  )
}
