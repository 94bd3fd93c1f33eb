// The ledger as files for other programs.
import { z } from '@hono/zod-openapi'

export const EXPORT_FORMATS = ['csv', 'jsonl', 'ofx', 'qif', 'beancount', 'hledger', 'ledger'] as const

/** Accounts named at once; none means all. */
const ACCOUNTS_MAX = 200

/** `hledger-rules` is no ledger: by it hledger reads our CSV. */
export const exportParams = z.object({ format: z.enum([...EXPORT_FORMATS, 'hledger-rules']) })
export const exportQuery = z.object({
  /** Account ids, separated by commas; left out for all accounts. */
  accountIds: z
    .string()
    .max(ACCOUNTS_MAX * 60)
    .optional(),
  from: z.string().max(10).optional(),
  to: z.string().max(10).optional(),
})
