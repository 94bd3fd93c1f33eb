// The words of linking that its rules share.
import type { LinkPrompt, LinkRequest, LinkReturn } from '../contract/adapter.ts'
import { asProviderError } from '../contract/errors.ts'
import { day } from '../world/build.ts'
import type { Run } from './bench.ts'

export const LINK_DAY = day('2026-03-20')

export const linkRequest: LinkRequest = {
  institutionId: null,
  state: 'state-fake-5b1d',
  returnUrl: 'https://tributary.invalid/connect/return',
  webhookUrl: null,
  historyDays: 730,
  country: 'US',
  language: 'en',
  ownerRef: 'owner-fake-1',
  repair: null,
}

type Back = Pick<LinkReturn, 'returnedState' | 'params'>

export const returned = (
  { pending }: LinkPrompt,
  back: Back,
  repair: LinkReturn['repair'] = null,
): LinkReturn => ({
  pending,
  expectedState: linkRequest.state,
  returnedState: back.returnedState,
  params: back.params,
  repair,
})

/** The kind a completion ends in; `refused` where the provider refuses it by an error. */
export async function linkIn(run: Run, prompt: LinkPrompt, back: Back): Promise<string> {
  try {
    return (await run.completeLink(returned(prompt, back))).kind
  } catch (error) {
    if (error === asProviderError(error)) return 'refused'
    throw error
  }
}
