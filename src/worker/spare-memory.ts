// Node takes memory as if the machine were its own. On a home server it is not.
import v8 from 'node:v8'

/** Young objects fit; three times this is set aside for them. */
const YOUNG_MIB_MAX = 8
/** So much more than what is in use may gather before it is cleared away; left alone, V8 lets it grow to several times. */
const GARBAGE_PERCENT_MAX = 40

/**
 * Makes this process collect its garbage early: an import of 100,000 records then peaks at about 250 MiB instead of 350,
 * in the same time. V8's own `--optimize-for-size` gives 160 MiB and takes half as long again, for it also keeps code
 * from being compiled well. To be called first thing.
 */
export function spareMemory(): void {
  v8.setFlagsFromString(`--heap-growing-percent=${GARBAGE_PERCENT_MAX}`)
  v8.setFlagsFromString(`--max-semi-space-size=${YOUNG_MIB_MAX}`)
}
