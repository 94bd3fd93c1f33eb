import { hostRefused } from './failures.ts'

export type HostRule = {
  /** `host` (port 443) or `host:port`, lower case. */
  readonly allowedHosts: readonly string[]
  /**
   * Lets plain http through to a listed `127.0.0.1:port` or `[::1]:port`; for emulators on this machine only.
   */
  readonly allowsLoopbackHttp?: boolean
}

const LOOPBACK_NAMES = new Set(['127.0.0.1', '[::1]'])

/** The URL, if it is https to a listed host and carries no user name; throws `broken/protocol` otherwise. */
export function allowedUrl(text: string, rule: HostRule): URL {
  const url = URL.parse(text)
  if (url === null) throw hostRefused('an address that is not a URL')
  const isTls = url.protocol === 'https:'
  const isLoopback =
    url.protocol === 'http:' && rule.allowsLoopbackHttp === true && LOOPBACK_NAMES.has(url.hostname)
  const hasUser = url.username !== '' || url.password !== ''
  if (hasUser || !(isTls || isLoopback) || !rule.allowedHosts.includes(url.host)) throw hostRefused(url.host)
  return url
}
