import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { overviewQuery } from '../api/queries.ts'
import { MORE } from '../frame/navigation.tsx'
import { ThemeSwitch } from '../frame/theme-switch.tsx'
import { Card } from '../ui/card.tsx'
import { Page } from '../ui/page.tsx'

/** On phones: the places that the bottom bar has no room for. */
export function More() {
  const { t, i18n } = useLingui()
  const { data: overview } = useQuery(overviewQuery)
  return (
    <Page title={t`More`} isNarrow>
      <Card>
        <ul className="divide-y divide-line">
          {MORE.map((place) => (
            <li key={place.to}>
              <Link to={place.to} className="flex min-h-13 items-center gap-3 px-5 -outline-offset-2! hover:bg-hover">
                <place.icon aria-hidden className="size-5 text-muted" />
                <span className="flex-1 font-medium">{i18n._(place.label)}</span>
                <ChevronRight aria-hidden className="size-4 text-muted" />
              </Link>
            </li>
          ))}
          <li className="flex min-h-14 items-center justify-between gap-4 px-5">
            <span className="font-medium">
              <Trans>Theme</Trans>
            </span>
            <ThemeSwitch />
          </li>
        </ul>
      </Card>
      {overview !== undefined && (
        <p className="mt-4 text-center text-caption text-muted">Tributary {overview.version}</p>
      )}
    </Page>
  )
}
