import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { WhyView } from '../../../src/api/contract/why.ts'
import { useDecision } from '../api/decisions.ts'
import { Button } from '../ui/button.tsx'
import { CheckBox } from '../ui/check-box.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Money } from '../ui/money.tsx'
import { Day } from '../ui/time.tsx'
import { Marks } from './why-records.tsx'

/** Asks which records are another movement, and takes them out. */
export function SeparateDialog({ why, onClose }: { why: WhyView; onClose: () => void }) {
  const decide = useDecision()
  const [recordIds, setRecordIds] = useState<readonly string[]>([])
  const isWhole = recordIds.length > 0 && recordIds.length < why.records.length
  return (
    <Dialog
      title={<Trans>What is another transaction?</Trans>}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isDisabled={!isWhole}
            isPending={decide.isPending}
            onPress={() =>
              decide.mutate(
                { kind: 'separate', transactionId: why.transaction.id, recordIds },
                { onSuccess: onClose },
              )
            }
          >
            <Trans>Take apart</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>What you choose becomes a transaction of its own. Later syncs keep them apart. At least one stays.</Trans>
      </p>
      <div className="divide-y divide-line rounded-control border border-line text-ink">
        {why.records.map((record) => (
          <CheckBox
            key={record.id}
            className="px-3 py-2.5"
            isChecked={recordIds.includes(record.id)}
            onChange={(isChosen) =>
              setRecordIds(isChosen ? [...recordIds, record.id] : recordIds.filter((id) => id !== record.id))
            }
          >
            <span className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{record.sourceName}</span>
              <Marks record={record} />
              <Money amount={record.amount} isMovement />
            </span>
            <span className="block text-caption break-words text-muted">
              <RecordDay record={record} /> {record.description}
            </span>
          </CheckBox>
        ))}
      </div>
    </Dialog>
  )
}

function RecordDay({ record }: { record: WhyView['records'][number] }) {
  const on = record.postedOn ?? record.transactionOn
  return on === null ? null : <Day on={on} />
}
