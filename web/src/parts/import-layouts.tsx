import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import type { SavedLayoutView, TakenLayoutView } from '../../../src/api/contract/layouts.ts'
import { addressOf, send } from '../api/client.ts'
import { layoutsQuery } from '../api/queries.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Field } from '../ui/field.tsx'
import { useErrorWords } from '../ui/query-view.tsx'

/** A layout of two hundred columns is far smaller. */
const LAYOUT_BYTES_MAX = 262_144

/** How CSV files are read, to give away and to take from others; closed until somebody wants it. */
export function ImportLayouts() {
  const [isOpen, setIsOpen] = useState(false)
  if (isOpen) return <Layouts />
  return (
    <Button variant="quiet" size="small" onPress={() => setIsOpen(true)}>
      <Trans>Layouts of CSV files</Trans>
    </Button>
  )
}

function Layouts() {
  const words = useErrorWords()
  const client = useQueryClient()
  const { data: layouts = [] } = useQuery(layoutsQuery)
  const take = useMutation({
    mutationFn: async (file: File) => send<TakenLayoutView>('POST', '/layouts', await jsonOf(file)),
    onSettled: () => client.invalidateQueries({ queryKey: layoutsQuery.queryKey }),
  })
  return (
    <SectionCard title={<Trans>Layouts of CSV files</Trans>}>
      <p className="mb-3 text-caption text-muted">
        <Trans>
          What was learned of a bank's columns can be given to others with the same bank. It holds nothing of your account.
        </Trans>
      </p>
      <ul className="mb-4 space-y-3">
        {layouts.map((layout) => (
          <li key={layout.id}>
            <LayoutLine layout={layout} />
          </li>
        ))}
      </ul>
      <FileTrigger
        acceptedFileTypes={['application/json', '.json']}
        onSelect={(files) => {
          const [file] = files ?? []
          if (file !== undefined) take.mutate(file)
        }}
      >
        <Button size="small" isPending={take.isPending}>
          <Trans>Add a layout</Trans>
        </Button>
      </FileTrigger>
      <div className="mt-3 empty:hidden">
        {take.data !== undefined && (
          <Banner tone="info">
            <Trans>Files of {take.data.bank} with these columns are read so from now on.</Trans>
          </Banner>
        )}
        {take.error !== null && (
          <Banner tone="bad" role="alert" title={<Trans>The layout wasn't taken. Nothing was changed.</Trans>}>
            {words(take.error)}
          </Banner>
        )}
      </div>
    </SectionCard>
  )
}

async function jsonOf(file: File): Promise<object> {
  if (file.size > LAYOUT_BYTES_MAX) return {}
  try {
    const read: unknown = JSON.parse(await file.text())
    return typeof read === 'object' && read !== null ? read : {}
  } catch {
    // What is no JSON is refused by the server like any other file that is no layout.
    return {}
  }
}

function LayoutLine({ layout }: { layout: SavedLayoutView }) {
  const { t } = useLingui()
  const [bank, setBank] = useState('')
  const named = layout.columns.map(({ header }) => header).join(', ')
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <p className="min-w-0 text-caption break-words">{named}</p>
      {layout.keptBack === null ? (
        <div className="flex items-end gap-2">
          <Field label={t`Bank`} value={bank} onChange={setBank} />
          <a href={addressOf(`/layouts/${layout.id}`, { bank })} download className={buttonClass('secondary', 'small')}>
            <Download aria-hidden />
            <Trans>Download</Trans>
          </a>
        </div>
      ) : (
        <p className="text-caption text-muted">{layout.keptBack}</p>
      )}
    </div>
  )
}
