// The HTTP interface, put together.
import { bodyLimit } from 'hono/body-limit'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { checkHealth } from '../app/check-health.ts'
import type { Household } from '../app/file-desk.ts'
import { FILE_BYTES_MAX } from '../app/upload-file.ts'
import { Refusal } from '../app/refusal.ts'
import { API_PREFIX } from './contract.ts'
import type { ApiEnv } from './env.ts'
import { checkHost, checkIntent, checkOrigin, securityHeaders } from './guard.ts'
import { answerError } from './problem.ts'
import { routes } from './route-parts.ts'
import { alertRoutes } from './routes/alerts.ts'
import { batchRoutes } from './routes/batches.ts'
import { categoryRoutes } from './routes/categories.ts'
import { connectionRoutes } from './routes/connections.ts'
import { destinationRoutes } from './routes/destinations.ts'
import { exportRoutes } from './routes/exports.ts'
import { fileRoutes } from './routes/files.ts'
import { layoutRoutes } from './routes/layouts.ts'
import { ledgerRoutes } from './routes/ledger.ts'
import { overviewRoutes } from './routes/overview.ts'
import { payoreeRoutes } from './routes/payorees.ts'
import { proofRoutes } from './routes/proof.ts'
import { reviewRoutes } from './routes/reviews.ts'
import { ruleRoutes } from './routes/rules.ts'
import { runRoutes } from './routes/runs.ts'
import { transferRoutes } from './routes/transfers.ts'
import { whyRoutes } from './routes/why.ts'
import { serveWeb } from './static.ts'

/** Bodies in JSON are small; files have a limit of their own. */
const JSON_BYTES_MAX = 262_144

const tooLarge = (most: string) => (): never => {
  throw new Refusal(
    'too-large',
    `That is more than the ${most} that can be taken. Nothing was changed. Send less.`,
  )
}
const limitJson = bodyLimit({ maxSize: JSON_BYTES_MAX, onError: tooLarge('256 kB') })
const limitFile = bodyLimit({ maxSize: FILE_BYTES_MAX, onError: tooLarge('10 MB of a file') })

export type ServerOptions = {
  readonly household: Household
  /** Folder of the built web app. */
  readonly webFolder: string
}

/** Everything that this server answers, as a function from request to response. */
export function createServer({ household, webFolder }: ServerOptions): OpenAPIHono<ApiEnv> {
  const app = routes()
  app.onError(answerError)
  app.use(async (context, next) => {
    const requestId = household.newId()
    context.set('requestId', requestId)
    context.set('log', household.log)
    context.set('household', household)
    await next()
    context.res.headers.set('X-Request-Id', requestId)
  })
  app.use(securityHeaders(household.baseUrl))
  app.use(checkHost(household.baseUrl))
  app.use(checkOrigin(household.baseUrl))
  app.use(`${API_PREFIX}/*`, checkIntent)
  app.use((context, next) =>
    (context.req.path === `${API_PREFIX}/files` ? limitFile : limitJson)(context, next),
  )
  app.get('/healthz', (context) => context.json({ status: 'ok' }))
  app.get('/readyz', async (context) => context.json(await checkHealth(household)))
  const groups = [
    overviewRoutes,
    connectionRoutes,
    ledgerRoutes,
    runRoutes,
    fileRoutes,
    layoutRoutes,
    exportRoutes,
    destinationRoutes,
    batchRoutes,
    whyRoutes,
    reviewRoutes,
    transferRoutes,
    proofRoutes,
    ruleRoutes,
    alertRoutes,
    payoreeRoutes,
    categoryRoutes,
  ]
  for (const group of groups) {
    app.route(API_PREFIX, group)
  }
  app.doc31(`${API_PREFIX}/openapi.json`, openApiFacts(household.version))
  app.all('/demo-bank/:provider/*', async (context) => {
    const response = await household.demoBanks.handle(context.req.param('provider'), context.req.raw)
    return response ?? context.notFound()
  })
  app.use(serveWeb(webFolder))
  app.notFound((context) => answerError(new Refusal('not-found', nothingAt(context.req.path)), context))
  return app
}

const openApiFacts = (version: string) => ({
  openapi: '3.1.0',
  info: { title: 'Tributary', version, description: 'Bank transactions, complete and without duplicates.' },
})

const nothingAt = (path: string): string =>
  `There is nothing at ${path.slice(0, 100)}. Nothing was changed. ` +
  `The document at ${API_PREFIX}/openapi.json lists what there is.`
