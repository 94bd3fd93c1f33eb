import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { AppFrame } from './frame/app-frame.tsx'
import { ScreenError, ScreenNotFound } from './frame/screen-error.tsx'
import {
  connectionsSearch,
  connectSearch,
  consentSearch,
  importSearch,
  payoreesSearch,
  ruleSearch,
  transactionsSearch,
} from './search.ts'

const rootRoute = createRootRoute({ component: AppFrame, notFoundComponent: ScreenNotFound })
const at = <P extends string>(path: P) => ({ getParentRoute: () => rootRoute, path }) as const

const homeRoute = createRoute({
  ...at('/'),
  component: lazyRouteComponent(() => import('./screens/home.tsx'), 'Home'),
})

const connectRoute = createRoute({
  ...at('/connect'),
  validateSearch: connectSearch,
  component: lazyRouteComponent(() => import('./screens/connect-bank.tsx'), 'ConnectBank'),
})

/** What step 1 of connecting hands to step 2: in the address, so that Back and reload lose nothing. */
const consentRoute = createRoute({
  ...at('/connect/consent'),
  validateSearch: consentSearch,
  component: lazyRouteComponent(() => import('./screens/connect-consent.tsx'), 'ConnectConsent'),
})

const returnRoute = createRoute({
  ...at('/connect/return/$linkId'),
  component: lazyRouteComponent(() => import('./screens/connect-return.tsx'), 'ConnectReturn'),
})

const connectionsRoute = createRoute({
  ...at('/connections'),
  validateSearch: connectionsSearch,
  component: lazyRouteComponent(() => import('./screens/connections.tsx'), 'Connections'),
})

const connectionRoute = createRoute({
  ...at('/connections/$connectionId'),
  component: lazyRouteComponent(() => import('./screens/connection-detail.tsx'), 'ConnectionDetail'),
})

const transactionsRoute = createRoute({
  ...at('/transactions'),
  validateSearch: transactionsSearch,
  component: lazyRouteComponent(() => import('./screens/transactions.tsx'), 'Transactions'),
})

const reviewRoute = createRoute({
  ...at('/review'),
  component: lazyRouteComponent(() => import('./screens/review.tsx'), 'Review'),
})

const importRoute = createRoute({
  ...at('/import'),
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('./screens/import-file.tsx'), 'ImportFile'),
})

const runsRoute = createRoute({
  ...at('/runs'),
  component: lazyRouteComponent(() => import('./screens/sync-history.tsx'), 'SyncHistory'),
})

const runRoute = createRoute({
  ...at('/runs/$runId'),
  component: lazyRouteComponent(() => import('./screens/run-detail.tsx'), 'RunDetail'),
})

const importsRoute = createRoute({
  ...at('/imports'),
  component: lazyRouteComponent(() => import('./screens/imports.tsx'), 'Imports'),
})

const batchRoute = createRoute({
  ...at('/imports/$batchId'),
  component: lazyRouteComponent(() => import('./screens/import-detail.tsx'), 'ImportDetail'),
})

const changesRoute = createRoute({
  ...at('/changes'),
  component: lazyRouteComponent(() => import('./screens/rulebook-changes.tsx'), 'RulebookChanges'),
})

const accountRoute = createRoute({
  ...at('/accounts/$accountId'),
  component: lazyRouteComponent(() => import('./screens/account-detail.tsx'), 'AccountDetail'),
})

const payoreesRoute = createRoute({
  ...at('/payorees'),
  validateSearch: payoreesSearch,
  component: lazyRouteComponent(() => import('./screens/payorees.tsx'), 'Payorees'),
})

const categoriesRoute = createRoute({
  ...at('/categories'),
  component: lazyRouteComponent(() => import('./screens/categories.tsx'), 'Categories'),
})

const rulesRoute = createRoute({
  ...at('/rules'),
  component: lazyRouteComponent(() => import('./screens/rules.tsx'), 'Rules'),
})

const ruleRoute = createRoute({
  ...at('/rules/$ruleId'),
  validateSearch: ruleSearch,
  component: lazyRouteComponent(() => import('./screens/rule-editor.tsx'), 'RuleEditor'),
})

const destinationsRoute = createRoute({
  ...at('/destinations'),
  component: lazyRouteComponent(() => import('./screens/destinations.tsx'), 'Destinations'),
})

const moreRoute = createRoute({
  ...at('/more'),
  component: lazyRouteComponent(() => import('./screens/more.tsx'), 'More'),
})

const routeTree = rootRoute.addChildren([
  homeRoute,
  connectRoute,
  consentRoute,
  returnRoute,
  connectionsRoute,
  connectionRoute,
  transactionsRoute,
  reviewRoute,
  importRoute,
  runsRoute,
  runRoute,
  importsRoute,
  batchRoute,
  changesRoute,
  accountRoute,
  payoreesRoute,
  categoriesRoute,
  rulesRoute,
  ruleRoute,
  destinationsRoute,
  moreRoute,
])

/** The app's pages. A link's page is fetched when the pointer or the focus nears it. */
export function makeRouter() {
  return createRouter({
    routeTree,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: ScreenError,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
