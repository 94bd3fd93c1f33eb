import type { DestinationManifest } from '../contract.ts'

export const LABEL = 'Actual Budget'

export const manifest: DestinationManifest = {
  name: 'actual',
  label: LABEL,
  settings: [
    {
      name: 'address',
      label: 'Server address',
      help: 'Where your Actual server is, such as https://actual.example.',
      isSecret: false,
      isRequired: true,
      kind: 'address',
    },
    {
      name: 'password',
      label: 'Server password',
      help: 'The password that you enter when Actual opens.',
      isSecret: true,
      isRequired: true,
      kind: 'text',
    },
    {
      name: 'budget',
      label: 'Budget',
      help: 'Its name, or its sync ID from Settings, Advanced. Needed where the server has more than one.',
      isSecret: false,
      isRequired: false,
      kind: 'text',
    },
    {
      name: 'encryptionPassword',
      label: 'Encryption password',
      help: 'Only for a budget with end-to-end encryption.',
      isSecret: true,
      isRequired: false,
      kind: 'text',
    },
  ],
  // Pending is what Actual calls uncleared.
  canHoldPending: true,
  canUpdate: true,
  canDelete: true,
  categories: 'existing',
  // One row with two accounts would come from Actual's own pairing of transfers, which a push can't take back.
  transfers: 'two rows',
  tags: 'ignored',
  // Each call ends with a sync to the server, which takes as long for one row as for many.
  rowsPerCallMax: 200,
  requestsPerHourMax: null,
}
