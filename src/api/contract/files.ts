// Files that were handed in, and finding the account that one is of.
import { z } from '@hono/zod-openapi'
import { fileQuestion } from '../contract.ts'

const reason = z.enum(['earlier-file', 'history', 'number'])

export const fileAccount = z.object({
  /** `same`: certain. `ask`: the candidates are the likeliest. `new`: no account fits. `refused`: the file can't be read. */
  kind: z.enum(['same', 'ask', 'new', 'refused']),
  /** Why the file can't be read, in words. */
  text: z.string().nullable(),
  accountId: z.string().nullable(),
  /** An earlier file of the same number, the same movements, or the end of the number. */
  by: reason.nullable(),
  /** The likeliest first. Empty where every account is as likely as any other. */
  candidates: z.array(z.object({ accountId: z.string(), name: z.string(), by: reason })),
  /** What the file says of its account. */
  stated: z
    .object({ numberEnd: z.string().nullable(), name: z.string().nullable(), currency: z.string().nullable() })
    .nullable(),
})
export type FileAccountView = z.infer<typeof fileAccount>

/** What is being done with a file; null where nothing is. `rows` are those of the file that are read. */
export const fileProgress = z.object({
  step: z.object({ kind: z.enum(['reading', 'matching', 'saving']), rows: z.int().nullable() }).nullable(),
})
export type FileProgressView = z.infer<typeof fileProgress>

/** A file that was handed in and waits for its import. */
export const waitingFile = z.object({
  fileId: z.string(),
  name: z.string(),
  sizeBytes: z.int(),
  handedInAt: z.string(),
})
export type WaitingFileView = z.infer<typeof waitingFile>

export const listFileAccounts = z.strictObject({
  answers: z.record(z.string(), z.string()).default({}),
  /** Looked for beside the currencies of the accounts that are there. */
  currency: z.string().nullable().default(null),
})

/** The accounts that a file names; `asks` where something else has to be answered first. */
export const fileAccounts = z.object({
  kind: z.enum(['accounts', 'asks', 'refused']),
  text: z.string().nullable(),
  questions: z.array(fileQuestion),
  /** The budget program that the file comes from. */
  program: z.string().nullable(),
  accounts: z.array(
    z.object({
      name: z.string(),
      /** What to answer so that this account alone is read. */
      answers: z.record(z.string(), z.string()),
      /** Currencies of accounts that it could go to. */
      currencies: z.array(z.string()),
      accountId: z.string().nullable(),
      /** Said by the person before, or of the same name. */
      by: z.enum(['told', 'name']).nullable(),
    }),
  ),
})
export type FileAccountsView = z.infer<typeof fileAccounts>
