import { Trans, useLingui } from '@lingui/react/macro'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** The three histories: what was read, what came in and was decided, and what rules and names did. */
export function HistoryTabs() {
  const { t } = useLingui()
  return (
    <nav aria-label={t`Histories`} className="mb-5 overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        <Tab to="/runs">
          <Trans>Syncs</Trans>
        </Tab>
        <Tab to="/imports">
          <Trans>Imports</Trans>
        </Tab>
        <Tab to="/changes">
          <Trans>Rules</Trans>
        </Tab>
      </ul>
    </nav>
  )
}

function Tab({ to, children }: { to: LinkProps['to']; children: ReactNode }) {
  return (
    <li>
      <Link
        to={to}
        className="flex h-11 items-center border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-muted -outline-offset-2! hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-accent-text"
      >
        {children}
      </Link>
    </li>
  )
}
