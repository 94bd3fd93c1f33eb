import { beforeAll, describe, expect, test } from 'vitest'
import { API, linkDemo, openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

let household: TestHousehold
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
})

type Heard = {
  readonly id: string
  readonly event: string
  readonly body: { kind: string; run: { state: string } | null }
}

/** Opens the stream, does something meanwhile, and gives the first events that come. */
async function listen(
  wanted: number,
  headers: Record<string, string>,
  meanwhile: () => Promise<unknown> = async () => {},
) {
  const response = await household.raw(new Request(`${API}/events`, { headers }))
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('there is no stream')
  const first = reader.read()
  await meanwhile()
  let text = (await first).value ?? ''
  const heard: Heard[] = []
  while (heard.length < wanted) {
    text += (await reader.read()).value ?? ''
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? ''
      if (field('data') !== '')
        heard.push({ id: field('id'), event: field('event'), body: JSON.parse(field('data')) })
    }
  }
  await reader.cancel()
  return { response, heard }
}

describe('the live stream', () => {
  test('tells what happens, in order, and again from where a listener stopped', async () => {
    const { response, heard } = await listen(3, {}, async () => {
      const { runId } = await linkDemo(household, 'demo-marlow')
      await household.send('POST', `/runs/${runId}/cancel`)
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
    // Each tells the state of the run as it is when it is told.
    expect(heard.map(({ event, body }) => [event, body.kind, body.run?.state])).toEqual([
      ['run.changed', 'run.changed', expect.stringMatching(/^(queued|cancelled)$/)],
      ['connection.changed', 'connection.changed', undefined],
      ['run.changed', 'run.changed', 'cancelled'],
    ])
    const again = await listen(2, { 'last-event-id': heard[0]?.id ?? '' })
    expect(again.heard.map(({ id }) => id)).toEqual(heard.slice(1).map(({ id }) => id))
  })

  test('holds ids, counts and states, and nothing of the person', async () => {
    const { heard } = await listen(1, { 'last-event-id': '0' })
    expect(JSON.stringify(heard)).not.toMatch(/Marlow|amount|description|payoree/)
  })

  test('tells a listener from another time to fetch everything anew', async () => {
    const { heard } = await listen(1, { 'last-event-id': '999999999' })
    expect(heard[0]).toMatchObject({ event: 'reset', body: { kind: 'reset', run: null } })
  })
})
