// The finished web app, served from a list made once: a path that is not on it can't be asked for.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { MiddlewareHandler } from 'hono'
import type { ApiEnv } from './env.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const INDEX = '/index.html'
/** A build's files under this folder carry a digest in their names. */
const HASHED = '/assets/'

type StaticFile = { readonly body: Buffer<ArrayBuffer>; readonly type: string; readonly etag: string }

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tributary</title>
<p>Tributary is running, but its pages are not built. Your data is safe.
<p>Run <code>npm run build</code> and start again.
`

/** Serves the build in `folder`; pages of the app, which have no file of their own, get the index. */
export function serveWeb(folder: string): MiddlewareHandler<ApiEnv> {
  const files = listFiles(folder)
  return async (context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') return next()
    const wanted = context.req.path
    const found = files.get(wanted)
    const isPage = found === undefined && path.extname(wanted) === '' && !wanted.startsWith('/api/')
    const file = isPage ? files.get(INDEX) : found
    if (file === undefined) return isPage ? context.html(NOT_BUILT, 503) : next()
    const isLasting = wanted.startsWith(HASHED)
    context.header('Cache-Control', isLasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    context.header('ETag', file.etag)
    if (context.req.header('if-none-match') === file.etag) return context.body(null, 304)
    context.header('Content-Type', file.type)
    return context.body(file.body)
  }
}

function listFiles(folder: string): ReadonlyMap<string, StaticFile> {
  if (!fs.existsSync(folder)) return new Map()
  const entries = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
  return new Map(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name)
      const body = fs.readFileSync(file)
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
      const url = `/${path.relative(folder, file).split(path.sep).join('/')}`
      return [url, { body, etag, type: TYPES[path.extname(file)] ?? 'application/octet-stream' }] as const
    }),
  )
}
