// The nine words for how a connection stands. Which one holds is worked out in connection.ts.

export const CONNECTION_STATUSES = [
  'importing',
  'ok',
  'syncing',
  'reauth',
  'expiring',
  'revoked',
  'bank_down',
  'limited',
  'paused',
] as const
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number]

/** What the schedule does in each status: `held` waits for the person, `stopped` never comes back by itself. */
export const SCHEDULE_BY_STATUS = {
  importing: 'runs',
  ok: 'runs',
  syncing: 'runs',
  reauth: 'held',
  expiring: 'runs',
  revoked: 'stopped',
  bank_down: 'retries',
  limited: 'retries',
  paused: 'held',
} as const satisfies Readonly<Record<ConnectionStatus, 'runs' | 'held' | 'stopped' | 'retries'>>
