// Node takes memory as if the machine were its own. On a home server it is not.
import v8 from 'node:v8'

/** Young objects fit; three times this is set aside for them. */
const YOUNG_MIB_MAX = 8

/**
 * Makes this process collect its garbage early. An import then peaks at about half the memory (130 instead of 270 MiB
 * after 15,000 records) for a few percent more processor time. To be called first thing.
 */
export function spareMemory(): void {
  v8.setFlagsFromString('--optimize-for-size')
  v8.setFlagsFromString(`--max-semi-space-size=${YOUNG_MIB_MAX}`)
}
