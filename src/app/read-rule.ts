// A rule out of JSON that nobody has checked, as the command line is given it.
import * as z from 'zod'
import { AMOUNT_TESTS, TEXT_TESTS } from '../domain/rules/rule.ts'
import { invalid } from './refusal.ts'
import type { GivenRule, ShownCondition } from './views/rule-view.ts'

const minor = z.string().regex(/^\d{1,18}$/, 'is whole minor units as text, such as "1250"')

/** How deep and how much of it there may be, and what it names, is checked with the rule itself. */
const condition: z.ZodType<ShownCondition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition) }),
    z.strictObject({ any: z.array(condition) }),
    z.strictObject({ field: z.enum(['payoree', 'description']), test: z.enum(TEXT_TESTS), value: z.string() }),
    z.strictObject({
      field: z.literal('amount'),
      test: z.enum(AMOUNT_TESTS),
      minor,
      upToMinor: minor.nullable(),
      currency: z.string(),
    }),
    z.strictObject({ field: z.literal('account'), accountIds: z.array(z.string()) }),
    z.strictObject({ field: z.literal('category'), categoryId: z.string().nullable() }),
    z.strictObject({ field: z.literal('direction'), value: z.enum(['in', 'out']) }),
  ]),
)

const rule = z.object({
  name: z.string(),
  isOn: z.boolean().default(true),
  condition,
  actions: z.array(
    z.discriminatedUnion('set', [
      z.strictObject({ set: z.literal('payoree'), name: z.string() }),
      z.strictObject({ set: z.literal('category'), categoryId: z.string() }),
      z.strictObject({ set: z.literal('tag'), name: z.string() }),
      z.strictObject({ set: z.literal('note'), text: z.string() }),
      z.strictObject({ set: z.literal('ignored') }),
      z.strictObject({ set: z.literal('transfer') }),
      z.strictObject({ set: z.literal('alert') }),
    ]),
  ),
  stops: z.boolean().default(false),
  fromOn: z.string().nullable().default(null),
})

/** Fields that a shown rule has besides are passed over. Throws a refusal with the first place that is wrong. */
export function readRule(json: unknown): GivenRule {
  const read = rule.safeParse(json)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw invalid(`/${issue?.path.join('/') ?? ''}`, `This is not a rule: ${issue?.message ?? 'it is empty'}.`)
}
