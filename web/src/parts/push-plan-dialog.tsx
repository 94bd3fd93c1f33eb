import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { DestinationView, PushPlanView } from '../../../src/api/contract/destinations.ts'
import { pushPlanQuery, useBeginPush } from '../api/destinations.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Money } from '../ui/money.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { Day } from '../ui/time.tsx'

/** Rows of a plan that are drawn; the words above count them all. */
const SHOWN_MAX = 50

type PlanDialogProps = { destination: DestinationView; onClose: () => void }

/** What a push would do. Nothing is written by asking. */
export function PushPlanDialog({ destination, onClose }: PlanDialogProps) {
  const { t } = useLingui()
  const query = useQuery(pushPlanQuery(destination.id))
  const push = useBeginPush()
  return (
    <Dialog
      title={<Trans>What would be sent to {destination.name}</Trans>}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button
            variant="primary"
            isDisabled={query.data === undefined}
            isPending={push.isPending}
            onPress={() => push.mutate(destination.id, { onSuccess: onClose })}
          >
            <Trans>Push now</Trans>
          </Button>
        </>
      }
    >
      <QueryView query={query} what={t`what would be sent`} skeleton={<SkeletonRows count={4} />}>
        {(plan) => <PlanSteps plan={plan} />}
      </QueryView>
    </Dialog>
  )
}

function PlanSteps({ plan }: { plan: PushPlanView }) {
  const shown = plan.steps.slice(0, SHOWN_MAX)
  return (
    <>
      <p>{plan.words}</p>
      <ul className="divide-y divide-line">
        {shown.map((step) => (
          <li key={step.transactionId} className="flex items-baseline justify-between gap-3 py-2">
            <span className="min-w-0">
              <span className="block truncate text-ink">{step.payoree ?? step.description ?? step.transactionId}</span>
              <span className="block text-caption text-muted">
                <StepWords step={step} /> {step.on !== null && <Day on={step.on} />}
              </span>
            </span>
            {step.amount !== null && <Money amount={step.amount} isMovement />}
          </li>
        ))}
      </ul>
      {plan.stepsTotal > shown.length && (
        <p className="text-muted">
          <Plural value={plan.stepsTotal - shown.length} one="and # more" other="and # more" />
        </p>
      )}
    </>
  )
}

function StepWords({ step }: { step: PushPlanView['steps'][number] }) {
  if (step.why !== null) return step.why
  if (step.what === 'create') return <Trans>new there</Trans>
  if (step.what === 'update') return <Trans>changed here</Trans>
  if (step.what === 'delete') return <Trans>gone here, deleted there</Trans>
  return <Trans>there already</Trans>
}
