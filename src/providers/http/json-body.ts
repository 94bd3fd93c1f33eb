import type { JsonValue } from '../../domain/source-record.ts'
import { refused } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { HttpResponse } from '../contract/http.ts'
import { parseLosslessJson } from './lossless-json.ts'

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i

/**
 * The body as JSON, or why it is none: another content type (a proxy's HTML page), broken UTF-8, broken JSON.
 */
export function readJson({ headers, body }: HttpResponse): Result<JsonValue> {
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) return refused('the answer is not declared as JSON')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return refused('the answer is not UTF-8')
  }
  return parseLosslessJson(text)
}
