// Identities. In the database an id is a UUID (version 7); people and the API see it with a prefix.

declare const idBrand: unique symbol
type Id<Kind extends string> = string & { readonly [idBrand]: Kind }

export type OwnerId = Id<'owner'>
export type ConnectionId = Id<'connection'>
export type AccountId = Id<'account'>
export type AlertId = Id<'alert'>
export type AccountLinkId = Id<'accountLink'>
export type RecordId = Id<'record'>
export type TransactionId = Id<'transaction'>
export type BatchId = Id<'batch'>
export type RunId = Id<'run'>
export type ReviewId = Id<'review'>
export type LinkSessionId = Id<'linkSession'>
export type FileId = Id<'file'>
export type RuleId = Id<'rule'>
export type PayoreeId = Id<'payoree'>
export type TransferId = Id<'transfer'>
export type DestinationId = Id<'destination'>
export type PushId = Id<'push'>

export const ID_PREFIXES = {
  owner: 'own',
  connection: 'con',
  account: 'acc',
  accountLink: 'lnk',
  record: 'rec',
  transaction: 'txn',
  batch: 'bat',
  run: 'run',
  review: 'rev',
  linkSession: 'lks',
  file: 'fil',
  rule: 'rul',
  payoree: 'pay',
  transfer: 'trf',
  alert: 'alr',
  destination: 'dst',
  push: 'psh',
} as const

export type IdKind = keyof typeof ID_PREFIXES

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The id as people see it: `acc_0192…` (the UUID's 32 hex digits behind the prefix). */
export const showId = (kind: IdKind, id: string): string => `${ID_PREFIXES[kind]}_${id.replaceAll('-', '')}`

/** The UUID behind a shown id of that kind (a bare UUID is accepted too), or null where it is neither. */
export function readId<Kind extends IdKind>(kind: Kind, text: string): Id<Kind> | null {
  const bare = text.startsWith(`${ID_PREFIXES[kind]}_`) ? text.slice(ID_PREFIXES[kind].length + 1) : text
  const hex = bare.replaceAll('-', '').toLowerCase()
  if (!/^[0-9a-f]{32}$/.test(hex)) return null
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return UUID.test(uuid) ? (uuid as Id<Kind>) : null
}
