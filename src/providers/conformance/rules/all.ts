// Every rule, in the order of the list. Rules of pushed signals (W1–W3) come with the contract's webhook
// function.
import { d1 } from './d1-record-shape.ts'
import { d10 } from './d10-goldens.ts'
import { d2 } from './d2-sign.ts'
import { d3 } from './d3-exact-amounts.ts'
import { d4 } from './d4-calendar-dates.ts'
import { d5 } from './d5-text-kept.ts'
import { d6 } from './d6-stable-ids.ts'
import { d7 } from './d7-pure-mapping.ts'
import { d8 } from './d8-no-assumption.ts'
import { d9 } from './d9-unknown-things.ts'
import { e1 } from './e1-named-failures.ts'
import { e2 } from './e2-rate-limit-time.ts'
import { e3 } from './e3-user-reasons.ts'
import { e4 } from './e4-one-account-fails.ts'
import { e5 } from './e5-no-secrets.ts'
import { l1 } from './l1-state.ts'
import { l2 } from './l2-waiting-is-a-value.ts'
import { l3 } from './l3-repair-keeps.ts'
import { l4 } from './l4-unlink-twice.ts'
import { l5 } from './l5-rotated-credential.ts'
import { m1 } from './m1-manifest-complete.ts'
import { m2 } from './m2-declared-hosts.ts'
import { m3 } from './m3-names-agree.ts'
import { m4 } from './m4-optional-functions.ts'
import { p1 } from './p1-pace.ts'
import { r1 } from './r1-repeatable.ts'
import { r10 } from './r10-ends.ts'
import { r11 } from './r11-abort.ts'
import { r12 } from './r12-no-clock.ts'
import { r2 } from './r2-resume-anywhere.ts'
import { r3 } from './r3-page-size.ts'
import { r4 } from './r4-page-token-no-cursor.ts'
import { r5 } from './r5-checkpoint-ends-span.ts'
import { r6 } from './r6-true-coverage.ts'
import { r7 } from './r7-restart-leaves-nothing.ts'
import { r8 } from './r8-foreign-cursor.ts'
import { r9 } from './r9-nothing-unasked.ts'
import type { Rule } from '../rule.ts'

const manifest = [m1, m2, m3, m4] as const
const mapping = [d1, d2, d3, d4, d5, d6, d7, d8, d9, d10] as const
const reading = [r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12] as const
const failing = [e1, e2, e3, e4, e5] as const
const linking = [l1, l2, l3, l4, l5] as const

export const RULES: readonly Rule[] = [...manifest, ...mapping, ...reading, ...failing, ...linking, p1]
