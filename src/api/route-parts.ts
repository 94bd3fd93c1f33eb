// What the descriptions of routes have in common.
import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { ZodType } from 'zod'
import type { ApiEnv } from './env.ts'
import { problem } from './contract.ts'
import { refuseInput } from './faults.ts'

/** A group of routes that refuses input in our own words. */
export const routes = (): OpenAPIHono<ApiEnv> =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw refuseInput(result.error)
    },
  })

/** An answer in JSON. */
export const json = <Schema extends ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A body in JSON that must be there. */
export const body = <Schema extends ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
})

/** Every route can end in one. */
export const PROBLEM = {
  description: 'What happened, that the data is safe, what to do (RFC 9457).',
  content: { 'application/problem+json': { schema: problem } },
} as const

export const idParam = z.object({ id: z.string().max(60) })
