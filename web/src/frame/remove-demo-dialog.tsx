import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Overview } from '../../../src/api/contract.ts'
import { send } from '../api/client.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useErrorWords } from '../ui/query-view.tsx'

export function RemoveDemoDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const words = useErrorWords()
  const remove = useMutation({
    mutationFn: () => send<Overview>('POST', '/demo/remove'),
    onSuccess: async () => {
      onClose()
      await navigate({ to: '/' })
      await client.resetQueries()
    },
  })
  return (
    <Dialog
      title={<Trans>Remove the demo?</Trans>}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button variant="danger" isPending={remove.isPending} onPress={() => remove.mutate()}>
            <Trans>Remove demo</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          All made-up banks, accounts and transactions go, with every file and edit you tried out on them. After that you
          can connect your own bank.
        </Trans>
      </p>
      {remove.error !== null && (
        <Banner tone="bad" role="alert">
          {words(remove.error)}
        </Banner>
      )}
    </Dialog>
  )
}
