import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { DialectName } from '../../src/providers/conformance/simulator.ts'
import type { World } from '../../src/providers/world/world.ts'
import type { Household } from '../sync/household.ts'

/** What is going on when the process is killed. */
export type Scenario = {
  readonly dialect: DialectName
  readonly world: World
  /** The bank's day when the household is opened for `act`. */
  readonly actsOn: CalendarDate
  readonly prepare?: (household: Household) => Promise<void>
  /** Done whole or again from the start by a process that knows nothing of the first. */
  readonly act: (household: Household) => Promise<void>
  readonly check: (household: Household) => Promise<void>
}
