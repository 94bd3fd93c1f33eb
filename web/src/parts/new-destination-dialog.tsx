import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { ProgramView } from '../../../src/api/contract/destinations.ts'
import { useConnectDestination } from '../api/destinations.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { Select } from '../ui/select.tsx'
import { SettingFields } from './setting-fields.tsx'

/** Asks for the program and its access, which the server tries before it keeps it. */
export function NewDestinationDialog({ programs, onClose }: { programs: readonly ProgramView[]; onClose: () => void }) {
  const { t } = useLingui()
  const [name, setName] = useState(programs[0]?.name ?? '')
  const [settings, setSettings] = useState<Record<string, string>>({})
  const connect = useConnectDestination()
  const words = useErrorWords()
  const program = programs.find((each) => each.name === name)
  const fields = program?.settings ?? []
  const isMissing = fields.some((field) => field.isRequired && (settings[field.name] ?? '').trim() === '')
  const choose = (next: string) => {
    setName(next)
    setSettings({})
  }
  return (
    <Dialog
      title={<Trans>Add a budget program</Trans>}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isDisabled={isMissing}
            isPending={connect.isPending}
            onPress={() => connect.mutate({ program: name, settings }, { onSuccess: onClose })}
          >
            <Trans>Try and save</Trans>
          </Button>
        </>
      }
    >
      <Select
        label={t`Program`}
        choices={programs.map((each) => ({ value: each.name, label: each.label }))}
        value={name}
        onChange={choose}
      />
      <SettingFields key={name} fields={fields} settings={settings} onChange={setSettings} />
      {connect.error !== null && (
        <p role="alert" className="text-bad-text">
          {words(connect.error)}
        </p>
      )}
    </Dialog>
  )
}
