import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { DestinationError } from './contract.ts'
import type { DestinationAdapter } from './contract.ts'
import { createDestinations } from './destinations.ts'
import { manifest } from './firefly/manifest.ts'

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-destinations-'))
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

/** One that keeps a file in its folder and then can't be opened. */
const keeping: DestinationAdapter = {
  manifest,
  open: async (_settings, _secrets, { folder }) => {
    fs.writeFileSync(path.join(await folder(), 'budget'), 'kept')
    throw new DestinationError('down', 'It is down.')
  },
}

const access = {
  settings: {},
  secrets: {},
  folderName: 'one',
  signal: new AbortController().signal,
  spendRequest: async () => {},
}

test('A destination has a folder that nobody else reads, and it goes when the destination is forgotten', async () => {
  const destinations = createDestinations({ adapters: [keeping], home, log: createLog('silent') })
  await expect(destinations.open(manifest.name, access)).rejects.toThrow('It is down.')
  const folder = path.join(home, 'destinations', 'one')
  expect(fs.statSync(folder).mode & 0o077).toBe(0)
  expect(fs.readdirSync(folder)).toEqual(['budget'])
  await destinations.forget('one')
  await destinations.forget('one')
  expect(fs.existsSync(folder)).toBe(false)
})

test('A program that this version does not know is told by name', async () => {
  const destinations = createDestinations({ adapters: [], home, log: createLog('silent') })
  await expect(destinations.open('ledgers', access)).rejects.toThrow('can\'t send to "ledgers"')
})
