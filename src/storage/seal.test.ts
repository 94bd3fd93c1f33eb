import { createCipheriv, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ringOf } from './key-ring.ts'
import { open, seal, SealError } from './seal.ts'
import type { SealedPlace } from './seal.ts'

const keys = new Map([
  ['first', Buffer.alloc(32, 1)],
  ['second', Buffer.alloc(32, 2)],
])
const ring = ringOf('first', keys)
const place: SealedPlace = {
  ownerId: 'owner-a',
  table: 'credential',
  column: 'sealed',
  rowId: 'row-a',
  purpose: 'credential',
}
const secret = Buffer.from('access-sandbox-fake-of-a-seal-test')
const HEADER_BYTES = 2
const IV_BYTES = 12
const TAG_BYTES = 16

describe('sealed bytes', () => {
  test('open where they were sealed, whatever their length', () => {
    for (const bytes of [secret, Buffer.alloc(0), Buffer.alloc(1), randomBytes(100_000)]) {
      expect(open(ring, place, seal(ring, randomBytes, place, bytes))).toEqual(bytes)
    }
  })

  test('do not show what was sealed, and differ each time', () => {
    const [first, second] = [seal(ring, randomBytes, place, secret), seal(ring, randomBytes, place, secret)]
    expect(first.sealed.includes(secret)).toBe(false)
    expect(first.sealed).not.toEqual(second.sealed)
  })

  test('are refused with any one bit flipped', () => {
    const { keyId, sealed } = seal(ring, randomBytes, place, secret)
    expect(sealed).toHaveLength(HEADER_BYTES + IV_BYTES + secret.length + TAG_BYTES)
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed)
      const byte = bit >> 3
      changed.writeUInt8(changed.readUInt8(byte) ^ (1 << (bit & 7)), byte)
      expect(() => open(ring, place, { keyId, sealed: changed }), `bit ${bit}`).toThrow(SealError)
    }
  })

  test('are refused at any other length: cut short, with more behind them, or empty', () => {
    const { keyId, sealed } = seal(ring, randomBytes, place, secret)
    for (let length = 0; length < sealed.length; length += 1) {
      const cut = sealed.subarray(0, length)
      expect(() => open(ring, place, { keyId, sealed: cut }), `${length} bytes`).toThrow(SealError)
    }
    const longer = Buffer.concat([sealed, Buffer.alloc(1)])
    expect(() => open(ring, place, { keyId, sealed: longer })).toThrow(SealError)
  })

  test.each<Partial<SealedPlace>>([
    { ownerId: 'owner-b' },
    { table: 'link_session' },
    { column: 'other' },
    { rowId: 'row-b' },
    { purpose: 'link' },
    // The same text with its boundary elsewhere.
    { ownerId: 'owner-', table: 'acredential' },
    { table: 'credentials', column: 'ealed' },
  ])('are refused when moved: %o', (moved) => {
    const sealed = seal(ring, randomBytes, place, secret)
    expect(open(ring, place, sealed)).toEqual(secret)
    expect(() => open(ring, { ...place, ...moved }, sealed)).toThrow(SealError)
  })

  test('are refused under another key, or the same key by another name', () => {
    const { sealed } = seal(ring, randomBytes, place, secret)
    expect(() => open(ring, place, { keyId: 'second', sealed })).toThrow(SealError)
    const renamed = ringOf('other-name', new Map([['other-name', Buffer.alloc(32, 1)]]))
    expect(() => open(renamed, place, { keyId: 'other-name', sealed })).toThrow(SealError)
  })

  test('of a key that is not there are refused by the key’s name', () => {
    const { sealed } = seal(ring, randomBytes, place, secret)
    expect(() => open(ring, place, { keyId: 'lost-key', sealed })).toThrow(/lost-key .* not in the key file/)
  })

  test('of an older key still open once another is current', () => {
    const sealed = seal(ring, randomBytes, place, secret)
    const turned = ringOf('second', keys)
    expect(open(turned, place, sealed)).toEqual(secret)
    expect(seal(turned, randomBytes, place, secret).keyId).toBe('second')
  })

  test.each([4, 8, 12, 13, 14, 15])('whose genuine tag is cut to %i bytes are refused', (length) => {
    const { keyId, sealed } = seal(ring, randomBytes, place, secret)
    const cut = sealed.subarray(0, sealed.length - TAG_BYTES + length)
    expect(() => open(ring, place, { keyId, sealed: cut })).toThrow(SealError)
  })

  test('that somebody without the binding sealed under the right key are refused', () => {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32, 1), iv)
    const parts = [Buffer.from([1, 1]), iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]
    expect(() => open(ring, place, { keyId: 'first', sealed: Buffer.concat(parts) })).toThrow(SealError)
  })

  test('are told apart in the error by what they are for, and never shown in it', () => {
    const sealed = seal(ring, randomBytes, place, secret)
    const error = caught(() => open(ring, { ...place, rowId: 'row-b' }, sealed))
    expect(String(error)).toContain('sealed credential was changed or belongs to another row')
    expect(String(error)).not.toContain('fake')
  })
})

function caught(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
