import { Trans } from '@lingui/react/macro'
import { Banner } from '../ui/banner.tsx'
import { ButtonLink, buttonClass } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { useLingui } from '@lingui/react/macro'
import { SearchX } from 'lucide-react'
import { EmptyState } from '../ui/empty-state.tsx'

/** A screen broke: only the screen, never the data. */
export function ScreenError() {
  return (
    <Banner
      tone="bad"
      role="alert"
      title={<Trans>This page broke. Your data is safe.</Trans>}
      actions={
        <button type="button" className={buttonClass()} onClick={() => window.location.reload()}>
          <Trans>Reload</Trans>
        </button>
      }
    >
      <Trans>If it happens again, the server's log may say why.</Trans>
    </Banner>
  )
}

export function ScreenNotFound() {
  const { t } = useLingui()
  return (
    <Page title={t`Page not found`}>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={<Trans>There is nothing at this address.</Trans>}
        actions={
          <ButtonLink to="/" variant="primary">
            <Trans>Go to the dashboard</Trans>
          </ButtonLink>
        }
      />
    </Page>
  )
}
