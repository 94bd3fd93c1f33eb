import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import {
  Ellipsis,
  FileUp,
  History,
  Inbox,
  Landmark,
  LayoutDashboard,
  ListChecks,
  ListTree,
  type LucideIcon,
  Send,
  Store,
  Tags,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { overviewQuery } from '../api/queries.ts'
import { cx } from '../ui/class-names.ts'
import { Logo } from './logo.tsx'
import { SyncPill } from './sync-pill.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

type Place = { to: LinkProps['to']; label: MessageDescriptor; icon: LucideIcon; count?: 'needsYou' | 'openReviews' }

const PLACES: Place[] = [
  { to: '/', label: msg`Dashboard`, icon: LayoutDashboard },
  { to: '/connections', label: msg`Connections`, icon: Landmark, count: 'needsYou' },
  { to: '/transactions', label: msg`Transactions`, icon: ListTree },
  { to: '/review', label: msg`Review`, icon: Inbox, count: 'openReviews' },
  { to: '/payorees', label: msg`Payorees`, icon: Store },
  { to: '/categories', label: msg`Categories`, icon: Tags },
  { to: '/rules', label: msg`Rules`, icon: ListChecks },
  { to: '/destinations', label: msg`Destinations`, icon: Send },
  { to: '/import', label: msg`Import a file`, icon: FileUp },
  { to: '/runs', label: msg`Sync history`, icon: History },
]

/** The places the phone's bottom bar has room for; the others are under "More". */
const BAR = PLACES.slice(0, 4)
export const MORE = PLACES.slice(4)

function useCounts() {
  const { data: overview } = useQuery(overviewQuery)
  return (place: Place) => (place.count === undefined ? 0 : (overview?.[place.count] ?? 0))
}

/** The left column on wide screens. */
export function SideNavigation() {
  const { t } = useLingui()
  const countOf = useCounts()
  const { data: overview } = useQuery(overviewQuery)
  return (
    <header className="sticky top-0 hidden h-dvh w-(--nav-width) shrink-0 flex-col border-r border-line bg-surface wide:flex">
      <Link to="/" className="m-3 mb-2 flex h-12 items-center gap-2.5 rounded-control px-3">
        <Logo />
        <span className="text-[1.0625rem] font-semibold tracking-tight">Tributary</span>
      </Link>
      <nav aria-label={t`Main`} className="flex-1 overflow-y-auto px-3">
        <ul className="space-y-0.5">
          {PLACES.map((place) => (
            <li key={place.to}>
              <SideLink place={place} count={countOf(place)} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="space-y-3 border-t border-line px-4 py-4">
        <SyncPill />
        <div className="flex items-center justify-between gap-2">
          <ThemeSwitch />
          {overview !== undefined && <span className="text-xs text-muted tabular">{overview.version}</span>}
        </div>
      </div>
    </header>
  )
}

function SideLink({ place, count }: { place: Place; count: number }) {
  const { i18n } = useLingui()
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === '/' }}
      className="group flex h-10 items-center gap-3 rounded-control px-3 font-medium text-soft hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-text"
    >
      <place.icon aria-hidden className="size-[1.125rem] shrink-0" />
      <span className="flex-1">{i18n._(place.label)}</span>
      {count > 0 && <Count count={count} />}
    </Link>
  )
}

function Count({ count }: { count: number }) {
  return (
    <span className="min-w-6 rounded-full bg-warn-soft px-1.5 text-center text-xs leading-6 font-semibold text-warn-text tabular">
      <span className="sr-only">, </span>
      {count}
      <span className="sr-only">
        {' '}
        <Trans>need you</Trans>
      </span>
    </span>
  )
}

/** The name and what is syncing, above the page on phones. */
export function TopBar() {
  return (
    <header className="flex h-14 items-center justify-between border-b border-line bg-surface px-4 wide:hidden">
      <Link to="/" className="flex items-center gap-2 rounded-control">
        <Logo />
        <span className="font-semibold tracking-tight">Tributary</span>
      </Link>
      <SyncPill isCompact />
    </header>
  )
}

/** The bar at a phone's lower edge. */
export function BottomBar() {
  const { t, i18n } = useLingui()
  const countOf = useCounts()
  return (
    <nav
      aria-label={t`Main`}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] wide:hidden"
    >
      <ul className="mx-auto flex h-(--bottom-bar) max-w-xl">
        {BAR.map((place) => (
          <BarLink key={place.to} to={place.to} label={i18n._(place.label)} count={countOf(place)}>
            <place.icon aria-hidden className="size-5" />
          </BarLink>
        ))}
        <BarLink to="/more" label={t`More`} count={0}>
          <Ellipsis aria-hidden className="size-5" />
        </BarLink>
      </ul>
    </nav>
  )
}

type BarLinkProps = { to: LinkProps['to']; label: string; count: number; children: ReactNode }

function BarLink({ to, label, count, children }: BarLinkProps) {
  return (
    <li className="flex-1">
      <Link
        to={to}
        activeOptions={{ exact: to === '/' }}
        className={cx(
          'relative flex h-full flex-col items-center justify-center gap-1 rounded-md text-[0.6875rem] font-medium',
          'text-muted -outline-offset-4! aria-[current=page]:text-accent-text',
        )}
      >
        {children}
        {label}
        {count > 0 && (
          <span className="absolute top-1 left-1/2 ml-1.5">
            <SmallCount count={count} />
          </span>
        )}
      </Link>
    </li>
  )
}

function SmallCount({ count }: { count: number }) {
  return (
    <span className="block min-w-4.5 rounded-full border-2 border-surface bg-bad px-1 text-center text-[0.625rem] leading-4 font-semibold text-bad-ink tabular">
      {count}
      <span className="sr-only">
        {' '}
        <Trans>need you</Trans>
      </span>
    </span>
  )
}
