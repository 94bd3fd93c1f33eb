import './styles.css'
import { I18nProvider } from '@lingui/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api/client.ts'
import { startLive } from './api/live.ts'
import { i18n, preferredLocale, showLocale } from './i18n.ts'
import { makeRouter } from './router.tsx'

/** A page shown again within this time needs no new answer; live events say when one is needed. */
const FRESH_MS = 15_000
const RETRIES_MAX = 2

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // The server's own refusals do not change by asking again; a server that restarts does come back.
      retry: (failures, error) =>
        failures < RETRIES_MAX && error instanceof ApiError && [0, 502, 503].includes(error.problem.status),
    },
  },
})

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

showLocale(preferredLocale(navigator.languages))
startLive(client)
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <RouterProvider router={makeRouter()} />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
)
