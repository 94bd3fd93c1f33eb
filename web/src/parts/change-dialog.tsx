import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type RulebookWish, useRulebookChange, wishQuery } from '../api/rulebook.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { useSettled } from '../ui/settled.ts'
import { Loading, SkeletonBar } from '../ui/skeleton.tsx'
import { ChangeEffect } from './change-effect.tsx'

type ChangeDialogProps = {
  title: ReactNode
  /** The choices to make, if any. */
  children?: ReactNode
  /** The change as chosen so far; null while it isn't whole. */
  wish: RulebookWish | null
  confirmLabel: string
  isDanger?: boolean
  onClose: () => void
  onDone?: () => void
}

/** A change with what it would do beforehand, tried out by the server as it is chosen. */
export function ChangeDialog({ title, children, wish, confirmLabel, isDanger, onClose, onDone }: ChangeDialogProps) {
  const change = useRulebookChange()
  const confirm = () => {
    if (wish === null) return
    change.mutate(wish, {
      onSuccess: () => {
        onClose()
        onDone?.()
      },
    })
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant={isDanger ? 'danger' : 'primary'}
            isDisabled={wish === null}
            isPending={change.isPending}
            onPress={confirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      <WishEffect wish={wish} />
    </Dialog>
  )
}

/** What a wish would do, once it is whole. */
export function WishEffect({ wish }: { wish: RulebookWish | null }) {
  const settled = useSettled(wish)
  if (wish === null || settled === null) return null
  return <Asked wish={settled} />
}

function Asked({ wish }: { wish: RulebookWish }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const query = useQuery(wishQuery(wish))
  if (query.data !== undefined) return <ChangeEffect effect={query.data} />
  if (query.error !== null) {
    return (
      <p role="alert" className="text-warn-text">
        {words(query.error)}
      </p>
    )
  }
  return (
    <Loading>
      <span className="sr-only">{t`Trying it out`}</span>
      <SkeletonBar className="h-16 w-full" />
    </Loading>
  )
}
