import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { ProviderError } from '../contract/errors.ts'
import { bodyTooLarge } from './failures.ts'

export type BodyReading = {
  /** The `content-encoding` header, or null. */
  readonly encoding: string | null
  readonly bytesMax: number
  readonly host: string
  readonly signal: AbortSignal
}

/** Reads a body to its end, unpacked, and stops as soon as it passes the limit, packed or unpacked. */
export async function readBody(source: AsyncIterable<Uint8Array>, reading: BodyReading): Promise<Uint8Array> {
  const { encoding, bytesMax, host, signal } = reading
  const limited = (chunks: AsyncIterable<Uint8Array>) => limitBytes(chunks, bytesMax, host)
  if (encoding === null || encoding === 'identity') {
    return pipeline(source, limited, collect, { signal })
  }
  if (encoding === 'gzip') {
    return pipeline(source, limited, createGunzip(), limited, collect, { signal })
  }
  throw new ProviderError('broken', 'protocol', {
    internal: `${host} answered in an encoding nobody asked for`,
  })
}

async function* limitBytes(chunks: AsyncIterable<Uint8Array>, bytesMax: number, host: string) {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw bodyTooLarge(host, bytesMax)
    yield chunk
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of chunks) parts.push(part)
  return Buffer.concat(parts)
}
