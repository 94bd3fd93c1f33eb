import { Trans } from '@lingui/react/macro'
import type { WhyView } from '../../../src/api/contract/why.ts'
import { RelativeTime } from '../ui/time.tsx'
import { FieldName, FieldValue } from './why-fields.tsx'

type Change = WhyView['changes'][number]
type Decision = { decided: boolean; value?: string | boolean | null }

/** What a person made of the fields and took back again, newest first. */
export function WhyChanges({ changes }: { changes: readonly Change[] }) {
  const decisions = changes.flatMap((change) => {
    const after = decisionOf(change.after)
    return after === null ? [] : [{ ...change, after }]
  })
  if (decisions.length === 0) return null
  return (
    <details className="mt-2 text-caption text-muted">
      <summary>
        <Trans>What you decided before</Trans>
      </summary>
      <ul className="mt-1 space-y-1">
        {decisions.map(({ field, at, after }) => (
          <li key={`${field} ${at}`}>
            <FieldName field={field} />
            {': '}
            {after.decided ? <FieldValue field={field} value={after.value ?? null} /> : <Trans>taken back</Trans>}
            {', '}
            <RelativeTime at={at} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Null for the derived layer, which nobody decided. */
function decisionOf(json: string | null): Decision | null {
  const parsed: unknown = json === null ? null : JSON.parse(json)
  return typeof parsed === 'object' && parsed !== null && 'decided' in parsed ? (parsed as Decision) : null
}
