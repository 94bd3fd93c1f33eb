// Puts a spoiler between bank and adapter, and counts the answers it changed.
import type { JsonValue } from '../../domain/source-record.ts'
import { readJson } from '../http/json-body.ts'
import type { Intercept } from './bench.ts'
import type { Spoiler } from './harness.ts'

export function spoiling(spoiler: Spoiler): {
  readonly intercept: Intercept
  readonly spoiled: () => number
} {
  let count = 0
  const intercept: Intercept = async (request, _number, send) => {
    const response = await send(request)
    const read = readJson(response)
    if (!read.ok) return response
    const changed: JsonValue = spoiler(read.value)
    if (changed === read.value) return response
    count += 1
    return { ...response, body: new Uint8Array(Buffer.from(JSON.stringify(changed))) }
  }
  return { intercept, spoiled: () => count }
}
