import type { Problem } from '../../../src/api/contract.ts'

const PREFIX = '/api/v1'
/** Long enough for the slowest answer of the interface (reading a big file); a hung server must not hang the page. */
const TIMEOUT_MS = 60_000

/** What the server, or the lack of one, answered instead of what was asked for. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ApiError'
    this.problem = problem
  }
}

type Query = Record<string, string | number | boolean | undefined>

/** `/path?a=1`, leaving out what is undefined. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, String(value))
  }
  return search.size === 0 ? path : `${path}?${search}`
}

/** Where the browser itself fetches something. */
export const addressOf = (path: string, query: Query): string => PREFIX + withQuery(path, query)

/** Reads. Throws `ApiError`. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>(path, { method: 'GET', signal: signal ?? null })
}

/** Changes something, with a JSON body. Throws `ApiError`. */
export async function send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  return request<T>(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
}

/** Hands a file's bytes to the server. Throws `ApiError`. */
export async function upload<T>(path: string, file: File): Promise<T> {
  const headers = {
    'content-type': 'application/octet-stream',
    'x-file-name': encodeURIComponent(file.name),
  }
  return request<T>(path, { method: 'POST', headers, body: file })
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  const headers = new Headers(init.headers)
  headers.set('accept', 'application/json, application/problem+json')
  // The server takes changes only with this header, which another site's page cannot send.
  if (init.method !== 'GET') headers.set('x-tributary', '1')
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  let response: Response
  try {
    response = await fetch(PREFIX + path, { ...init, headers, signal })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiError(unreachable())
  }
  if (!response.ok) throw new ApiError(await problemOf(response))
  if (response.status === 204) return undefined as T
  return (await response.json()) as T
}

async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.includes('json')) {
    try {
      return (await response.json()) as Problem
    } catch {
      return unreadable(response.status)
    }
  }
  return unreadable(response.status)
}

function unreachable(): Problem {
  return {
    type: 'about:blank',
    title: 'unreachable',
    status: 0,
    detail: '',
    actor: 'operator',
  }
}

function unreadable(status: number): Problem {
  return { type: 'about:blank', title: 'unreadable', status, detail: '', actor: 'us' }
}
