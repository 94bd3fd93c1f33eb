import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CircleCheck, ExternalLink, LoaderCircle, Search } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { LinkSessionView, RunDetailView } from '../../../src/api/contract.ts'
import { connectionQuery, linkQuery, useRun } from '../api/queries.ts'
import { accountTitle } from '../parts/account-name.tsx'
import { useConnectSteps } from '../parts/connect-steps.ts'
import { CountTiles } from '../parts/counts.tsx'
import { Message } from '../parts/message.tsx'
import { RejectedTable } from '../parts/rejected-table.tsx'
import { RunProgress } from '../parts/run-progress.tsx'
import { isOpenRun } from '../parts/run-state-badge.tsx'
import { SupportDetails } from '../parts/support-details.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button, ButtonLink, buttonClass } from '../ui/button.tsx'
import { Card, SectionCard } from '../ui/card.tsx'
import { Money } from '../ui/money.tsx'
import { focusTitle, Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { Steps } from '../ui/steps.tsx'
import { TextLink } from '../ui/text-link.tsx'

const route = getRouteApi('/connect/return/$linkId')

/** Where the bank sends the person back to: waiting, what went wrong, or the first import and what it brought. */
export function ConnectReturn() {
  const { t } = useLingui()
  const { linkId } = route.useParams()
  const navigate = route.useNavigate()
  const [state] = useState(() => new URLSearchParams(window.location.search).get('state'))
  const query = useQuery(linkQuery(linkId, state))
  // What the bank hands back in the address is for the server; it need not stay on the screen.
  useEffect(() => {
    if (window.location.search !== '') void navigate({ search: {}, replace: true })
  }, [navigate])
  const bank = query.data?.institutionName
  return (
    <Page title={bank ? t`Connect ${bank}` : t`Connect a bank`} isNarrow>
      <QueryView query={query} what={t`how your sign-in went`} skeleton={<SkeletonCards count={1} />}>
        {(session) => (
          <Stage session={session} isChecking={query.isFetching} onCheck={() => void query.refetch()} />
        )}
      </QueryView>
    </Page>
  )
}

type StageProps = { session: LinkSessionView; isChecking: boolean; onCheck: () => void }

function Stage(props: StageProps) {
  const steps = useConnectSteps()
  const { session } = props
  if (session.stage === 'connected' && session.runId !== null) {
    return <FirstImport runId={session.runId} connectionId={session.connectionId} />
  }
  return (
    <>
      <Steps names={steps} current={2} />
      {session.stage === 'waiting' || session.stage === 'connected' ? <Waiting {...props} /> : <Ended session={session} />}
    </>
  )
}

function Waiting({ session, isChecking, onCheck }: StageProps) {
  const { t } = useLingui()
  const bank = session.institutionName ?? t`your bank`
  return (
    <Card className="p-6">
      <div className="flex items-start gap-4">
        <LoaderCircle aria-hidden className="turning mt-0.5 size-6 shrink-0 text-accent-text" />
        <div>
          <h2 className="text-lg font-semibold tracking-tight">
            <Trans>Waiting for {bank}</Trans>
          </h2>
          <p className="mt-1 text-muted">
            <Trans>
              Sign in on the bank's page. This page notices by itself when you have finished there; if it doesn't, check
              again.
            </Trans>
          </p>
        </div>
      </div>
      <div className="mt-6 flex flex-wrap gap-2">
        <a href={session.showUrl} className={buttonClass('primary')}>
          <Trans>Open the bank's page</Trans>
          <ExternalLink aria-hidden />
        </a>
        <Button icon={<Search aria-hidden />} isPending={isChecking} onPress={onCheck}>
          <Trans>Check again</Trans>
        </Button>
        <ButtonLink to="/connect" variant="quiet">
          <Trans>Cancel</Trans>
        </ButtonLink>
      </div>
    </Card>
  )
}

function Ended({ session }: { session: LinkSessionView }) {
  return (
    <Banner
      tone="warn"
      title={
        session.stage === 'expired' ? (
          <Trans>The sign-in took too long, so it was closed</Trans>
        ) : (
          <Trans>Nothing was connected</Trans>
        )
      }
      actions={
        <>
          <ButtonLink to="/connect" search={session.institutionName ? { text: session.institutionName } : {}}>
            <Trans>Try again</Trans>
          </ButtonLink>
          <ButtonLink to="/import">
            <Trans>Import a file</Trans>
          </ButtonLink>
        </>
      }
    >
      {session.message !== null ? (
        <Message message={session.message} />
      ) : (
        (session.declineReason ?? <Trans>Nothing was read or stored. You can start again at any time.</Trans>)
      )}
    </Banner>
  )
}

function FirstImport({ runId, connectionId }: { runId: string; connectionId: string | null }) {
  const { t } = useLingui()
  const steps = useConnectSteps()
  const query = useRun(runId)
  const isOver = query.data !== undefined && !isOpenRun(query.data)
  useEffect(() => {
    if (isOver) focusTitle()
  }, [isOver])
  return (
    <>
      <Steps names={steps} current={3} />
      <QueryView query={query} what={t`the first import`} skeleton={<SkeletonCards count={1} />}>
        {(run) =>
          isOpenRun(run) ? (
            <SectionCard title={<Trans>Your history is arriving</Trans>}>
              <RunProgress run={run} />
            </SectionCard>
          ) : (
            <Arrived run={run} connectionId={connectionId ?? run.connectionId} />
          )
        }
      </QueryView>
    </>
  )
}

function Arrived({ run, connectionId }: { run: RunDetailView; connectionId: string }) {
  const { data: connection } = useQuery(connectionQuery(connectionId))
  const isDone = run.state === 'succeeded'
  return (
    <div className="space-y-5">
      {isDone ? (
        <Headline>
          <Plural
            value={run.counts.added}
            one="# transaction has arrived from"
            other="# transactions have arrived from"
          />{' '}
          {run.institutionName}
        </Headline>
      ) : (
        <Banner tone={run.state === 'failed' ? 'bad' : 'warn'}>
          {run.message === null ? (
            <Trans>The first import didn't finish. What arrived is kept; the next sync goes on from there.</Trans>
          ) : (
            <Message message={run.message} />
          )}
        </Banner>
      )}
      <SectionCard title={<Trans>What came of every record</Trans>}>
        <CountTiles counts={run.counts} />
      </SectionCard>
      {connection !== undefined && connection.accounts.length > 0 && (
        <SectionCard title={<Trans>Accounts</Trans>}>
          <ul className="divide-y divide-line">
            {connection.accounts.map((account) => (
              <li key={account.id} className="flex items-center justify-between gap-4 py-2.5 first:pt-0 last:pb-0">
                <div className="min-w-0">
                  <TextLink to="/transactions" search={{ accountId: account.id }} className="block truncate">
                    {accountTitle(account)}
                  </TextLink>
                  <p className="text-caption text-muted">
                    <Plural value={account.transactionCount} one="# transaction" other="# transactions" />
                  </p>
                </div>
                {account.balance !== null && <Money amount={account.balance.amount} className="font-semibold" />}
              </li>
            ))}
          </ul>
        </SectionCard>
      )}
      {run.rejected.length > 0 && <RejectedTable rejected={run.rejected} />}
      {run.error !== null && <SupportDetails run={run} />}
      <div className="flex flex-wrap gap-2">
        <ButtonLink to="/transactions" variant="primary">
          <Trans>See the transactions</Trans>
        </ButtonLink>
        {run.counts.reviews > 0 && (
          <ButtonLink to="/review">
            <Trans>Review {run.counts.reviews}</Trans>
          </ButtonLink>
        )}
        <ButtonLink to="/connect">
          <Trans>Connect another bank</Trans>
        </ButtonLink>
      </div>
    </div>
  )
}

function Headline({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="flex items-center gap-3 rounded-card bg-good-soft px-5 py-4 text-good-text">
      <CircleCheck aria-hidden className="size-6 shrink-0" />
      <p className="text-lg font-semibold tracking-tight">{children}</p>
    </div>
  )
}
