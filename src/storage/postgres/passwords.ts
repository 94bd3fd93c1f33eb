import { randomBytes } from 'node:crypto'
import fs from 'node:fs'

/** The passwords of one managed PostgreSQL, by what their login is for. */
export type Passwords = { superuser: string; migrate: string; app: string; worker: string }

/** 192 bits: nobody types or guesses these. */
const passwordBytes = 24

export function makePasswords(): Passwords {
  const make = () => randomBytes(passwordBytes).toString('base64url')
  return { superuser: make(), migrate: make(), app: make(), worker: make() }
}

/** Reads the passwords file, or undefined when there is none. */
export function readPasswords(file: string): Passwords | undefined {
  if (!fs.existsSync(file)) return undefined
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Passwords
}

/** Writes the passwords so that only our own user can read them, whole or not at all. */
export function writePasswords(file: string, passwords: Passwords): void {
  const unfinished = `${file}.unfinished`
  fs.rmSync(unfinished, { force: true })
  const handle = fs.openSync(unfinished, 'wx', 0o600)
  try {
    fs.writeFileSync(handle, JSON.stringify(passwords))
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
  fs.renameSync(unfinished, file)
}
