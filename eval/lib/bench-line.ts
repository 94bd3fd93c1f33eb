// What one benchmark says, and the little arithmetic behind it.

/** One measurement: whole time and the times of its parts. */
export type Timing = { readonly spansMs: readonly number[]; readonly totalMs: number }

export type Line = {
  readonly name: string
  /** Rows that were brought in, or that the ledger holds where the name says so. */
  readonly n: number
  readonly medianMs: number
  readonly p95Ms: number
  readonly rowsPerS: number
  /** Resident memory at its peak, of the process that did the work. */
  readonly rssMiB: number
  /** Ours to the reference; null where there is none. */
  readonly ratio: number | null
  readonly reference: string
  /** Time per row against the same benchmark with fewer rows. */
  readonly growth?: number
  /** Rows in the ledger after it, where that is what is measured. */
  readonly rows?: number
}

export const REFERENCE = 'bare unnest upsert of the same rows'

export function median(values: readonly number[]): number {
  const ordered = values.toSorted((left, right) => left - right)
  return ordered[Math.floor(ordered.length / 2)] ?? 0
}

export function p95(values: readonly number[]): number {
  const ordered = values.toSorted((left, right) => left - right)
  return ordered[Math.floor(ordered.length * 0.95)] ?? 0
}

export const round = (value: number): number => Math.round(value * 100) / 100

/** The most memory that this process ever held. */
export const peakRssMiB = (): number => Math.round(process.resourceUsage().maxRSS / 1024)

/** Times each part and the whole. */
export async function timed<Part>(parts: Iterable<Part>, work: (part: Part) => Promise<unknown>): Promise<Timing> {
  const spansMs: number[] = []
  for (const part of parts) {
    const start = performance.now()
    await work(part)
    spansMs.push(performance.now() - start)
  }
  return { spansMs, totalMs: spansMs.reduce((sum, ms) => sum + ms, 0) }
}
