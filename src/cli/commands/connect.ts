import { setTimeout as sleep } from 'node:timers/promises'
import { checkLink } from '../../app/check-link.ts'
import type { AppContext } from '../../app/context.ts'
import { connectDemoBank, searchDemoBanks } from '../../app/prepare-demo.ts'
import { searchInstitutions } from '../../app/search-institutions.ts'
import { startLink } from '../../app/start-link.ts'
import type { LinkView } from '../../app/views/link-view.ts'
import { EXIT, reply, text, UsageError } from '../command.ts'
import type { Command, Given } from '../command.ts'
import { exitCodeOf, followRun, summary } from '../follow-run.ts'
import { withHousehold } from '../with-household.ts'
import type { Output } from '../program.ts'

const HISTORY_DAYS_MAX = 730
const POLL_MS = 2_000

export const connect: Command = {
  summary: 'connect a bank',
  usage: '--institution NAME [--country US] [--history-days 730] | --demo NAME',
  options: {
    institution: { type: 'string' },
    country: { type: 'string', default: 'US' },
    'history-days': { type: 'string', default: String(HISTORY_DAYS_MAX) },
    demo: { type: 'string' },
    json: { type: 'boolean' },
  },
  help: {
    institution: 'name of the bank, or a part that only it has',
    country: 'country of the bank, two letters',
    'history-days': `how far back to read, at most ${HISTORY_DAYS_MAX}; some banks can't extend this later`,
    demo: 'connect this made-up bank, signing in by itself',
    json: 'answer in JSON',
  },
  run: async (program, given) => {
    const { out } = program
    const connectBank = wayToConnect(given, out)
    return withHousehold(program, { hasWorker: true }, async (household) => {
      const link = await connectBank(household)
      if (link.stage !== 'connected' || link.runId === null) {
        reply(out, given, { link }, Object.values(link.message ?? {}).join(' '))
        return EXIT.needsUser
      }
      out.say(`Connected ${link.institutionName ?? 'the bank'}. Fetching its history …`)
      const run = await followRun(household, link.runId, out)
      reply(out, given, { link, run }, `${summary(run)} Connection ${run.connectionId}.`)
      return exitCodeOf([run])
    })
  },
}

/** How the options say to connect; what is wrong with them is told before anything is opened. */
function wayToConnect(given: Given, out: Output): (household: AppContext) => Promise<LinkView> {
  const [name, demo] = [text(given, 'institution'), text(given, 'demo')]
  if (demo !== undefined) return (household) => byItself(household, demo)
  if (name === undefined) {
    throw new UsageError('name the bank with --institution, or a made-up one with --demo')
  }
  const country = (text(given, 'country') ?? 'US').toUpperCase()
  const historyDays = Number(text(given, 'history-days'))
  if (!Number.isInteger(historyDays) || historyDays < 1 || historyDays > HISTORY_DAYS_MAX) {
    throw new UsageError(`--history-days is a number from 1 to ${HISTORY_DAYS_MAX}`)
  }
  return (household) => byBrowser(household, { name, country, historyDays }, out)
}

async function byItself(household: AppContext, name: string): Promise<LinkView> {
  return connectDemoBank(household, only(await searchDemoBanks(household, name), 'demo bank', name))
}

type Wish = { readonly name: string; readonly country: string; readonly historyDays: number }

async function byBrowser(household: AppContext, wanted: Wish, out: Output): Promise<LinkView> {
  const { name, country, historyDays } = wanted
  const bank = only(await searchInstitutions(household, { text: name, country }), 'bank', name)
  const { id: institutionId, provider, isDemo } = bank
  const wish = { institutionId, provider, isDemo, country, historyDays, language: 'en' }
  let link = await startLink(household, wish)
  out.say(`Open this address to sign in at ${bank.name}; this command goes on by itself afterwards:`)
  out.say(link.showUrl)
  if (link.showUrl.startsWith(`${household.baseUrl}/`)) out.say('(The page is served by `tributary start`.)')
  while (link.stage === 'waiting') {
    await sleep(POLL_MS)
    link = await checkLink(household, link.id, null)
  }
  return link
}

function only<Bank extends { readonly name: string }>(
  found: readonly Bank[],
  what: string,
  name: string,
): Bank {
  const exact = found.filter((bank) => bank.name.toLowerCase() === name.toLowerCase())
  const [bank, ...others] = exact.length > 0 ? exact : found
  if (bank === undefined)
    throw new UsageError(`no ${what} is called "${name}"; check the country and the spelling`)
  if (others.length > 0) {
    throw new UsageError(
      `several match "${name}": ${found.map((each) => each.name).join(', ')}. Name one of them`,
    )
  }
  return bank
}
