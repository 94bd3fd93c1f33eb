import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Merge, Store } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { PayoreeView } from '../../../src/api/contract/payorees.ts'
import { PAYOREES_MAX, payoreesQuery } from '../api/queries.ts'
import { MergeDialog, RenameDialog, SortDialog, SplitDialog } from '../parts/payoree-dialogs.tsx'
import { type PayoreeAction, PayoreeLine } from '../parts/payoree-line.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { SearchBox } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

const route = getRouteApi('/payorees')
/** Typing pauses this long before the list is asked. */
const TYPING_MS = 250

/** Who paid and who was paid: names, what they are recognised by, and "always this category". */
export function Payorees() {
  const { t } = useLingui()
  const { text = '' } = route.useSearch()
  const query = useQuery(payoreesQuery(text))
  return (
    <Page
      title={t`Payorees`}
      lead={<Trans>The other side of each transaction. A name you give holds for all of its transactions, also new ones.</Trans>}
    >
      <Search text={text} />
      <QueryView query={query} what={t`the payorees`} skeleton={<SkeletonRows count={8} />}>
        {(payorees) => (payorees.length === 0 ? <Nothing isSearched={text !== ''} /> : <List payorees={payorees} />)}
      </QueryView>
    </Page>
  )
}

function Search({ text }: { text: string }) {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const [typed, setTyped] = useState(text)
  useEffect(() => {
    if (typed === text) return
    const timer = setTimeout(() => void navigate({ search: typed === '' ? {} : { text: typed }, replace: true }), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, text, navigate])
  return (
    <SearchBox
      label={t`Search payorees`}
      placeholder={t`Search by name`}
      clearLabel={t`Clear`}
      value={typed}
      onChange={setTyped}
      className="mb-4 max-w-md"
    />
  )
}

function Nothing({ isSearched }: { isSearched: boolean }) {
  if (isSearched) {
    return (
      <EmptyState icon={<Store aria-hidden />} title={<Trans>No payoree has that in its name</Trans>}>
        <Trans>Try a shorter part of it.</Trans>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Store aria-hidden />} title={<Trans>No payorees yet</Trans>}>
      <Trans>They appear with your first transactions.</Trans>
    </EmptyState>
  )
}

function List({ payorees }: { payorees: readonly PayoreeView[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [action, setAction] = useState<PayoreeAction | null>(null)
  const [isMerging, setIsMerging] = useState(false)
  const choose = (name: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(name)
    else next.delete(name)
    setChosen(next)
  }
  const close = () => setAction(null)
  return (
    <>
      <Card>
        <ul className="divide-y divide-line">
          {payorees.map((payoree) => (
            <PayoreeLine
              key={payoree.name}
              payoree={payoree}
              isChosen={chosen.has(payoree.name)}
              onChoose={(isChosen) => choose(payoree.name, isChosen)}
              onAction={setAction}
            />
          ))}
        </ul>
      </Card>
      {payorees.length === PAYOREES_MAX && (
        <p className="mt-3 text-center text-caption text-muted">
          <Trans>These are the {PAYOREES_MAX} most frequent. Search to find others.</Trans>
        </p>
      )}
      {chosen.size > 0 && (
        <div
          role="status"
          className="sticky bottom-[calc(var(--bottom-bar)+0.75rem)] z-10 mt-4 flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-raised p-3 pl-5 shadow-pop wide:bottom-4"
        >
          <Plural value={chosen.size} one="# chosen; choose another to merge" other="# chosen" />
          <span className="flex gap-2">
            <Button variant="quiet" onPress={() => setChosen(new Set())}>
              <Trans>Choose none</Trans>
            </Button>
            <Button
              variant="primary"
              icon={<Merge aria-hidden />}
              isDisabled={chosen.size < 2}
              onPress={() => setIsMerging(true)}
            >
              <Trans>Merge…</Trans>
            </Button>
          </span>
        </div>
      )}
      {isMerging && (
        <MergeDialog names={[...chosen]} onClose={() => setIsMerging(false)} onDone={() => setChosen(new Set())} />
      )}
      {action?.kind === 'rename' && <RenameDialog payoree={action.payoree} onClose={close} />}
      {action?.kind === 'split' && <SplitDialog payoree={action.payoree} onClose={close} />}
      {action?.kind === 'sort' && <SortDialog payoree={action.payoree} onClose={close} />}
    </>
  )
}
