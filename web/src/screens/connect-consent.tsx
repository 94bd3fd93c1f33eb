import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ArrowLeft, ArrowRight, Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { InstitutionView, LinkSessionView, StartLink } from '../../../src/api/contract.ts'
import { send } from '../api/client.ts'
import { institutionsQuery, useConnections } from '../api/queries.ts'
import { useConnectSteps } from '../parts/connect-steps.ts'
import { HISTORY_DAYS_DEFAULT } from '../search.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView, useErrorWords } from '../ui/query-view.tsx'
import { RadioTiles } from '../ui/radio-tiles.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { Steps } from '../ui/steps.tsx'
import { TextLink } from '../ui/text-link.tsx'

const route = getRouteApi('/connect/consent')
const HISTORY_DAYS = [30, 90, 365, 730] as const

/** Step 2 of connecting: what is read, for how long back, and what never happens. */
export function ConnectConsent() {
  const { t } = useLingui()
  const { institutionId, provider, name } = route.useSearch()
  const steps = useConnectSteps()
  const query = useQuery(institutionsQuery(name, ''))
  return (
    <Page title={name === '' ? t`Connect a bank` : t`Connect ${name}`} isNarrow>
      <Steps names={steps} current={1} />
      <QueryView query={query} what={t`this bank`} skeleton={<SkeletonCards count={2} />}>
        {(institutions) => {
          const bank = institutions.find((known) => known.id === institutionId && known.provider === provider)
          return bank === undefined ? <NoBank /> : <Consent bank={bank} />
        }}
      </QueryView>
    </Page>
  )
}

function NoBank() {
  return (
    <EmptyState
      icon={<X aria-hidden />}
      title={<Trans>This bank isn't offered any more</Trans>}
      actions={
        <ButtonLink to="/connect" variant="primary">
          <Trans>Choose another bank</Trans>
        </ButtonLink>
      }
    />
  )
}

function Consent({ bank }: { bank: InstitutionView }) {
  const { i18n } = useLingui()
  const { country, days = HISTORY_DAYS_DEFAULT } = route.useSearch()
  const navigate = route.useNavigate()
  const words = useErrorWords()
  const { data: connections } = useConnections()
  const known = connections?.find((one) => one.institutionName === bank.name && !one.isDisconnected)
  const start = useMutation({
    mutationFn: () =>
      send<LinkSessionView>('POST', '/links', {
        institutionId: bank.id,
        provider: bank.provider,
        isDemo: bank.isDemo,
        country,
        historyDays: days,
        language: i18n.locale,
      } satisfies StartLink),
    onSuccess: async (session) => {
      // First our own page, so that the browser's Back from the bank leads to it.
      await navigate({ to: '/connect/return/$linkId', params: { linkId: session.id }, search: {} })
      window.location.assign(session.showUrl)
    },
  })
  return (
    <div className="space-y-5">
      {known !== undefined && (
        <Banner tone="info" title={<Trans>You already connected {bank.name}</Trans>}>
          <Trans>
            Go on only to add another sign-in at this bank. To fix or change the first one, open{' '}
            <TextLink to="/connections/$connectionId" params={{ connectionId: known.id }}>
              that connection
            </TextLink>
            .
          </Trans>
        </Banner>
      )}
      <Card className="divide-y divide-line">
        <WhatWeRead bank={bank} />
        <div className="p-5">
          <History bank={bank} />
        </div>
      </Card>
      {start.error !== null && (
        <Banner tone="bad" role="alert" title={<Trans>Nothing was connected</Trans>}>
          {words(start.error)}
        </Banner>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <ButtonLink to="/connect" variant="quiet" icon={<ArrowLeft aria-hidden />}>
          <Trans>Back</Trans>
        </ButtonLink>
        <Button variant="primary" isPending={start.isPending || start.isSuccess} onPress={() => start.mutate()}>
          <Trans>Continue to {bank.name}</Trans>
          <ArrowRight aria-hidden />
        </Button>
      </div>
      <p className="text-caption text-muted">
        <Trans>
          You sign in on the bank's own page and come back here afterwards. Your choices are kept if you stop halfway.
        </Trans>
      </p>
    </div>
  )
}

function WhatWeRead({ bank }: { bank: InstitutionView }) {
  return (
    <>
      <div className="grid gap-6 p-5 sm:grid-cols-2">
        <Promises title={<Trans>We read</Trans>} icon={<Check aria-hidden className="text-good-text" />}>
          <Trans>Account names and the last 4 digits</Trans>
          <Trans>Balances</Trans>
          <Trans>Transactions, booked and pending</Trans>
        </Promises>
        <Promises title={<Trans>We never</Trans>} icon={<X aria-hidden className="text-bad-text" />}>
          <Trans>Move money</Trans>
          <Trans>See or store your bank password</Trans>
          <Trans>Pass your records on to anybody</Trans>
        </Promises>
      </div>
      <p className="px-5 py-4 text-caption text-muted">
        <Trans>
          {bank.providerTitle} carries the connection. What it brings is stored on this server, encrypted, until you
          delete it. Access lasts until you stop it; some banks ask you to confirm it every 90 days.
        </Trans>
      </p>
    </>
  )
}

function Promises({ title, icon, children }: { title: ReactNode; icon: ReactNode; children: ReactNode[] }) {
  return (
    <div>
      <h2 className="mb-2 font-semibold">{title}</h2>
      <ul className="space-y-1.5">
        {children.map((promise, index) => (
          <li key={index} className="flex items-start gap-2.5 text-soft [&_svg]:mt-1 [&_svg]:size-4 [&_svg]:shrink-0">
            {icon}
            {promise}
          </li>
        ))}
      </ul>
    </div>
  )
}

function History({ bank }: { bank: InstitutionView }) {
  const { t } = useLingui()
  const { days = HISTORY_DAYS_DEFAULT } = route.useSearch()
  const navigate = route.useNavigate()
  const labels: Record<(typeof HISTORY_DAYS)[number], string> = {
    30: t`30 days`,
    90: t`90 days`,
    365: t`1 year`,
    730: t`Everything`,
  }
  return (
    <>
      <RadioTiles
        label={t`How far back?`}
        columns={4}
        choices={HISTORY_DAYS.map((count) => ({ value: String(count), label: labels[count] }))}
        value={String(days)}
        onChange={(chosen) => navigate({ search: (before) => ({ ...before, days: Number(chosen) }), replace: true })}
      />
      <p className="mt-2 text-caption text-muted">
        <Trans>
          Everything means up to 24 months, as far as {bank.name} gives it. Choose well: some providers can't extend this
          later.
        </Trans>
      </p>
    </>
  )
}
