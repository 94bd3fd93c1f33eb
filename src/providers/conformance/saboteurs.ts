// Broken adapters. Each makes one mistake that real importers were seen to make, and must fail exactly the
// rule that is there for it: that is how we know that the kit can fail.
import { onFailing } from './saboteurs/failing.ts'
import { onLinking } from './saboteurs/linking.ts'
import { onManifest } from './saboteurs/manifest.ts'
import { onMapping } from './saboteurs/mapping.ts'
import { onReading } from './saboteurs/reading.ts'
import type { Saboteur } from './saboteurs/sabotage.ts'

export const SABOTEURS: readonly Saboteur[] = [
  ...onManifest,
  ...onMapping,
  ...onReading,
  ...onFailing,
  ...onLinking,
]
