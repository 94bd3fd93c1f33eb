// Which entries of a QIF file are movements of which account, and which are lists of something else.
import { readAmountText } from '../csv/amounts.ts'
import { statedFact } from '../csv/value-words.ts'
import { textOf } from './entries.ts'
import type { Entry, Section } from './entries.ts'
import { readQifDate } from './dates.ts'

/** Movements of one account; `name` is null where the file names none. */
export type Register = {
  readonly name: string | null
  /** "bank", "ccard", "cash", "oth a", "invst" …, as the heading says. */
  readonly type: string
  readonly entries: readonly Entry[]
}

export type Registers = {
  readonly registers: readonly Register[]
  /** Entries of lists, and of accounts' descriptions. */
  readonly listedCount: number
  /** Headings that were taken for an account's although they are not known. */
  readonly unknownHeadings: readonly string[]
}

const ACCOUNT = /^(?:type:)?(?:bank|ccard|cash|oth [als]|invst|port)$/
const LIST = /^type:(?:cat|class|memorized|security|prices|budget|template|tax|bill|invoice|tag|payee|loan)/
const SWITCH = /^(?:option|clear):/

/**
 * An `!Account` entry names the account of the movements that follow. Some programs put those under
 * `!Account` itself, some banks write no heading at all, and some translate the headings: what has a date and
 * an amount is a movement.
 */
export function readRegisters(sections: readonly Section[]): Registers {
  const registers = new Map<string, { name: string | null; type: string; entries: Entry[] }>()
  const unknown = new Set<string>()
  let name: string | null = null
  let type = 'bank'
  let listedCount = 0
  const add = (entry: Entry) => {
    const key = JSON.stringify([name, type])
    const register = registers.get(key) ?? { name, type, entries: [] }
    registers.set(key, register)
    register.entries.push(entry)
  }
  for (const { heading, entries } of sections) {
    if (SWITCH.test(heading)) continue
    if (ACCOUNT.test(heading)) type = heading.replace('type:', '')
    const isAccounts = heading === 'account' || heading === 'type:account'
    const isKnown = ACCOUNT.test(heading) || isAccounts || heading === ''
    for (const entry of entries) {
      const isRow = ACCOUNT.test(heading) || (!LIST.test(heading) && isMovement(entry))
      if (isRow) add(entry)
      else {
        if (isAccounts) name = textOf(entry, 'N') ?? name
        listedCount += 1
      }
      if (isRow && !isKnown) unknown.add(heading)
    }
  }
  return { registers: [...registers.values()].map(withOwnName), listedCount, unknownHeadings: [...unknown] }
}

const isMovement = (entry: Entry): boolean =>
  readQifDate(textOf(entry, 'D') ?? '') !== null &&
  readAmountText(textOf(entry, 'T') ?? textOf(entry, 'U') ?? '') !== null

/** The row that opens an account names it, where no `!Account` does. */
function withOwnName(register: Register): Register {
  const [only, ...others] = register.entries.filter(isOpening)
  if (register.name !== null || only === undefined || others.length > 0) return register
  return { ...register, name: /^\[(.+)\]$/.exec(textOf(only, 'L') ?? '')?.[1] ?? null }
}

/**
 * `POpening Balance` with the account itself as its other side, in the program's language: not a movement but
 * what was there. With a category it is a payment to somebody of that name.
 */
export function isOpening(entry: Entry): boolean {
  const category = textOf(entry, 'L')
  const isOfAccount = category === null || /^\[.+\]$/.test(category)
  return isOfAccount && statedFact(textOf(entry, 'P') ?? '') === 'opening'
}
