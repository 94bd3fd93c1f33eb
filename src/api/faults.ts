// What is wrong with an input, in plain words and without what was sent.
import type { ZodError } from 'zod'
import { Refusal } from '../app/refusal.ts'

type Issue = ZodError['issues'][number]

/** Faults told at once; more help nobody. */
const FAULTS_MAX = 20

/** The refusal of an input that doesn't fit its schema. */
export function refuseInput(error: ZodError): Refusal {
  const faults = error.issues.slice(0, FAULTS_MAX).map((issue) => ({
    pointer: `/${issue.path.map(String).join('/')}`,
    detail: describe(issue),
  }))
  const first = faults[0]
  const where = first === undefined || first.pointer === '/' ? 'The input' : `"${first.pointer.slice(1)}"`
  const detail = first?.detail ?? "can't be used."
  return new Refusal('invalid-input', `${where} ${detail} Nothing was changed. Mend it and try again.`, {
    faults,
  })
}

function describe(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing.' : `must be ${article(issue.expected)}.`
    case 'too_small':
      return issue.origin === 'string' ? 'is too short.' : `must be at least ${issue.minimum}.`
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${issue.maximum} characters.`
        : `must be at most ${issue.maximum}.`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}.`
    case 'unrecognized_keys':
      return `has unknown fields: ${issue.keys.map((key) => key.slice(0, 40)).join(', ')}.`
    case 'invalid_format':
      return 'does not have the form that is wanted.'
    default:
      return "can't be used."
  }
}

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`)
