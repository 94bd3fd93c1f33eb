// The process that dies: does what its scenario says and is killed at the named point. Told by one line of JSON on
// standard input; ends with 0 where the point was never passed.
import fs from 'node:fs'
import { armCrash } from '../../src/storage/crash-points.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import type { ConnectionId } from '../../src/domain/ids.ts'
import { openHousehold, openPools } from '../sync/household.ts'
import type { Owner } from '../sync/household.ts'
import { SCENARIOS } from './scenarios.ts'

export type Orders = Owner & {
  readonly access: DatabaseAccess
  readonly connectionId: ConnectionId
  readonly scenario: string
  readonly point: string
  readonly hit: number
}

const orders = JSON.parse(fs.readFileSync(0, 'utf8')) as Orders
const scenario = SCENARIOS[orders.scenario]
if (scenario === undefined) throw new Error(`there is no scenario ${orders.scenario}`)
const pools = openPools(orders.access)
const { dialect, world, actsOn } = scenario
const { ownerId, token, connectionId } = orders
const household = openHousehold(pools, world, { dialect, asOf: actsOn, pageSize: 40, ownerId, token, connectionId })
armCrash(orders.point, orders.hit)
await scenario.act(household)
await pools.end()
