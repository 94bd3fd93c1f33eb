// The texts that the engine keeps for us: a connection's credential and its checkpoint.
import { crc32 } from 'node:zlib'
import * as z from 'zod'
import type { Credential } from '../contract/adapter.ts'
import { ProviderError } from '../contract/errors.ts'
import { checkpoint } from '../contract/page.ts'
import type { Checkpoint, Cursor } from '../contract/page.ts'

const credentialShape = z.object({ access_token: z.string().min(1), item_id: z.string().min(1) })
export type OpenCredential = { readonly accessToken: string; readonly connectionSourceId: string }

export const sealCredential = ({ accessToken, connectionSourceId }: OpenCredential): Credential =>
  JSON.stringify({ access_token: accessToken, item_id: connectionSourceId })

export function openCredential(credential: Credential): OpenCredential {
  const parsed = credentialShape.safeParse(parseJson(credential))
  if (!parsed.success) {
    throw new ProviderError('broken', 'protocol', {
      internal: 'the stored credential is not one of this provider',
    })
  }
  return { accessToken: parsed.data.access_token, connectionSourceId: parsed.data.item_id }
}

/** Marks our checkpoints, so that a bare page token of Plaid's is never taken for one. */
const MARK = 'plaid.1'

/** Wraps the cursor that closed a loop with the connection it belongs to and a check sum. */
export function sealCheckpoint(connectionSourceId: string, cursor: string): Checkpoint {
  const content = Buffer.from(JSON.stringify([connectionSourceId, cursor])).toString('base64url')
  return checkpoint(`${MARK}.${content}.${checkSum(content)}`)
}

/**
 * Plaid's cursor in a checkpoint of this connection; `cursorLost` where it is foreign, damaged or none of
 * ours.
 */
export function openCheckpoint(cursor: Cursor, connectionSourceId: string): string {
  const [mark, version, content = '', sum, ...rest] = cursor.split('.')
  const isOurs = `${mark}.${version}` === MARK && rest.length === 0 && sum === checkSum(content)
  const parsed = isOurs ? parseJson(Buffer.from(content, 'base64url').toString()) : null
  if (!Array.isArray(parsed) || typeof parsed[1] !== 'string' || parsed[1] === '') {
    throw cursorLost('the cursor is not a whole checkpoint of this provider')
  }
  if (parsed[0] !== connectionSourceId) throw cursorLost('the cursor belongs to another connection')
  return parsed[1]
}

export const cursorLost = (internal: string): ProviderError =>
  new ProviderError('cursorLost', 'cursor-refused', { internal })

const checkSum = (content: string): string => crc32(content).toString(16).padStart(8, '0')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
