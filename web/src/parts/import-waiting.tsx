import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import type { WaitingFileView } from '../../../src/api/contract/files.ts'
import { send } from '../api/client.ts'
import { waitingFilesQuery } from '../api/queries.ts'
import { formatSize } from '../format/size.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { RelativeTime } from '../ui/time.tsx'

/** Files that came in without hands, or whose import was left half way. Nothing is shown where there are none. */
export function ImportWaiting({ onChoose }: { onChoose: (file: WaitingFileView) => void }) {
  const { data: files = [] } = useQuery(waitingFilesQuery)
  if (files.length === 0) return null
  return (
    <SectionCard title={<Trans>Files that wait for you</Trans>} isFlush>
      <ul className="divide-y divide-line">
        {files.map((file) => (
          <li key={file.fileId}>
            <WaitingLine file={file} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

function WaitingLine({ file, onChoose }: { file: WaitingFileView; onChoose: (file: WaitingFileView) => void }) {
  const { t, i18n } = useLingui()
  const client = useQueryClient()
  const forget = useMutation({
    mutationFn: () => send('DELETE', `/files/${file.fileId}`),
    onSettled: () => client.invalidateQueries({ queryKey: waitingFilesQuery.queryKey }),
  })
  const { name } = file
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-3">
      <div className="min-w-0">
        <p className="font-medium break-all">{name}</p>
        <p className="text-caption text-muted">
          <RelativeTime at={file.handedInAt} /> · {formatSize(file.sizeBytes, i18n.locale)}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="small" onPress={() => onChoose(file)}>
          <Trans>Go on</Trans>
        </Button>
        <IconButton
          label={t`Forget ${name}`}
          icon={<Trash2 aria-hidden />}
          isPending={forget.isPending}
          onPress={() => forget.mutate()}
        />
      </div>
    </div>
  )
}
