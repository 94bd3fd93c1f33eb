// Files that were handed in, and finding the account that one is of.
import { z } from '@hono/zod-openapi'

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
