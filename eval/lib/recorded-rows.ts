// Finds the answers in a recording, whatever it is wrapped in, and the transactions in an answer.
import type { JsonValue } from '../../src/domain/source-record.ts'

type JsonObject = { readonly [key: string]: JsonValue }

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The bodies in a recording: a body itself, `{request, response: {status, body}}`, `{status, body}`, or a
 * list of those. Answers that are errors hold no records. A body that is text holds JSON.
 */
export function bodiesIn(recording: JsonValue, parse: (text: string) => JsonValue): readonly JsonValue[] {
  if (Array.isArray(recording)) return recording.flatMap((part) => bodiesIn(part, parse))
  if (!isObject(recording)) return []
  const answer = recording['response']
  if (isObject(answer)) return bodiesIn(answer, parse)
  const { body, status } = recording
  if (body === undefined || !('status' in recording || 'request' in recording)) return [recording]
  if (typeof status === 'number' && status >= 400) return []
  return [typeof body === 'string' ? parse(body) : body]
}

/**
 * Every object in the value, outermost first, that passes the test; what is inside of a found one is not
 * searched.
 */
export function findAll(value: JsonValue, isWanted: (node: JsonObject) => boolean): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((part) => findAll(part, isWanted))
  if (!isObject(value)) return []
  return isWanted(value) ? [value] : Object.values(value).flatMap((part) => findAll(part, isWanted))
}
