import type { DestinationManifest } from '../contract.ts'

export const LABEL = 'YNAB'

export const manifest: DestinationManifest = {
  name: 'ynab',
  label: LABEL,
  settings: [
    {
      name: 'token',
      label: 'Personal access token',
      help: 'In YNAB: Account settings, Developer settings, New token.',
      isSecret: true,
      isRequired: true,
      kind: 'text',
    },
    {
      name: 'plan',
      label: 'Plan',
      help: 'Name or id of the plan (budget). Needed where you have more than one.',
      isSecret: false,
      isRequired: false,
      kind: 'text',
    },
  ],
  canHoldPending: true,
  canUpdate: true,
  canDelete: true,
  categories: 'existing',
  transfers: 'two rows',
  tags: 'ignored',
  rowsPerCallMax: 100,
  // "Up to 200 requests per hour" and token, in a rolling window.
  requestsPerHourMax: 200,
}
