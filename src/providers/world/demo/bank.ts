// What a demo bank is made of, and the short words for it.
import type { Household, Move, Recurring } from '../household.ts'
import type { World } from '../world.ts'

/** Days after the first day on which the fourth bank asks for a new sign-in. */
export const DEMO_SIGN_IN_AFTER_DAYS = 9

export type DemoBank = {
  readonly institution: World['institution']
  readonly seed: number
  readonly household: Omit<Household, 'pendingFrom'>
  readonly signInAfterDays?: number
}

export function recurring(
  account: string,
  when: Recurring['when'],
  minor: number,
  text: string,
  name: string | null,
  category: Recurring['category'],
  varies = 0,
): Recurring {
  return { account, when, minor, text, name, category, varies }
}

export function move(
  from: string,
  to: string,
  dayOfMonth: number,
  how: Move['how'],
  text: string,
  textAtReceiver: string,
): Move {
  return { from, to, dayOfMonth, how, text, textAtReceiver }
}
