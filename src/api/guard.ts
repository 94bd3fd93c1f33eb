// Who may talk to this server: pages of its own origin, and programs on this machine that say they mean it.
import type { MiddlewareHandler } from 'hono'
import { edgeRefusal } from './problem.ts'
import type { ApiEnv } from './env.ts'

const LOOPBACK_NAMES: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** What a page of ours may do: nothing but load its own files and talk to its own origin. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Refuses names that aren't ours. A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding); its
 * requests then look same-origin to the browser, but carry that name.
 */
export function checkHost(baseUrl: string): MiddlewareHandler<ApiEnv> {
  const ours = new URL(baseUrl)
  return async (context, next) => {
    const url = new URL(context.req.url)
    const host = URL.parse(`${url.protocol}//${context.req.header('host') ?? url.host}`)
    if (host === null || (host.host !== ours.host && !LOOPBACK_NAMES.includes(host.hostname))) {
      throw edgeRefusal(
        421,
        `This server does not answer to that name. Nothing was changed. Open ${baseUrl} instead.`,
      )
    }
    await next()
  }
}

/** Refuses unsafe requests that another site's page could have made. */
export function checkOrigin(baseUrl: string): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    if (SAFE_METHODS.includes(context.req.method)) return next()
    const origin = context.req.header('origin')
    const site = context.req.header('sec-fetch-site')
    const host = context.req.header('host') ?? new URL(context.req.url).host
    // A form on a page without referrers sends the origin `null`; the browser's own word then has to do.
    const isSameSite = site === undefined ? origin !== 'null' : site === 'same-origin' || site === 'none'
    const isOurs =
      origin === undefined || origin === 'null' || origin === baseUrl || URL.parse(origin)?.host === host
    if (!isOurs || !isSameSite) {
      throw edgeRefusal(403, 'The request came from another site, so it was refused. Nothing was changed.')
    }
    await next()
  }
}

/** Asks for a header that no form or link can send. */
export const checkIntent: MiddlewareHandler<ApiEnv> = async (context, next) => {
  if (!SAFE_METHODS.includes(context.req.method) && context.req.header('x-tributary') === undefined) {
    throw edgeRefusal(
      403,
      'The header X-Tributary is missing, so the request was refused. Nothing was changed.',
    )
  }
  await next()
}

/** Headers of every answer. `Strict-Transport-Security` is only for addresses that are reached by TLS. */
export function securityHeaders(baseUrl: string): MiddlewareHandler<ApiEnv> {
  const isSecure = baseUrl.startsWith('https:')
  return async (context, next) => {
    await next()
    const { headers } = context.res
    const { path } = context.req
    // The demo banks' pages bring a policy of their own: plain forms that lead back here.
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', PAGE_POLICY)
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('X-Frame-Options', 'DENY')
    headers.set('Referrer-Policy', 'no-referrer')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()')
    if (isSecure) headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
    if (path.startsWith('/api/') && !headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  }
}
