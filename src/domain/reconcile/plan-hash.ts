// One hash over the plans of a batch: a preview shows it, and a commit does nothing if it has become another one.
import { sha256Hex } from '../digest.ts'
import type { ImportPlan } from './plan.ts'

/** 64 hex digits over the ordered plans of a batch: equal plans give equal hashes, whatever the order of their keys. */
export const planHash = (plans: readonly ImportPlan[]): string => sha256Hex(plans.map(canonical).join('\n'))

function canonical(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    fields.sort(([left], [right]) => (left < right ? -1 : 1))
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
  }
  return JSON.stringify(value)
}
