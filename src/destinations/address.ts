import { DestinationError } from './contract.ts'

const LOOPBACK_NAMES = new Set(['127.0.0.1', '[::1]'])

/**
 * The address that a person gave, without a slash at the end. Throws `settings` where money facts and a token would
 * travel in the open: it must be https, or http on this machine.
 */
export function readAddress(text: string): URL {
  const url = URL.parse(text.trim().replace(/\/+$/, ''))
  const isTls = url?.protocol === 'https:'
  const isLoopback = url?.protocol === 'http:' && LOOPBACK_NAMES.has(url.hostname)
  if (url === null || !(isTls || isLoopback) || url.username !== '' || url.password !== '') {
    throw new DestinationError(
      'settings',
      'The address must begin with https://, or with http://127.0.0.1 for a program on this machine. ' +
        'Nothing was sent. Mend the address.',
    )
  }
  return url
}
