// Layouts of CSV files, given away and taken.
import * as z from 'zod'

export const sharedLayoutQuery = z.object({
  /** Whose export it is, as it should be known to others. */
  bank: z.string().min(1).max(200).default('Bank'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
})

export const takeLayoutQuery = z.object({ replace: z.enum(['true', 'false']).default('false') })

export const savedLayout = z.object({
  id: z.string(),
  columns: z.array(z.object({ header: z.string(), role: z.string() })),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
  decimalMark: z.enum(['.', ',']),
  isSignFlipped: z.boolean(),
  updatedAt: z.string(),
  /** Why it can't be given away; null where it can. */
  keptBack: z.string().nullable(),
})
export type SavedLayoutView = z.infer<typeof savedLayout>

export const takenLayout = z.object({ id: z.string(), bank: z.string() })
export type TakenLayoutView = z.infer<typeof takenLayout>
