import type * as z from 'zod'
import type { Session } from '../contract/adapter.ts'
import { ProviderError } from '../contract/errors.ts'
import { readJson } from '../http/json-body.ts'
import type { PlaidConfig } from './config.ts'
import { errorFromAnswer } from './errors.ts'

/** The API version whose wire format `wire.ts` describes. */
const API_VERSION = '2020-09-14'

/**
 * Posts to one of Plaid's endpoints and reads the answer. Keys travel in headers, so that no recorded body
 * holds them. Throws `ProviderError` only: Plaid's own word for it, or `broken` where the answer is not of
 * the expected shape.
 */
export async function call<Schema extends z.ZodType>(
  { config, http, signal }: Session<PlaidConfig>,
  path: string,
  body: Readonly<Record<string, unknown>>,
  schema: Schema,
): Promise<z.output<Schema>> {
  const request = {
    method: 'POST',
    url: config.baseUrl + path,
    headers: {
      'content-type': 'application/json',
      'plaid-client-id': config.clientId,
      'plaid-secret': config.secret,
      'plaid-version': API_VERSION,
    },
    body: JSON.stringify(body),
  } as const
  const response = await http.send(request, signal)
  if (response.status !== 200) throw errorFromAnswer(path, response)
  const json = readJson(response)
  if (!json.ok)
    throw new ProviderError('broken', 'protocol', { internal: `${path}: ${json.reason}`, httpStatus: 200 })
  const parsed = schema.safeParse(json.value)
  if (parsed.success) return parsed.data
  // Where it went wrong, never what was there.
  const at = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new ProviderError('broken', 'schema', {
    internal: `${path}: unexpected shape at "${at}"`,
    httpStatus: 200,
  })
}
