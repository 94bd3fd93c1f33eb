// The seam of scoring: how much speaks for two statements without a common id being one movement. The rungs gather
// candidates and ask; replacing the judge changes nothing else.
import type { Judge } from './pair.ts'
import { weighPosted } from './weigh-posted.ts'
import { weighSources } from './weigh-sources.ts'

/** Below it, joining by itself would too often be wrong: one in four. What is less is asked, or left apart. */
export const BITS_SURE = 2
/** From here on the two are likely enough one movement to be worth a person's time. */
export const BITS_ASK = -2.5

/** What the person said outweighs all that can be seen. */
const SAID_BITS = 40

/** Weighs what two statements have in common against how often that happens by chance. */
export const evidenceJudge: Judge = (pair) => {
  const weight = pair.kind === 'pending-posted' ? weighPosted(pair) : weighSources(pair)
  return weight === null || pair.saidOfRows === null ? weight : { ...weight, bits: weight.bits + SAID_BITS }
}
