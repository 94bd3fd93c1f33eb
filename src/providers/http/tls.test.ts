import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TlsOptions } from 'node:tls'
import { afterAll, describe, expect, test } from 'vitest'
import { createHttpClient } from './http-client.ts'

const folder = mkdtempSync(join(tmpdir(), 'tributary-tls-'))
const closers: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closers) await close()
  rmSync(folder, { recursive: true })
})

/** A key and certificate made on the spot; null where this machine has no openssl. */
function makeCertificate(name: string, days: number): { key: string; cert: string } | null {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)]
  const subject = ['-subj', '/CN=bank.test', '-addext', `subjectAltName=${name}`]
  const kind = [
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    String(days),
  ]
  try {
    execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  } catch {
    return null
  }
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

const right = makeCertificate('IP:127.0.0.1', 2)
const otherName = makeCertificate('DNS:elsewhere.test', 2)

async function outcome(options: TlsOptions, trusted: string | undefined): Promise<string> {
  const server = createServer(options, (_incoming, outgoing) => outgoing.end('{}'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  const host = `127.0.0.1:${address.port}`
  const client = createHttpClient({
    allowedHosts: [host],
    ...(trusted === undefined ? {} : { trustedCertificates: trusted }),
  })
  closers.push(async () => {
    await client.close()
    server.close()
    server.closeAllConnections()
  })
  try {
    const answer = await client.send({ method: 'GET', url: `https://${host}/` }, AbortSignal.timeout(5_000))
    return `answered ${answer.status}`
  } catch (error) {
    return String(error)
  }
}

describe.skipIf(right === null || otherName === null)('TLS (skipped without the openssl command)', () => {
  test('a trusted server that speaks TLS 1.3 is answered', async () => {
    expect(await outcome({ ...right }, right?.cert)).toBe('answered 200')
  })

  test('a server that speaks at most TLS 1.2 is refused', async () => {
    expect(await outcome({ ...right, maxVersion: 'TLSv1.2' }, right?.cert)).toContain(
      'needsOperator/certificate',
    )
  })

  test('an unknown issuer and another name are refused', async () => {
    expect(await outcome({ ...right }, undefined)).toContain('needsOperator/certificate')
    expect(await outcome({ ...otherName }, otherName?.cert)).toContain('needsOperator/certificate')
  })
})
