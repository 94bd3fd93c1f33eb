// One exchange with the simulated bank: headers, renewal of an expired credential, schema.
import * as z from 'zod'
import type { ConnectedSession, Credential, Session } from '../../contract/adapter.ts'
import { ProviderError } from '../../contract/errors.ts'
import type { HttpResponse } from '../../contract/http.ts'
import { readJson } from '../../http/json-body.ts'
import { refusalCode, refusalError } from './errors.ts'

export type SimulatorConfig = { readonly host: string; readonly key: string }

export type Ask = <Schema extends z.ZodType>(
  path: string,
  body: object,
  schema: Schema,
) => Promise<z.infer<Schema>>

/** Asks without a credential: linking and looking for banks. */
export const askOpenly =
  (session: Session<SimulatorConfig>): Ask =>
  async (path, body, schema) =>
    parseAnswer(await send(session, null, path, body), schema)

/** Asks for a connection. An expired credential is renewed once, and kept before it is used. */
export function askConnected(session: ConnectedSession<SimulatorConfig>): Ask {
  let credential = session.credential
  return async (path, body, schema) => {
    const first = await send(session, credential, path, body)
    if (first.status !== 401 || refusalCode(first) !== 'credential-expired') return parseAnswer(first, schema)
    const renewed = parseAnswer(await send(session, credential, '/renew', {}), renewedAnswer)
    await session.keepCredential(renewed.credential)
    credential = renewed.credential
    return parseAnswer(await send(session, credential, path, body), schema)
  }
}

const renewedAnswer = z.object({ credential: z.string().min(1) })

function send(
  { config, http, signal }: Session<SimulatorConfig>,
  credential: Credential | null,
  path: string,
  body: object,
): Promise<HttpResponse> {
  const url = `https://${config.host}${path}`
  const headers = {
    'content-type': 'application/json',
    'x-operator-key': config.key,
    ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
  }
  return http.send({ method: 'POST', url, headers, body: JSON.stringify(body) }, signal)
}

function parseAnswer<Schema extends z.ZodType>(response: HttpResponse, schema: Schema): z.infer<Schema> {
  if (response.status !== 200) throw refusalError(response)
  const body = readJson(response)
  if (!body.ok) throw new ProviderError('broken', 'schema', { internal: body.reason, httpStatus: 200 })
  const parsed = schema.safeParse(body.value)
  if (parsed.success) return parsed.data
  const paths = parsed.error.issues.map(({ path }) => path.join('.')).slice(0, 3)
  const internal = `the answer does not fit its schema at ${paths.join(', ')}`
  throw new ProviderError('broken', 'schema', { internal, httpStatus: 200 })
}
