// Names and sorts bank texts whose right answers are known, with nothing learned before.
//
// `npm run -s eval:labels -- LABELS.tsv OUT.jsonl`: one JSON line per row into OUT, then on standard output
// `{n, answered, right, payoreeRight}`. Tables with a `category` column are judged by it (a categories.json beside the
// table names its tree), tables with a `merchant` column by the business named; null where the table can't say.
// `payoree` is the business that Tributary recognises, as such tables ask for; `shown` is what a person would see, which
// is also the name of a neighbour or of a shop that no list knows.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { brandList } from '../src/storage/brand-list.ts'
import { categorise } from '../src/domain/category/categorise.ts'
import type { Brands } from '../src/domain/payoree/brands.ts'
import { foldText } from '../src/domain/payoree/fold.ts'
import { resolvePayoree } from '../src/domain/payoree/resolve.ts'
import { type LabelRow, readLabels } from './lib/labels-table.ts'
import { type LabelTree, labelTree } from './lib/labels-tree.ts'

export type LabelVerdict = {
  readonly id: string
  readonly description: string
  readonly payoree: string | null
  readonly shown: string | null
  /** In the table's own tree; null where Tributary abstains or the tree has no place for it. */
  readonly category: string | null
  /** In Tributary's tree. */
  readonly ownCategory: string | null
  readonly by: string | null
  readonly isAnswered: boolean
  readonly isRight: boolean
  readonly isPayoreeRight: boolean | null
}

/** What Tributary says of one row, and whether that is right. */
export function judgeRow(row: LabelRow, brands: Brands, tree: LabelTree): LabelVerdict {
  const texts = { description: row.description, counterpartyName: null, direction: row.direction }
  const resolved = resolvePayoree(texts, { aliases: new Map(), ownNames: [], bankNames: [], brands })
  const categorised = categorise(
    {
      ...texts,
      amountMinor: BigInt(Math.round(Number(row.amount) * 100)) * (row.direction === 'in' ? 1n : -1n),
      currency: 'USD',
      payoreeKeys: resolved?.keys ?? [],
      brand: resolved?.brand ?? null,
      providerCategory: null,
    },
    { payoreeCategories: new Map(), sourceCategories: new Map(), model: null, providerCategories: new Map() },
  )
  const own = categorised?.category ?? null
  const category = own === null ? null : nameIn(tree, own, row)
  const business = resolved?.brand == null ? null : resolved.name
  const isPayoreeRight = row.business === undefined ? null : foldText(business ?? '') === foldText(row.business)
  const answer = row.categories === undefined ? business : category
  return {
    id: row.id,
    description: row.description,
    payoree: business,
    shown: resolved?.name ?? null,
    category,
    ownCategory: own,
    by: categorised?.by ?? null,
    isAnswered: answer !== null,
    isRight: row.categories === undefined ? isPayoreeRight === true : isOneOf(category, row.categories),
    isPayoreeRight,
  }
}

/** The table's name for our category. A tree of incomes and expenses sees money from people as income. */
function nameIn(tree: LabelTree, own: string, { direction }: LabelRow): string | null {
  const code = own === 'transfer.person' && direction === 'in' ? 'income' : own
  return tree.namesOf(code)[0] ?? null
}

/** A label of none is right when nothing is said. */
const isOneOf = (category: string | null, right: readonly string[]): boolean =>
  category === null ? right.length === 0 : right.includes(category)

export type LabelSummary = {
  readonly n: number
  /** Rows to which something was said. */
  readonly answered: number
  /** Rows with the right answer among those answered. */
  readonly right: number
  /** Rows whose business is right, or rightly none; null for a table without businesses. */
  readonly payoreeRight: number | null
}

export function summarizeLabels(verdicts: readonly LabelVerdict[]): LabelSummary {
  const count = (is: (verdict: LabelVerdict) => boolean) => verdicts.filter(is).length
  return {
    n: verdicts.length,
    answered: count(({ isAnswered }) => isAnswered),
    right: count(({ isAnswered, isRight }) => isAnswered && isRight),
    payoreeRight: verdicts.some(({ isPayoreeRight }) => isPayoreeRight !== null)
      ? count(({ isPayoreeRight }) => isPayoreeRight === true)
      : null,
  }
}

/** Judges every row of a table; the tree is the categories.json beside it, if there is one. */
export function judgeLabels(labelsPath: string): readonly LabelVerdict[] {
  const treePath = join(dirname(labelsPath), 'categories.json')
  const tree = labelTree(existsSync(treePath) ? readFileSync(treePath, 'utf8') : null)
  const brands = brandList()
  return readLabels(readFileSync(labelsPath, 'utf8')).map((row) => judgeRow(row, brands, tree))
}

function main([labels, out]: readonly string[]): void {
  if (labels === undefined || out === undefined) {
    process.stderr.write('usage: npm run -s eval:labels -- LABELS.tsv OUT.jsonl\n')
    process.exitCode = 1
    return
  }
  const verdicts = judgeLabels(labels)
  writeFileSync(out, verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(''))
  process.stdout.write(`${JSON.stringify(summarizeLabels(verdicts))}\n`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  main(process.argv.slice(2))
