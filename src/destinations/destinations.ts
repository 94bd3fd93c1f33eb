// The ways to budget programs, put together for the use cases.
import fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Destinations } from '../deps.ts'
import type { Log } from '../log.ts'
import { createHttpClient } from '../providers/http/http-client.ts'
import type { OwnedHttpClient } from '../providers/http/http-client.ts'
import { DestinationError } from './contract.ts'
import type { DestinationAdapter, DestinationSession } from './contract.ts'

/** Below Tributary's home. */
const FOLDER = 'destinations'

export type DestinationOptions = {
  readonly adapters: readonly DestinationAdapter[]
  /** Tributary's home, in which each destination can have a folder of its own. */
  readonly home: string
  readonly log: Log
}

export function createDestinations({ adapters, home, log }: DestinationOptions): Destinations {
  return {
    list: () => adapters.map(({ manifest }) => manifest),
    open: async (program, { settings, secrets, folderName, signal, spendRequest }) => {
      const adapter = adapters.find(({ manifest }) => manifest.name === program)
      if (adapter === undefined) throw unknownProgram(program)
      const clients: OwnedHttpClient[] = []
      const closeAll = async () => {
        await Promise.all(clients.map((client) => client.close()))
      }
      try {
        const session = await adapter.open(settings, secrets, {
          openHttp: (address) => {
            const client = createHttpClient({ allowedHosts: [address.host], allowsLoopbackHttp: true })
            clients.push(client)
            return client
          },
          signal,
          sleep: (ms) => wait(ms, undefined, { signal }),
          spendRequest,
          folder: () => ownFolder(home, folderName),
          log: (event, facts) => log.info(facts, event),
        })
        return closedWith(session, closeAll)
      } catch (error) {
        await closeAll()
        throw error
      }
    },
    forget: (folderName) => fs.rm(path.join(home, FOLDER, folderName), { recursive: true, force: true }),
  }
}

const closedWith = (session: DestinationSession, closeAll: () => Promise<void>): DestinationSession => ({
  ...session,
  close: async () => {
    await session.close()
    await closeAll()
  },
})

async function ownFolder(home: string, name: string): Promise<string> {
  const folder = path.join(home, FOLDER, name)
  await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

const unknownProgram = (program: string): DestinationError =>
  new DestinationError(
    'settings',
    `This version of Tributary can't send to "${program.slice(0, 60)}". Nothing was sent.`,
  )
