// SHA-256 in plain TypeScript (FIPS 180-4). The domain imports no platform, and a digest that decides whether a bank's
// correction is seen must not be one that collides: a fast non-cryptographic hash can be made to.

const ROUNDS = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
  0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
  0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
  0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
  0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
  0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
])

const INITIAL = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const

const BLOCK_BYTES = 64
/** The length of the message in bits fills the last eight bytes of the last block. */
const LENGTH_BYTES = 8

/** A longer message is digested in a buffer of its own; nearly all records fit this one, which is kept. */
const KEPT_BYTES = 4096

const encoder = new TextEncoder()
const kept = new Uint8Array(KEPT_BYTES)
const schedule = new Int32Array(64)
const state = new Int32Array(8)

/** The SHA-256 digest of the text's UTF-8 bytes: 64 lower-case hex digits. */
export function sha256Hex(text: string): string {
  const { bytes, length } = padded(text)
  state.set(INITIAL)
  for (let offset = 0; offset < length; offset += BLOCK_BYTES) compress(bytes, offset)
  return hexOf(0) + hexOf(1) + hexOf(2) + hexOf(3) + hexOf(4) + hexOf(5) + hexOf(6) + hexOf(7)
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const hexByte = (byte: number): string => HEX[byte & 0xff] as string

function hexOf(at: number): string {
  const word = at32(state, at)
  return hexByte(word >>> 24) + hexByte(word >>> 16) + hexByte(word >>> 8) + hexByte(word)
}

/** The message, one set bit, zeros, and its length in bits in the last eight bytes. */
function padded(text: string): { readonly bytes: Uint8Array; readonly length: number } {
  // A UTF-16 unit becomes at most three bytes.
  const needed = text.length * 3 + BLOCK_BYTES + LENGTH_BYTES
  const bytes = needed <= KEPT_BYTES ? kept : new Uint8Array(needed + BLOCK_BYTES)
  const written = encoder.encodeInto(text, bytes).written
  const length = Math.ceil((written + 1 + LENGTH_BYTES) / BLOCK_BYTES) * BLOCK_BYTES
  bytes.fill(0, written, length)
  bytes[written] = 0x80
  const bits = written * 8
  for (let at = 0; at < LENGTH_BYTES; at += 1) {
    bytes[length - 1 - at] = Math.floor(bits / 2 ** (8 * at)) % 256
  }
  return { bytes, length }
}

/** An element that is known to be there.. */
const at32 = (words: Int32Array, at: number): number => words[at] as number
const at8 = (bytes: Uint8Array, at: number): number => bytes[at] as number

/** One round of the compression function over the block at `offset`. */
function compress(bytes: Uint8Array, offset: number): void {
  const w = schedule
  for (let t = 0; t < 16; t += 1) {
    const at = offset + t * 4
    w[t] =
      (at8(bytes, at) << 24) | (at8(bytes, at + 1) << 16) | (at8(bytes, at + 2) << 8) | at8(bytes, at + 3)
  }
  for (let t = 16; t < 64; t += 1) {
    const early = at32(w, t - 15)
    const late = at32(w, t - 2)
    const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3)
    const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10)
    w[t] = (at32(w, t - 16) + s0 + at32(w, t - 7) + s1) | 0
  }
  let a = at32(state, 0)
  let b = at32(state, 1)
  let c = at32(state, 2)
  let d = at32(state, 3)
  let e = at32(state, 4)
  let f = at32(state, 5)
  let g = at32(state, 6)
  let h = at32(state, 7)
  for (let t = 0; t < 64; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const first = (h + s1 + ((e & f) ^ (~e & g)) + at32(ROUNDS, t) + at32(w, t)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  state[0] = at32(state, 0) + a
  state[1] = at32(state, 1) + b
  state[2] = at32(state, 2) + c
  state[3] = at32(state, 3) + d
  state[4] = at32(state, 4) + e
  state[5] = at32(state, 5) + f
  state[6] = at32(state, 6) + g
  state[7] = at32(state, 7) + h
}
