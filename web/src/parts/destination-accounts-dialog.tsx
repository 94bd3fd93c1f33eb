import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DestinationAccountsView, DestinationView } from '../../../src/api/contract/destinations.ts'
import { destinationAccountsQuery, type MappingWish, useMapAccounts } from '../api/destinations.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { Select } from '../ui/select.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { useNow } from '../ui/time.tsx'

type DialogProps = { destination: DestinationView; onClose: () => void }

/** Which account goes where, and from which day on. */
export function DestinationAccountsDialog({ destination, onClose }: DialogProps) {
  const { t } = useLingui()
  const query = useQuery(destinationAccountsQuery(destination.id))
  const [chosen, setChosen] = useState<Record<string, MappingWish | null>>({})
  const save = useMapAccounts(destination.id)
  const wishes = wishesOf(query.data, chosen)
  return (
    <Dialog
      title={<Trans>Accounts for {destination.name}</Trans>}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isDisabled={query.data === undefined}
            isPending={save.isPending}
            onPress={() => save.mutate(wishes, { onSuccess: onClose })}
          >
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <QueryView query={query} what={t`the accounts there`} skeleton={<SkeletonRows count={3} />}>
        {(loaded) => (
          <div className="space-y-4">
            <p>
              <Trans>Send from the day after the last one that is in the program already, so that nothing doubles.</Trans>
            </p>
            {loaded.accounts.map((account) => (
              <AccountRow
                key={account.id}
                account={account}
                theirs={loaded.theirAccounts}
                wish={wishes.find(({ accountId }) => accountId === account.id) ?? null}
                onChange={(wish) => setChosen({ ...chosen, [account.id]: wish })}
              />
            ))}
          </div>
        )}
      </QueryView>
    </Dialog>
  )
}

/** What is chosen in the dialog, else as it was. */
function wishesOf(
  loaded: DestinationAccountsView | undefined,
  chosen: Record<string, MappingWish | null>,
): MappingWish[] {
  return (loaded?.accounts ?? []).flatMap(({ id }): MappingWish[] => {
    if (chosen[id] !== undefined) return chosen[id] === null ? [] : [chosen[id]]
    const before = loaded?.mappings.find(({ accountId }) => accountId === id)
    if (before === undefined) return []
    return [{ accountId: id, theirAccountId: before.theirAccountId, sendsFromOn: before.sendsFromOn }]
  })
}

const NOWHERE = ''

type AccountRowProps = {
  account: DestinationAccountsView['accounts'][number]
  theirs: DestinationAccountsView['theirAccounts']
  wish: MappingWish | null
  onChange: (wish: MappingWish | null) => void
}

function AccountRow({ account, theirs, wish, onChange }: AccountRowProps) {
  const { t } = useLingui()
  const fitting = theirs.filter(({ currency, isClosed }) => {
    return !isClosed && (currency === null || currency === account.currency)
  })
  const today = useNow().toISOString().slice(0, 10)
  const choose = (theirAccountId: string) =>
    onChange(
      theirAccountId === NOWHERE
        ? null
        : { accountId: account.id, theirAccountId, sendsFromOn: wish?.sendsFromOn ?? today },
    )
  return (
    <div className="space-y-2">
      <Select
        label={account.name}
        choices={[
          { value: NOWHERE, label: t`Not sent` },
          ...fitting.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={wish?.theirAccountId ?? NOWHERE}
        onChange={choose}
      />
      {wish !== null && (
        <Field
          label={t`First day that is sent`}
          type="date"
          value={wish.sendsFromOn}
          onChange={(sendsFromOn) => onChange({ ...wish, sendsFromOn })}
        />
      )}
    </div>
  )
}
