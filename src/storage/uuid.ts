// Ids of the database: UUIDs of version 7 (RFC 9562, section 5.7), whose order is the order in which they were made.

export type NewId = () => string

/** Counter values within one millisecond: the 12 bits that the RFC calls `rand_a` (its method 1). */
const COUNTER_MAX = 0xfff

/** Random bytes of one id. */
const RANDOM_BYTES = 8
/** Ids whose randomness is drawn at once: to draw it takes longer than all the rest, however little it is. */
const DRAWN_IDS = 128

/**
 * A maker of version 7 UUIDs. Within a millisecond a counter keeps the order, so that rows made together stay in the
 * source's order; when it is used up, the next millisecond is borrowed.
 * @param nowMs milliseconds since 1970; may stand still or go back, the ids don't
 * @param randomBytes gives that many unpredictable bytes
 */
export function uuidv7Maker(nowMs: () => number, randomBytes: (count: number) => Uint8Array): NewId {
  let lastMs = -1
  let counter = 0
  let drawn = Buffer.alloc(0)
  const draw = (): Buffer => {
    if (drawn.length < RANDOM_BYTES) drawn = Buffer.from(randomBytes(DRAWN_IDS * RANDOM_BYTES))
    const own = drawn.subarray(0, RANDOM_BYTES)
    drawn = drawn.subarray(RANDOM_BYTES)
    return own
  }
  return () => {
    const ms = nowMs()
    if (ms > lastMs) {
      lastMs = ms
      counter = 0
    } else if (counter < COUNTER_MAX) {
      counter += 1
    } else {
      lastMs += 1
      counter = 0
    }
    return format(lastMs, counter, draw())
  }
}

function format(ms: number, counter: number, random: Buffer): string {
  const time = ms.toString(16).padStart(12, '0')
  const high = (0x7000 | counter).toString(16)
  random.writeUInt8((random.readUInt8(0) & 0x3f) | 0x80, 0)
  const tail = random.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
