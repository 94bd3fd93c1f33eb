// Plaid: connections by Hosted Link, changes by `/transactions/sync`.
import type { Adapter } from '../contract/adapter.ts'
import { listAccounts } from './accounts.ts'
import { parseConfig } from './config.ts'
import type { PlaidConfig } from './config.ts'
import { check, searchInstitutions } from './institutions.ts'
import { beginLink, completeLink, unlink } from './link.ts'
import { plaidManifest } from './manifest.ts'
import { read } from './read.ts'
import { openCredential } from './tokens.ts'

export const plaidAdapter = {
  manifest: plaidManifest,
  parseConfig,
  check,
  searchInstitutions,
  beginLink,
  completeLink,
  listAccounts,
  read,
  unlink: (session) => unlink(session, openCredential(session.credential)),
} satisfies Adapter<PlaidConfig>

export type { PlaidConfig }
