import { Plural } from '@lingui/react/macro'
import type { CategoryView } from '../../../src/api/contract/categories.ts'

/** What uses a category, in one line; nothing where nothing does. */
export function CategoryUsage({ usage }: { usage: CategoryView['usage'] }) {
  const { transactions, rules, payorees, mappings } = usage
  const parts = [
    transactions > 0 && <Plural key="t" value={transactions} one="# transaction" other="# transactions" />,
    rules > 0 && <Plural key="r" value={rules} one="# rule" other="# rules" />,
    payorees > 0 && <Plural key="p" value={payorees} one="# payoree" other="# payorees" />,
    mappings > 0 && <Plural key="m" value={mappings} one="# bank's code" other="# banks' codes" />,
  ].filter((part) => part !== false)
  if (parts.length === 0) return null
  return <p className="text-caption text-muted">{parts.flatMap((part, at) => (at === 0 ? [part] : [' · ', part]))}</p>
}
