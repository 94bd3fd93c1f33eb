import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Pause, Play, RefreshCw, Unplug } from 'lucide-react'
import { useState } from 'react'
import type { ConnectionView } from '../../../src/api/contract.ts'
import { connectionQuery, useRun } from '../api/queries.ts'
import { accountTitle, ACCOUNT_KINDS } from '../parts/account-name.tsx'
import { ConnectionActionButton } from '../parts/connection-action-button.tsx'
import { canSync, useConnectionActions } from '../parts/connection-actions.ts'
import { ConnectionTiming } from '../parts/connection-timing.tsx'
import { Message } from '../parts/message.tsx'
import { RunList } from '../parts/run-list.tsx'
import { RunProgress } from '../parts/run-progress.tsx'
import { needsPerson, StatusBadge } from '../parts/status-badge.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Menu, type MenuAction } from '../ui/menu.tsx'
import { Money } from '../ui/money.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { RelativeTime } from '../ui/time.tsx'

const route = getRouteApi('/connections/$connectionId')

/** One bank: how it is, its accounts, its syncs, and what can be done with it. */
export function ConnectionDetail() {
  const { t } = useLingui()
  const { connectionId } = route.useParams()
  const query = useQuery(connectionQuery(connectionId))
  return (
    <QueryView query={query} what={t`this connection`} skeleton={<SkeletonCards count={3} />}>
      {(connection) => <Loaded key={connection.id} connection={connection} />}
    </QueryView>
  )
}

function Loaded({ connection }: { connection: ConnectionView }) {
  return (
    <Page
      title={connection.institutionName}
      eyebrow={
        <TextLink to="/connections">
          <Trans>Connections</Trans>
        </TextLink>
      }
      badge={<StatusBadge connection={connection} />}
      lead={<ConnectionTiming connection={connection} />}
      actions={<Actions connection={connection} />}
    >
      <div className="space-y-5">
        {connection.message !== null && connection.openRun === null && (
          <Banner
            tone={needsPerson(connection) ? 'warn' : 'info'}
            actions={<ConnectionActionButton connection={connection} size="small" />}
          >
            <Message message={connection.message} />
          </Banner>
        )}
        {connection.openRun !== null && (
          <SectionCard
            title={<Trans>Syncing now</Trans>}
            actions={
              <TextLink to="/runs/$runId" params={{ runId: connection.openRun.id }} className="text-caption">
                <Trans>Open this sync</Trans>
              </TextLink>
            }
          >
            <LiveRun runId={connection.openRun.id} fallback={connection.openRun} />
          </SectionCard>
        )}
        <div className="grid grid-cols-1 items-start gap-5 wide:grid-cols-3">
          <div className="space-y-5 wide:col-span-2">
            <Accounts connection={connection} />
            <SectionCard title={<Trans>Sync history</Trans>} isFlush>
              <RunList connectionId={connection.id} />
            </SectionCard>
          </div>
          <Facts connection={connection} />
        </div>
      </div>
    </Page>
  )
}

function LiveRun({ runId, fallback }: { runId: string; fallback: NonNullable<ConnectionView['openRun']> }) {
  const { data: run } = useRun(runId)
  return <RunProgress run={run ?? fallback} />
}

function Actions({ connection }: { connection: ConnectionView }) {
  const { t } = useLingui()
  const { sync, change } = useConnectionActions()
  const [isDisconnecting, setIsDisconnecting] = useState(false)
  if (connection.isDisconnected) return null
  const isPaused = connection.status === 'paused'
  const pause: MenuAction = isPaused
    ? {
        id: 'resume',
        label: t`Resume`,
        icon: <Play aria-hidden />,
        onAction: () => change.mutate({ id: connection.id, to: 'resume' }),
      }
    : {
        id: 'pause',
        label: t`Pause`,
        icon: <Pause aria-hidden />,
        onAction: () => change.mutate({ id: connection.id, to: 'pause' }),
      }
  const disconnect: MenuAction = {
    id: 'disconnect',
    label: t`Disconnect…`,
    icon: <Unplug aria-hidden />,
    onAction: () => setIsDisconnecting(true),
    isDanger: true,
  }
  return (
    <>
      <Button
        variant="primary"
        icon={<RefreshCw aria-hidden />}
        isDisabled={!canSync(connection) && connection.openRun === null}
        isPending={sync.isPending || connection.openRun !== null}
        onPress={() => sync.mutate(connection.id)}
      >
        <Trans>Sync now</Trans>
      </Button>
      <Menu label={t`More actions for ${connection.institutionName}`} actions={[pause, disconnect]} />
      <DisconnectDialog
        connection={connection}
        isOpen={isDisconnecting}
        onClose={() => setIsDisconnecting(false)}
      />
    </>
  )
}

type DisconnectProps = { connection: ConnectionView; isOpen: boolean; onClose: () => void }

function DisconnectDialog({ connection, isOpen, onClose }: DisconnectProps) {
  const { change } = useConnectionActions()
  const { institutionName, providerTitle, transactionCount } = connection
  return (
    <Dialog
      title={<Trans>Disconnect {institutionName}?</Trans>}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Keep connected</Trans>
          </Button>
          <Button
            variant="danger"
            isPending={change.isPending}
            onPress={() => change.mutate({ id: connection.id, to: 'disconnect' }, { onSuccess: onClose })}
          >
            <Trans>Disconnect</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>Stops new imports and revokes access at {providerTitle}.</Trans>{' '}
        <strong className="font-semibold text-ink">
          <Plural value={transactionCount} one="Your # transaction stays." other="Your # transactions stay." />
        </strong>
      </p>
      <p>
        <Trans>The stored access is deleted. To import from this bank again you connect it anew.</Trans>
      </p>
    </Dialog>
  )
}

function Accounts({ connection }: { connection: ConnectionView }) {
  const { i18n } = useLingui()
  return (
    <SectionCard title={<Trans>Accounts</Trans>}>
      {connection.accounts.length === 0 ? (
        <p className="text-muted">
          <Trans>The bank's accounts appear here once the first sync has read them.</Trans>
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {connection.accounts.map((account) => (
            <li key={account.id} className="flex items-center justify-between gap-4 py-3 first:pt-1 last:pb-0">
              <div className="min-w-0">
                <TextLink to="/accounts/$accountId" params={{ accountId: account.id }} className="block truncate">
                  {accountTitle(account)}
                </TextLink>
                <p className="text-caption text-muted">
                  {i18n._(ACCOUNT_KINDS[account.kind])}
                  {' · '}
                  <Plural value={account.transactionCount} one="# transaction" other="# transactions" />
                </p>
              </div>
              {account.balance !== null && (
                <div className="text-right">
                  <Money amount={account.balance.amount} className="font-semibold" />
                  <p className="text-caption text-muted">
                    <RelativeTime at={account.balance.asOf} />
                  </p>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}

function Facts({ connection }: { connection: ConnectionView }) {
  const { i18n } = useLingui()
  return (
    <SectionCard title={<Trans>About this connection</Trans>}>
      <DescriptionList>
        <Described term={<Trans>Provider</Trans>}>{connection.providerTitle}</Described>
        <Described term={<Trans>Country</Trans>}>
          <CountryName code={connection.country} />
        </Described>
        <Described term={<Trans>Transactions</Trans>}>{connection.transactionCount.toLocaleString(i18n.locale)}</Described>
        <Described term={<Trans>Access ends</Trans>}>
          {connection.consentExpiresAt === null ? (
            <Trans>When you stop it</Trans>
          ) : (
            <RelativeTime at={connection.consentExpiresAt} />
          )}
        </Described>
        <Described term={<Trans>Read access</Trans>}>
          <Trans>Accounts, balances, transactions</Trans>
        </Described>
        <Described term={<Trans>Id</Trans>}>
          <code className="text-xs">{connection.id}</code>
        </Described>
      </DescriptionList>
    </SectionCard>
  )
}

function CountryName({ code }: { code: string }) {
  const { i18n } = useLingui()
  return <>{new Intl.DisplayNames(i18n.locale, { type: 'region', fallback: 'code' }).of(code)}</>
}
