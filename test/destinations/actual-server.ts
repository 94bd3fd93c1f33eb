// Actual's own sync server, on this machine and for one test. It is some sixty megabytes that only this test
// needs, so it has a lock of its own, and `npm run test:long` fetches it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { isInstalled } from '../../launcher/install.mjs'

const folder = fileURLToPath(new URL('./actual-server/', import.meta.url))
const program = path.join(folder, 'node_modules/@actual-app/sync-server/build/bin/actual-server.js')

/** Why there is no server, or null. */
export const noServer: string | null =
  process.env['TRIBUTARY_LONG'] && isInstalled(path.join(folder, 'package-lock.json'), folder)
    ? null
    : 'Actual Budget’s own server is asked by npm run test:long'

export type ActualServer = {
  readonly address: string
  readonly password: string
  /** Stops it; its ledger stays for `start`. */
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function startActualServer(): Promise<ActualServer> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'actual-server-'))
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const password = 'fake-password'
  let stop = await startProcess(home, port)
  const answer = await fetch(`${address}/account/bootstrap`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  })
  if (!answer.ok) throw new Error(`the server took no password: ${answer.status}`)
  return {
    address,
    password,
    stop: () => stop(),
    start: async () => {
      stop = await startProcess(home, port)
    },
    close: async () => {
      await stop()
      fs.rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Gives the way to stop it. */
async function startProcess(home: string, port: number): Promise<() => Promise<void>> {
  const driver = new URL('./actual-server/driver.mjs', import.meta.url).href
  const server = spawn(process.execPath, ['--import', driver, program], {
    env: {
      PATH: process.env['PATH'],
      ACTUAL_DATA_DIR: home,
      ACTUAL_PORT: String(port),
      ACTUAL_HOSTNAME: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(server, 'exit')
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Listening on')) resolve()
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
    void gone.then(() => reject(new Error(`the server ended: ${said.slice(-2000)}`)))
  })
  return async () => {
    server.kill('SIGKILL')
    await gone
  }
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
