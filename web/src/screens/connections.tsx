import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Landmark, Plus, RefreshCw } from 'lucide-react'
import type { ConnectionView } from '../../../src/api/contract.ts'
import { useConnections } from '../api/queries.ts'
import { accountTitle } from '../parts/account-name.tsx'
import { ConnectionActionButton } from '../parts/connection-action-button.tsx'
import { canSync, useConnectionActions } from '../parts/connection-actions.ts'
import { ConnectionTiming } from '../parts/connection-timing.tsx'
import { Message } from '../parts/message.tsx'
import { byNeed, needsPerson, StatusBadge } from '../parts/status-badge.tsx'
import { CONNECTION_FILTERS, type ConnectionFilter } from '../search.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Money } from '../ui/money.tsx'
import { Page } from '../ui/page.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { useNotify } from '../ui/toast.tsx'

const route = getRouteApi('/connections')

const FILTERS: Record<ConnectionFilter, (connection: ConnectionView) => boolean> = {
  all: () => true,
  'needs-you': needsPerson,
  paused: (connection) => connection.status === 'paused' && !connection.isDisconnected,
}

/** Every bank with how it is and the one thing to do about it. */
export function Connections() {
  const { t } = useLingui()
  const query = useConnections()
  return (
    <Page
      title={t`Connections`}
      count={query.data?.length || undefined}
      actions={
        <>
          {query.data !== undefined && query.data.length > 0 && <SyncAll connections={query.data} />}
          <ButtonLink to="/connect" variant="primary" icon={<Plus aria-hidden />}>
            <Trans>Connect a bank</Trans>
          </ButtonLink>
        </>
      }
    >
      <QueryView query={query} what={t`your connections`} skeleton={<SkeletonCards count={6} />}>
        {(connections) => (connections.length === 0 ? <NoConnections /> : <Cards connections={connections} />)}
      </QueryView>
    </Page>
  )
}

function SyncAll({ connections }: { connections: ConnectionView[] }) {
  const { t } = useLingui()
  const { sync } = useConnectionActions()
  const notify = useNotify()
  const ready = connections.filter(canSync)
  const held = connections.filter(needsPerson).length
  const isBusy = connections.some((connection) => connection.openRun !== null)
  const start = async () => {
    const results = await Promise.allSettled(ready.map((connection) => sync.mutateAsync(connection.id)))
    const started = results.filter((result) => result.status === 'fulfilled').length
    if (started === ready.length) {
      notify('good', held === 0 ? t`Started ${started} syncs.` : t`Started ${started} syncs, left out ${held} that need you.`)
    }
  }
  return (
    <Button
      icon={<RefreshCw aria-hidden />}
      isDisabled={ready.length === 0 && !isBusy}
      isPending={sync.isPending || (ready.length === 0 && isBusy)}
      onPress={start}
    >
      <Trans>Sync all</Trans>
    </Button>
  )
}

function NoConnections() {
  return (
    <EmptyState
      icon={<Landmark aria-hidden />}
      title={<Trans>Connect your first bank</Trans>}
      actions={
        <>
          <ButtonLink to="/connect" variant="primary">
            <Trans>Connect a bank</Trans>
          </ButtonLink>
          <ButtonLink to="/import">
            <Trans>Import a file</Trans>
          </ButtonLink>
        </>
      }
    >
      <Trans>It takes about 3 minutes and is read-only.</Trans>
    </EmptyState>
  )
}

function Cards({ connections }: { connections: ConnectionView[] }) {
  const { t } = useLingui()
  const { show = 'all' } = route.useSearch()
  const shown = connections.filter(FILTERS[show]).sort(byNeed)
  const names: Record<ConnectionFilter, string> = { all: t`All`, 'needs-you': t`Needs you`, paused: t`Paused` }
  return (
    <>
      <nav aria-label={t`Show`} className="mb-4 flex flex-wrap gap-2">
        {CONNECTION_FILTERS.map((filter) => (
          <Link
            key={filter}
            to="/connections"
            search={filter === 'all' ? {} : { show: filter }}
            activeOptions={{ exact: true }}
            className={cx(
              'inline-flex h-8 items-center gap-1.5 rounded-full border px-3 text-caption font-medium',
              'border-line-strong/50 text-soft hover:bg-hover',
              'aria-[current=page]:border-accent aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-text',
            )}
          >
            {names[filter]}
            <span className="tabular">{connections.filter(FILTERS[filter]).length}</span>
          </Link>
        ))}
      </nav>
      {shown.length === 0 ? (
        <EmptyState icon={<Landmark aria-hidden />} title={<Trans>No connection is like that.</Trans>} />
      ) : (
        <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {shown.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} />
          ))}
        </ul>
      )}
    </>
  )
}

/** A card is one height with its row; what can be done stands at its foot. */
function ConnectionCard({ connection }: { connection: ConnectionView }) {
  const { t } = useLingui()
  const { openRun, message, institutionName } = connection
  return (
    <li className="relative flex flex-col rounded-card border border-line bg-surface p-5 shadow-card hover:border-line-strong/70">
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 font-semibold tracking-tight">
          <Link
            to="/connections/$connectionId"
            params={{ connectionId: connection.id }}
            className="rounded-sm after:absolute after:inset-0 after:rounded-card"
          >
            {institutionName}
          </Link>
        </h2>
        <StatusBadge connection={connection} />
      </div>
      <p className="text-caption text-muted">
        {connection.isDemo ? <Trans>Demo bank</Trans> : <Trans>via {connection.providerTitle}</Trans>}
        {connection.accounts.length > 0 && (
          <>
            {' · '}
            <Plural value={connection.accounts.length} one="# account" other="# accounts" />
          </>
        )}
      </p>
      {connection.accounts.length === 0 && (
        <p className="mt-4 text-muted">
          <Trans>Its accounts appear once the first sync has read them.</Trans>
        </p>
      )}
      <ul className="mt-4 space-y-1.5 empty:hidden">
        {connection.accounts.map((account) => (
          <li key={account.id} className="flex justify-between gap-4">
            <span className="truncate text-soft">{accountTitle(account)}</span>
            {account.balance !== null && <Money amount={account.balance.amount} className="font-medium" />}
          </li>
        ))}
      </ul>
      <div className="mt-auto pt-4">
        {openRun !== null && (
          <div className="mb-3">
            <ProgressBar label={t`Sync of ${institutionName}`} share={null} />
          </div>
        )}
        {message !== null && openRun === null && (
          <div className="mb-2 text-caption text-soft">
            <Message message={message} isBrief />
          </div>
        )}
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
          <p className="text-caption text-muted">
            <ConnectionTiming connection={connection} />
          </p>
          {connection.action !== null && (
            <span className="relative">
              <ConnectionActionButton connection={connection} size="small" />
            </span>
          )}
        </div>
      </div>
    </li>
  )
}
