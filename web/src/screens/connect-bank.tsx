import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Landmark } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Header } from 'react-aria-components/Header'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import type { ConnectionView, InstitutionView } from '../../../src/api/contract.ts'
import { institutionsQuery, useConnections } from '../api/queries.ts'
import { useConnectSteps } from '../parts/connect-steps.ts'
import { Badge } from '../ui/badge.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { SearchBox } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { Select } from '../ui/select.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { Steps } from '../ui/steps.tsx'

const route = getRouteApi('/connect')
/** Typing pauses this long before the search is asked. */
const TYPING_MS = 200
const ALL = 'all'
/** Where the providers have banks. */
const COUNTRIES = ['US', 'CA', 'GB', 'IE', 'AT', 'BE', 'DE', 'DK', 'ES', 'FI', 'FR', 'IT', 'NL', 'NO', 'PL', 'PT', 'SE']

/** Step 1 of connecting: which bank. */
export function ConnectBank() {
  const { t, i18n } = useLingui()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const steps = useConnectSteps()
  const [text, setText] = useState(search.text ?? '')
  const country = search.country ?? ''
  const query = useQuery({ ...institutionsQuery(search.text ?? '', country), placeholderData: keepPreviousData })
  const { data: connections } = useConnections()

  useEffect(() => {
    const timer = setTimeout(() => {
      void navigate({ search: (before) => ({ ...before, text: text || undefined }), replace: true })
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, navigate])

  const regions = new Intl.DisplayNames(i18n.locale, { type: 'region' })
  const countries = COUNTRIES.map((code) => ({ value: code, label: regions.of(code) ?? code })).sort((a, b) =>
    a.label.localeCompare(b.label, i18n.locale),
  )
  const choose = (institution: InstitutionView) =>
    navigate({
      to: '/connect/consent',
      search: {
        institutionId: institution.id,
        provider: institution.provider,
        name: institution.name,
        country: country || (institution.countries[0] ?? 'US'),
      },
    })

  return (
    <Page title={t`Connect a bank`} isNarrow>
      <Steps names={steps} current={0} />
      <Autocomplete inputValue={text} onInputChange={setText} disableAutoFocusFirst>
        <div className="mb-4 grid gap-3 sm:grid-cols-[1fr_13rem]">
          <SearchBox
            label={t`Bank's name or website`}
            placeholder={t`Bank's name or website`}
            clearLabel={t`Clear`}
          />
          <Select
            label={t`Country`}
            isLabelHidden
            choices={[{ value: ALL, label: t`All countries` }, ...countries]}
            value={country || ALL}
            onChange={(code) =>
              navigate({ search: (before) => ({ ...before, country: code === ALL ? undefined : code }), replace: true })
            }
          />
        </div>
        <QueryView query={query} what={t`the list of banks`} skeleton={<SkeletonRows count={5} />}>
          {(institutions) =>
            institutions.length === 0 ? (
              <NoBank />
            ) : (
              <Banks institutions={institutions} connections={connections ?? []} onChoose={choose} />
            )
          }
        </QueryView>
      </Autocomplete>
    </Page>
  )
}

type BanksProps = {
  institutions: InstitutionView[]
  connections: ConnectionView[]
  onChoose: (institution: InstitutionView) => void
}

function Banks({ institutions, connections, onChoose }: BanksProps) {
  const { t } = useLingui()
  const groups = [
    { id: 'real', title: t`Banks`, banks: institutions.filter((bank) => !bank.isDemo) },
    { id: 'demo', title: t`Demo banks: made up, to try things out`, banks: institutions.filter((bank) => bank.isDemo) },
  ].filter((group) => group.banks.length > 0)
  const byKey = new Map(institutions.map((bank) => [`${bank.provider}/${bank.id}`, bank]))
  return (
    <ListBox
      aria-label={t`Banks`}
      selectionMode="none"
      onAction={(key) => {
        const bank = byKey.get(String(key))
        if (bank !== undefined) onChoose(bank)
      }}
      className="space-y-5 outline-none"
    >
      {groups.map((group) => (
        <ListBoxSection key={group.id} id={group.id} aria-label={group.title}>
          <Header className="mb-2 text-caption font-medium text-muted">{group.title}</Header>
          {group.banks.map((bank) => (
            <Bank
              key={`${bank.provider}/${bank.id}`}
              bank={bank}
              isConnected={connections.some((known) => known.institutionName === bank.name && !known.isDisconnected)}
            />
          ))}
        </ListBoxSection>
      ))}
    </ListBox>
  )
}

function Bank({ bank, isConnected }: { bank: InstitutionView; isConnected: boolean }) {
  return (
    <ListBoxItem
      id={`${bank.provider}/${bank.id}`}
      textValue={bank.name}
      className="mb-2 flex cursor-pointer items-center gap-4 rounded-card border border-line bg-surface px-4 py-3 shadow-card outline-none hover:border-accent/60 data-[focused]:border-accent data-[focused]:bg-accent-soft data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent"
    >
      <span className="flex size-10 shrink-0 items-center justify-center rounded-control bg-accent-soft text-accent-text">
        <Landmark aria-hidden className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{bank.name}</span>
        <span className="block text-caption text-muted">
          <Trans>via {bank.providerTitle}</Trans>
          {bank.countries.length > 0 && ` · ${bank.countries.join(', ')}`}
          {bank.note !== null && ` · ${bank.note}`}
        </span>
      </span>
      {isConnected && (
        <Badge tone="neutral">
          <Trans>Connected</Trans>
        </Badge>
      )}
    </ListBoxItem>
  )
}

function NoBank() {
  return (
    <EmptyState
      icon={<Landmark aria-hidden />}
      title={<Trans>We can't find that bank</Trans>}
      actions={
        <ButtonLink to="/import">
          <Trans>Import a file instead</Trans>
        </ButtonLink>
      }
    >
      <Trans>Check the country, try the bank's website address, or import a file from it.</Trans>
    </EmptyState>
  )
}
