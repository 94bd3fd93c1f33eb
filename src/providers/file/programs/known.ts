// The programs whose exports are read with all that the person kept in them. A new one is a file beside this and a line.
import { actual } from './actual.ts'
import { copilot } from './copilot.ts'
import { firefly } from './firefly.ts'
import { mint } from './mint.ts'
import { monarch } from './monarch.ts'
import type { Program } from './program.ts'
import { sure } from './sure.ts'
import { ynab, ynab4 } from './ynab.ts'

export const KNOWN_PROGRAMS: readonly Program[] = [actual, ynab, ynab4, mint, monarch, copilot, firefly, sure]
