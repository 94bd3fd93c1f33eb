// One request to YNAB, below its address or below the plan that is sent to.
import type * as z from 'zod'
import type { CurrencyCode } from '../../domain/currency.ts'
import { exchange, odd } from '../exchange.ts'
import type { Exchange, JsonAnswer, Wish } from '../exchange.ts'
import { LABEL } from './manifest.ts'
import { refusal } from './wire.ts'

/** Characters of a refusal that are shown. */
const REASON_CHARS_MAX = 200

export type Line = Exchange & { readonly base: string }
export type Plan = Line & { readonly currency: CurrencyCode | null }

/** A refusal in YNAB's own words. */
export function reasonOf({ status, body }: JsonAnswer): string {
  const read = refusal.safeParse(body)
  const said = read.success ? read.data.error.detail : `status ${status}`
  return `${LABEL} says: ${said.slice(0, REASON_CHARS_MAX)}`
}

type PathWish = Omit<Wish, 'url'> & { readonly path: string }

export const send = (line: Line, { path, ...wish }: PathWish): Promise<JsonAnswer> =>
  exchange(line, { ...wish, url: `${line.base}${path}` })

/** Throws where the answer is not of the shape. */
export async function get<Shape extends z.ZodType>(line: Line, path: string, shape: Shape): Promise<z.infer<Shape>> {
  return parsed(shape, await send(line, { method: 'GET', path, isSafeToRepeat: true }))
}

export function parsed<Shape extends z.ZodType>(shape: Shape, { status, body }: JsonAnswer): z.infer<Shape> {
  const read = shape.safeParse(body)
  if (status >= 200 && status < 300 && read.success) return read.data
  throw odd(LABEL, { cause: read.success ? `status ${status}` : read.error.issues.map(({ path }) => path.join('.')) })
}
