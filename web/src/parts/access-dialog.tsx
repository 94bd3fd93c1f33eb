import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DestinationView } from '../../../src/api/contract/destinations.ts'
import { destinationsQuery, useChangeDestination } from '../api/destinations.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { SettingFields } from './setting-fields.tsx'

/** Takes a new token or address, which the server tries before it keeps it. */
export function AccessDialog({ destination, onClose }: { destination: DestinationView; onClose: () => void }) {
  const { data: loaded } = useQuery(destinationsQuery)
  const [settings, setSettings] = useState<Record<string, string>>({ ...destination.settings })
  const change = useChangeDestination(destination.id)
  const words = useErrorWords()
  const program = loaded?.programs.find((each) => each.name === destination.program)
  return (
    <Dialog
      title={<Trans>Access to {destination.name}</Trans>}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={change.isPending}
            onPress={() => change.mutate(settings, { onSuccess: onClose })}
          >
            <Trans>Try and save</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>What you leave empty stays as it is. A token is never shown again.</Trans>
      </p>
      <SettingFields fields={program?.settings ?? []} settings={settings} onChange={setSettings} />
      {change.error !== null && (
        <p role="alert" className="text-bad-text">
          {words(change.error)}
        </p>
      )}
    </Dialog>
  )
}
