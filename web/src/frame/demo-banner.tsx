import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Overview } from '../../../src/api/contract.ts'
import { send } from '../api/client.ts'
import { overviewQuery } from '../api/queries.ts'
import { Button } from '../ui/button.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { Day } from '../ui/time.tsx'
import { useNotify } from '../ui/toast.tsx'

const RemoveDemoDialog = lazy(async () => ({ default: (await import('./remove-demo-dialog.tsx')).RemoveDemoDialog }))

/** On every page of a demo household: that nothing is real, the day at the demo banks, and ways to move it. */
export function DemoBanner() {
  const { t } = useLingui()
  const client = useQueryClient()
  const notify = useNotify()
  const words = useErrorWords()
  const [isRemoving, setIsRemoving] = useState(false)
  const { data: overview } = useQuery(overviewQuery)
  const advance = useMutation({
    mutationFn: (days: number) => send<Overview>('POST', '/demo/advance', { days }),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => notify('bad', words(error)),
  })
  if (overview?.household !== 'demo') return null

  return (
    <section
      aria-label={t`Demo`}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-accent-soft px-4 py-2 text-caption wide:px-10"
    >
      <p className="flex flex-1 items-center gap-2 whitespace-nowrap text-accent-text">
        <FlaskConical aria-hidden className="size-4 shrink-0" />
        <span>
          <strong className="font-semibold">
            <Trans>Demo</Trans>
          </strong>
          <span className="max-sm:hidden">
            {' · '}
            <Trans>nothing here is real</Trans>
          </span>
          {overview.demoDay !== null && <DemoDay on={overview.demoDay} />}
        </span>
      </p>
      <div className="flex gap-1">
        <DemoButton isPending={advance.isPending} onPress={() => advance.mutate(1)}>
          <Trans>+1 day</Trans>
        </DemoButton>
        <DemoButton isPending={advance.isPending} onPress={() => advance.mutate(7)}>
          <Trans>+1 week</Trans>
        </DemoButton>
        <DemoButton isPending={false} onPress={() => setIsRemoving(true)}>
          <span aria-hidden className="sm:hidden">
            <Trans>Remove</Trans>
          </span>
          <span className="max-sm:sr-only">
            <Trans>Remove demo</Trans>
          </span>
        </DemoButton>
      </div>
      {isRemoving && (
        <Suspense>
          <RemoveDemoDialog onClose={() => setIsRemoving(false)} />
        </Suspense>
      )}
    </section>
  )
}

function DemoDay({ on }: { on: string }) {
  return (
    <>
      {' · '}
      <span className="sm:hidden">
        <Day on={on} style="short" />
      </span>
      <span className="max-sm:hidden">
        <Day on={on} style="full" />
      </span>
    </>
  )
}

type DemoButtonProps = { isPending: boolean; onPress: () => void; children: ReactNode }

function DemoButton({ isPending, onPress, children }: DemoButtonProps) {
  return (
    <Button variant="quiet" size="small" className="h-8! px-2! text-accent-text!" isPending={isPending} onPress={onPress}>
      {children}
    </Button>
  )
}
