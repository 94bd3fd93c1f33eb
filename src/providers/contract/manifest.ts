// What a provider is and can do, as data. The engine, the screens, the docs and the kit's rules are chosen by it.
import * as z from 'zod'

/** Days; used where a provider promises a reach into the past. */
const days = z.int().nonnegative()

export const capabilities = z.strictObject({
  /** Which screen the person sees to connect. */
  link: z.enum(['widget', 'redirect', 'form', 'none']),
  /** What "reconnect" does. */
  repair: z.enum(['in-place', 'new-link', 'none']),
  /** `changes`: absence means nothing. `window`: everything between two dates; absence in it means gone. */
  reads: z.enum(['changes', 'window']),
  /** How a posted record relates to its pending one. */
  pending: z.enum(['linked', 'same-id', 'unlinked', 'none']),
  /** Days after a pending record within which its posted form may arrive. */
  pendingDays: days,
  sourceIds: z.enum(['stable', 'reissued-on-reconnect', 'sometimes-absent', 'none']),
  /** Days of history offered at the first read. */
  historyDays: days,
  /** Days back that the provider may rewrite; the overlap of the next window. */
  restatesDays: days,
  refresh: z.enum(['on-demand', 'none']),
  push: z.enum(['webhooks', 'none']),
  balances: z.enum(['booked', 'available', 'both', 'none']),
  /** Days a consent lasts, or open-ended. */
  consent: z.union([z.literal('open-ended'), z.strictObject({ days })]),
  /** Requests allowed per minute. */
  pace: z.strictObject({ perConnectionPerMinute: z.int().positive(), perOperatorPerMinute: z.int().positive() }),
})

/** Valued capabilities: none is a boolean "supports everything else". */
export type Capabilities = z.infer<typeof capabilities>

export const manifest = z.strictObject({
  /** Same as the folder and the docs page. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  homepage: z.url(),
  spec: z.url().nullable(),
  /** ISO 3166-1 alpha-2 countries it reaches. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)),
  /** The only hosts it may contact, by environment. */
  hosts: z.record(z.string(), z.array(z.string().min(1))),
  capabilities,
})

export type Manifest = z.infer<typeof manifest>
