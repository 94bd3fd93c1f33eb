import { Trans } from '@lingui/react/macro'
import { Outlet } from '@tanstack/react-router'
import { LiveRegion } from '../ui/live-region.tsx'
import { Toasts } from '../ui/toast.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { BottomBar, SideNavigation, TopBar } from './navigation.tsx'
import { OfflineBar } from './offline-bar.tsx'

/** What every page stands in. */
export function AppFrame() {
  return (
    <LiveRegion>
      <Toasts>
        <a
          href="#main"
          className="fixed top-2 left-2 z-50 -translate-y-24 rounded-control bg-accent px-4 py-2 font-medium text-accent-ink focus:translate-y-0"
        >
          <Trans>Skip to content</Trans>
        </a>
        <div className="flex min-h-dvh">
          <SideNavigation />
          <div className="flex min-w-0 flex-1 flex-col">
            <TopBar />
            <OfflineBar />
            <DemoBanner />
            <main
              id="main"
              tabIndex={-1}
              className="flex-1 px-4 pt-6 pb-[calc(var(--bottom-bar)+2rem)] outline-none wide:px-10 wide:pt-9 wide:pb-14"
            >
              <Outlet />
            </main>
          </div>
        </div>
        <BottomBar />
      </Toasts>
    </LiveRegion>
  )
}
