// The parts of the quality report: each measures one thing and says what it came to.
import path from 'node:path'
import { addDays } from '../../../src/domain/calendar.ts'
import { day } from '../../../src/providers/world/build.ts'
import { demoWorlds } from '../../../src/providers/world/demo-worlds.ts'
import type { ManagedPostgres } from '../../../src/storage/postgres/managed.ts'
import { judgeLabels, summarizeLabels } from '../../labels.ts'
import { inNewDatabase, withBenchPostgres } from '../bench-database.ts'
import { measureBankPayees } from './bank-payees.ts'
import { measureCardPostings, readCardPostings } from './card-postings.ts'
import { compareWays } from './one-world.ts'
import type { WorldFigures } from './one-world.ts'
import { percent } from './page.ts'
import type { Section } from './page.ts'
import { measurePeerScenarios } from './peer-scenarios.ts'
import { measureReconcileCases } from './reconcile-cases.ts'

export type Measured = { readonly line: object; readonly section: Omit<Section, 'name'> }

export type Part = {
  readonly name: string
  /** What it reads of the shared folder; all of it must be there. */
  readonly reads: readonly string[]
  readonly measure: (shared: string) => Measured | Promise<Measured>
}

/** The day that the demo banks' histories end on here; any would do, but it has to stand still. */
const AS_OF = day('2026-06-30')

const CASES = 'cases/reconcile-cases.dev.jsonl'
const SCORER = 'cases/score.cjs'
const CATEGORIES = 'data/labels/sure/categorization_v1.tsv'
const BUSINESSES = 'data/labels/sure/merchant_detection.dev.tsv'
const CARDS = 'data/labels/uk-pcard/birmingham_2014_2016.tsv.gz'
const BANKS = 'data/providers/gocardless/actual-banks'
const SCENARIOS = 'data/dedup/sure/scenarios.dev.json'

export const PARTS: readonly Part[] = [
  { name: 'reconcile', reads: [CASES, SCORER], measure: reconcile },
  { name: 'labels', reads: [CATEGORIES, BUSINESSES], measure: labels },
  { name: 'payees', reads: [BANKS], measure: payees },
  { name: 'scenarios', reads: [SCENARIOS], measure: scenarios },
  { name: 'world', reads: [], measure: oneWorld },
  { name: 'cards', reads: [CARDS], measure: cards },
]

function reconcile(shared: string): Measured {
  const figures = measureReconcileCases(path.join(shared, CASES), path.resolve(shared, SCORER))
  const { cases, errors, incoming, inReview, edits, editsKept, weakClasses } = figures
  return {
    line: figures,
    section: {
      title: 'Duplicates, cases with known truth',
      how:
        `${cases} small histories with known truth (${incoming} incoming rows), each run through the planner with an ` +
        'empty memory and scored by the scorer that came with them.',
      rows: [
        ['cases in which everything is right', percent(Math.round(figures.caseOkShare * cases), cases), 'at least 99 %'],
        ['false merges', `${figures.falseMerges}`, '0'],
        ['rows lost', `${figures.lost}`, '0'],
        ['rows doubled', `${figures.doubled}`, 'few, and asked about'],
        ['stale rows left', `${figures.stale}`, '0'],
        ['deleted rows that came back', `${figures.resurrected}`, '0'],
        ['edits of the person kept', `${editsKept} of ${edits}`, 'all'],
        ['incoming rows that a question is asked about', percent(inReview, incoming), 'at most 3 %'],
        ['cases that could not be run', `${errors}`, '0'],
      ],
      notes: weakClasses.map(({ name, okShare }) => `not all right in \`${name}\`: ${percent(okShare, 1)}`),
    },
  }
}

function labels(shared: string): Measured {
  const categories = summarizeLabels(judgeLabels(path.join(shared, CATEGORIES)))
  const businesses = summarizeLabels(judgeLabels(path.join(shared, BUSINESSES)))
  return {
    line: { categories, businesses },
    section: {
      title: 'Categories and businesses of bank texts',
      how:
        `${categories.n} bank texts with a labelled category and ${businesses.n} with a labelled business, as if each ` +
        'were the first row of a new user: nothing is learned before or between.',
      rows: [
        ['categories right, of those answered', percent(categories.right, categories.answered), 'at least 95 %'],
        ['categories answered', percent(categories.answered, categories.n), 'at least 60 %'],
        ['businesses right, rightly none included', percent(businesses.payoreeRight ?? 0, businesses.n), 'as many as can be'],
        ['businesses right, of those named', percent(businesses.right, businesses.answered), 'at least 95 %'],
      ],
      notes: ['These are the published labels, which were looked at while building.'],
    },
  }
}

function payees(shared: string): Measured {
  const cases = measureBankPayees(path.join(shared, BANKS))
  const equal = cases.filter(({ isEqual }) => isEqual).length
  const alike = cases.filter(({ isAlike }) => isAlike).length
  return {
    line: { cases: cases.length, equal, alike, others: cases.filter(({ isEqual }) => !isEqual) },
    section: {
      title: 'Payees of European banks',
      how:
        `${cases.length} rows of ${new Set(cases.map(({ bank }) => bank)).size} banks, with the payee that another ` +
        'project expects after code of its own for each bank. Tributary has no code for single banks.',
      rows: [
        ['equal, but for capitals and accents', percent(equal, cases.length), '–'],
        ['equal, or one holds the other', percent(alike, cases.length), '–'],
      ],
      notes: [...Map.groupBy(cases, ({ bank }) => bank)]
        .filter(([, of]) => of.some(({ isEqual }) => !isEqual))
        .map(([bank, of]) => `\`${bank}\`: ${of.filter(({ isEqual }) => isEqual).length} of ${of.length} equal`),
    },
  }
}

function scenarios(shared: string): Measured {
  const outcomes = measurePeerScenarios(path.join(shared, SCENARIOS))
  const agreeing = outcomes.filter(({ agrees }) => agrees).length
  return {
    line: { scenarios: outcomes.length, agreeing, others: outcomes.filter(({ agrees }) => !agrees) },
    section: {
      title: 'What another project does with duplicates',
      how: `${outcomes.length} scenarios of another project's tests. Its behaviour is not the truth, so the reasons count.`,
      rows: [['scenarios that end the same', `${agreeing} of ${outcomes.length}`, 'a reason for each other']],
      notes: outcomes
        .filter(({ agrees }) => !agrees)
        .map(({ name, theirRows, ourRows, ourReviews, why }) => {
          const asked = ourReviews > 0 ? ' and a question' : ''
          return `${name}: ${theirRows} there, ${ourRows}${asked} here; ${why}`
        }),
    },
  }
}

async function oneWorld(): Promise<Measured> {
  const banks = await withBenchPostgres(async (postgres) => {
    const figures: { readonly key: string; readonly figures: WorldFigures }[] = []
    for (const world of demoWorlds(AS_OF)) {
      const compare = () => inNewDatabase(postgres, world.key, (access) => compareWays(access, world, AS_OF))
      figures.push({ key: world.key, figures: await compare() })
    }
    return figures
  })
  const all = banks.map(({ figures }) => figures)
  const sum = (of: (figures: WorldFigures) => number) => all.reduce((total, figures) => total + of(figures), 0)
  const rows = sum(({ trueRows }) => trueRows)
  const ways = ['interfaceOnly', 'fileOnly', 'interfaceThenFile', 'fileThenInterface', 'interfaceUntilFiles'] as const
  const doubles = sum((figures) => ways.reduce((total, way) => total + figures[way].doubles + figures[way].missing, 0))
  const equal = (way: (typeof ways)[number]) => percent(sum((figures) => figures[way].equal), rows)
  return {
    line: { rows, banks },
    section: {
      title: 'One bank, through its interface and through its files',
      how:
        `The four demo banks, ${rows} booked rows of ${addDays(AS_OF, -700)} to ${AS_OF}, read through the Plaid ` +
        'adapter and from the CSV files (date, description, amount) that such a bank would offer. A row counts as equal ' +
        "where account, day, amount, payoree and category are those of the interface's ledger.",
      rows: [
        ['rows doubled or missing, all ways together', `${doubles}`, '0'],
        ['equal, interface then file into one account', equal('interfaceThenFile'), 'at least 99 %'],
        ['equal, file then interface into one account', equal('fileThenInterface'), 'at least 99 %'],
        ['equal, interface until half a year ago, then files', equal('interfaceUntilFiles'), '–'],
        ['equal, files alone, into an empty ledger', equal('fileOnly'), '–'],
        ['of these: equal category', percent(sum(({ fileOnly }) => fileOnly.equalCategory), rows), '–'],
        ['of these: equal payoree', percent(sum(({ fileOnly }) => fileOnly.equalPayoree), rows), '–'],
      ],
      notes: [
        'Alone, a file states no name for the other party: what the interface tells beside the text is not in it.',
      ],
    },
  }
}

async function cards(shared: string): Promise<Measured> {
  const postings = readCardPostings(path.join(shared, CARDS))
  const measure = (postgres: ManagedPostgres) =>
    inNewDatabase(postgres, 'cards', (access) => measureCardPostings(access, postings))
  const figures = await withBenchPostgres(measure)
  return {
    line: figures,
    section: {
      title: 'Real card postings that repeat',
      how:
        `${figures.postings} real postings of ${figures.cards} purchasing cards, an account and a CSV file for each ` +
        'card, previewed and committed into PostgreSQL, twice.',
      rows: [
        ['postings that repeat one of their card exactly', `${figures.repeats}`, 'kept'],
        ['postings lost by the first import', `${figures.lost}`, '0'],
        ['cards whose number or sum differs', `${figures.cardsOff}`, '0'],
        ['rows that the second import adds', `${figures.secondAdded}`, '0'],
        ['rows that the second import changes', `${figures.secondUpdated}`, '0'],
        ['questions asked', `${figures.reviews}`, '0'],
      ],
      notes: [],
    },
  }
}
