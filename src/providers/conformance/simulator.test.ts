import { conformance } from './kit.ts'
import { DIALECTS, simulatorHarness } from './simulator.ts'
import type { DialectName } from './simulator.ts'

for (const name of Object.keys(DIALECTS) as DialectName[]) conformance(simulatorHarness(name))
