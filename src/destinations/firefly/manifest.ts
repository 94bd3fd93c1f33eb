import type { DestinationManifest } from '../contract.ts'

export const LABEL = 'Firefly III'

export const manifest: DestinationManifest = {
  name: 'firefly',
  label: LABEL,
  settings: [
    {
      name: 'address',
      label: 'Address',
      help: 'Where your Firefly III is, such as https://firefly.example.',
      isSecret: false,
      isRequired: true,
      kind: 'address',
    },
    {
      name: 'token',
      label: 'Personal access token',
      help: 'In Firefly III: Options, Profile, OAuth, Create new token.',
      isSecret: true,
      isRequired: true,
      kind: 'text',
    },
  ],
  // It knows no pending transactions: one that is booked otherwise would count twice.
  canHoldPending: false,
  canUpdate: true,
  canDelete: true,
  categories: 'by name',
  transfers: 'one row',
  tags: 'kept',
  // Each row is a request of its own.
  rowsPerCallMax: 20,
  requestsPerHourMax: null,
}
