// The process that dies in a push: once a call was carried out there and before anything is noted here. Told by one
// line of JSON on standard input.
import fs from 'node:fs'
import process from 'node:process'
import { pushLedger } from '../../src/app/push-ledger.ts'
import { openOn } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import type { DestinationSession } from '../../src/destinations/contract.ts'
import { createLog } from '../../src/log.ts'
import { providerSettings } from '../../src/providers/registry.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'

export type PushOrders = {
  readonly access: DatabaseAccess
  readonly home: string
  readonly destinationId: string
  /** Of `create`, the call after which the process dies. */
  readonly call: number
}

const { access, home, destinationId, call } = JSON.parse(fs.readFileSync(0, 'utf8')) as PushOrders
const config = readConfig({ TRIBUTARY_HOME: home }, { providerSettings, root: home, isServer: false })
const { context } = await openOn(access, config, createLog('silent'))

let calls = 0
const dying = (session: DestinationSession): DestinationSession => ({
  ...session,
  create: async (account, rows) => {
    const outcomes = await session.create(account, rows)
    calls += 1
    if (calls === call) process.kill(process.pid, 'SIGKILL')
    return outcomes
  },
})
const destinations = {
  ...context.destinations,
  open: async (...given: Parameters<typeof context.destinations.open>) =>
    dying(await context.destinations.open(...given)),
}
await pushLedger({ ...context, destinations }, destinationId)
