// Another device of the person: Actual's own client in a process of its own, with a copy of the budget of its own.
import { fork } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export const BUDGET = 'Fake household'

export type TheirRow = {
  readonly id: string
  readonly date: string
  readonly amount: number
  readonly payee: string | null
  readonly notes: string | null
  readonly imported_id: string | null
  readonly cleared: boolean
}
export type TheirLedger = readonly {
  readonly id: string
  readonly name: string
  readonly balance: number
  readonly rows: readonly TheirRow[]
}[]

export type DeviceOrders =
  | { readonly do: 'make budget'; readonly accounts: readonly string[] }
  | { readonly do: 'read' }
  | { readonly do: 'change'; readonly id: string; readonly fields: object }
  | { readonly do: 'add'; readonly accountId: string; readonly rows: readonly object[] }

export type Device = (orders: DeviceOrders) => Promise<TheirLedger>

/** Does one thing on the device, syncs, and tells the whole budget. */
export const openDevice =
  (address: string, password: string): Device =>
  async (orders) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'actual-device-'))
    const program = fileURLToPath(new URL('./actual-device.ts', import.meta.url))
    const child = fork(program, [JSON.stringify({ address, password, folder, orders })], {
      execPath: process.execPath,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    try {
      return await new Promise<TheirLedger>((resolve, reject) => {
        child.once('message', (ledger) => resolve(ledger as TheirLedger))
        child.once('exit', () => reject(new Error(`the device failed: ${complaint.slice(-2000)}`)))
      })
    } finally {
      child.kill('SIGKILL')
      fs.rmSync(folder, { recursive: true, force: true })
    }
  }
