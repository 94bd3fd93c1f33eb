import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ArrowRight, CircleCheck, FileUp, Inbox, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConnectionView, Overview } from '../../../src/api/contract.ts'
import type { FindingView } from '../../../src/api/contract/proof.ts'
import { accountsQuery, findingsQuery, latestQuery, useConnections } from '../api/queries.ts'
import { Alerts } from '../parts/alerts.tsx'
import { Balances } from '../parts/balances.tsx'
import { FindingAction, FindingTitle } from '../parts/finding.tsx'
import { ConnectionActionButton } from '../parts/connection-action-button.tsx'
import { ConnectionTiming } from '../parts/connection-timing.tsx'
import { byNeed, needsPerson, StatusBadge } from '../parts/status-badge.tsx'
import { TransactionLine } from '../parts/transaction-line.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { RelativeTime } from '../ui/time.tsx'

/** More than these would push the rest of the page away; the others are one click further. */
const NEEDS_SHOWN = 3
const LATEST_SHOWN = 12
const BANKS_SHOWN = 5

/** "Is everything in, and does anything need me?" */
export function Dashboard({ overview }: { overview: Overview }) {
  const { t } = useLingui()
  const connections = useConnections()
  const findings = useQuery(findingsQuery)
  // That all is well is said once everything has been looked at; where the looking fails, what is known is said.
  const isKnown = connections.data !== undefined && !findings.isPending
  return (
    <Page
      title={t`Dashboard`}
      actions={
        <>
          <ButtonLink to="/import" icon={<FileUp aria-hidden />}>
            <Trans>Import a file</Trans>
          </ButtonLink>
          <ButtonLink to="/connect" variant="primary" icon={<Plus aria-hidden />}>
            <Trans>Connect a bank</Trans>
          </ButtonLink>
        </>
      }
    >
      <div className="space-y-5">
        {isKnown && <Verdict overview={overview} connections={connections.data} findings={findings.data ?? []} />}
        <div className="grid grid-cols-1 items-start gap-5 wide:grid-cols-5">
          <div className="space-y-5 wide:order-2 wide:col-span-2">
            <Balances />
            <Banks query={connections} />
          </div>
          <div className="space-y-5 wide:col-span-3">
            <Alerts />
            <Latest />
          </div>
        </div>
      </div>
    </Page>
  )
}

type VerdictProps = { overview: Overview; connections: ConnectionView[]; findings: FindingView[] }

function Verdict({ overview, connections, findings }: VerdictProps) {
  const needy = connections.filter(needsPerson).sort(byNeed)
  if (needy.length === 0 && overview.openReviews === 0 && findings.length === 0) return <AllWell connections={connections} />
  return (
    <section aria-labelledby="needs" className="rounded-card border border-warn-line bg-warn-soft">
      <h2 id="needs" className="px-5 pt-4 pb-1 font-semibold">
        <Trans>Needs you</Trans>
      </h2>
      <ul className="divide-y divide-warn-line/60">
        {needy.slice(0, NEEDS_SHOWN).map((connection) => (
          <Need
            key={connection.id}
            title={connection.message?.happened ?? connection.institutionName}
            action={<ConnectionActionButton connection={connection} size="small" />}
          >
            {connection.message?.yourTransactions} {connection.message?.todo}
          </Need>
        ))}
        {findings.slice(0, NEEDS_SHOWN).map((finding) => (
          <Need
            key={`${finding.accountId} ${finding.kind}`}
            title={<FindingTitle finding={finding} />}
            action={<FindingAction finding={finding} />}
          >
            {finding.text}
          </Need>
        ))}
        {overview.openReviews > 0 && (
          <Need
            title={
              <Plural
                value={overview.openReviews}
                one="# question about your transactions"
                other="# questions about your transactions"
              />
            }
            action={
              <ButtonLink to="/review" size="small" icon={<Inbox aria-hidden />}>
                <Trans>Look</Trans>
              </ButtonLink>
            }
          >
            <Trans>Everything stays as it is until you decide.</Trans>
          </Need>
        )}
      </ul>
      {needy.length > NEEDS_SHOWN && (
        <p className="border-t border-warn-line/60 px-5 py-3">
          <TextLink to="/connections" search={{ show: 'needs-you' }}>
            <Trans>All {needy.length} connections that need you</Trans>
          </TextLink>
        </p>
      )}
    </section>
  )
}

function Need({ title, action, children }: { title: ReactNode; action: ReactNode; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 px-5 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium">{title}</p>
        <p className="text-caption text-soft">{children}</p>
      </div>
      {action}
    </li>
  )
}

function AllWell({ connections }: { connections: ConnectionView[] }) {
  const next = connections
    .filter((connection) => connection.nextDueAt !== null && !connection.isDisconnected)
    .map((connection) => connection.nextDueAt ?? '')
    .sort()[0]
  const isBusy = connections.some((connection) => connection.openRun !== null)
  return (
    <section className="flex items-center gap-3 rounded-card border border-line bg-surface px-5 py-4 shadow-card">
      <CircleCheck aria-hidden className="size-6 shrink-0 text-good-text" />
      <p>
        <span className="font-semibold">
          {isBusy ? <Trans>New transactions are being fetched.</Trans> : <Trans>Everything is up to date.</Trans>}
        </span>{' '}
        <span className="text-muted">
          {next === undefined || isBusy ? (
            <Trans>Nothing needs you.</Trans>
          ) : (
            <Trans>
              Nothing needs you. Next sync <RelativeTime at={next} />.
            </Trans>
          )}
        </span>
      </p>
    </section>
  )
}

function Banks({ query }: { query: ReturnType<typeof useConnections> }) {
  const { t } = useLingui()
  return (
    <SectionCard
      title={<Trans>Banks</Trans>}
      actions={
        <TextLink to="/connections" className="text-caption">
          <Trans>All connections</Trans>
        </TextLink>
      }
    >
      <QueryView query={query} what={t`your connections`} skeleton={<SkeletonRows count={2} />}>
        {(connections) =>
          connections.length === 0 ? (
            <p className="text-muted">
              <Trans>
                No bank is connected. <TextLink to="/connect">Connect one</TextLink>: it takes about 3 minutes and is
                read-only.
              </Trans>
            </p>
          ) : (
            <ul className="divide-y divide-line">
              {[...connections].sort(byNeed).slice(0, BANKS_SHOWN).map((connection) => (
                <li key={connection.id} className="py-2.5 first:pt-0 last:pb-0">
                  <div className="flex items-center justify-between gap-3">
                    <TextLink
                      to="/connections/$connectionId"
                      params={{ connectionId: connection.id }}
                      className="truncate text-ink! no-underline! hover:underline!"
                    >
                      {connection.institutionName}
                    </TextLink>
                    <StatusBadge connection={connection} />
                  </div>
                  <p className="text-caption text-muted">
                    <ConnectionTiming connection={connection} />
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </SectionCard>
  )
}

function Latest() {
  const { t } = useLingui()
  const query = useQuery(latestQuery(LATEST_SHOWN))
  const { data: accounts } = useQuery(accountsQuery)
  return (
    <SectionCard
      title={<Trans>Latest transactions</Trans>}
      isFlush
      actions={
        <TextLink to="/transactions" className="inline-flex items-center gap-1 text-caption">
          <Trans>All transactions</Trans>
          <ArrowRight aria-hidden className="size-3.5" />
        </TextLink>
      }
    >
      <QueryView query={query} what={t`the latest transactions`} skeleton={<SkeletonRows count={LATEST_SHOWN} />}>
        {(page) =>
          page.transactions.length === 0 ? (
            <p className="px-5 pt-1 pb-6 text-muted">
              <Trans>Your transactions appear here after the first sync or file.</Trans>
            </p>
          ) : (
            <ul className="pb-2">
              {page.transactions.map((transaction) => (
                <li key={transaction.id}>
                  <TransactionLine
                    transaction={transaction}
                    account={accounts?.find((account) => account.id === transaction.accountId)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </SectionCard>
  )
}
