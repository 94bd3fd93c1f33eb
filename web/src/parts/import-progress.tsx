import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { fileProgressQuery } from '../api/queries.ts'
import { ProgressBar } from '../ui/progress-bar.tsx'

/** What the server is doing with a file, while it does. A small one is done before this is seen. */
export function ImportProgress({ fileId }: { fileId: string }) {
  const { t } = useLingui()
  const { data: step } = useQuery(fileProgressQuery(fileId))
  if (step == null) return null
  return (
    <div className="space-y-2" role="status">
      <ProgressBar label={t`Work on the file`} share={null} />
      <p className="text-caption text-muted">
        {step.kind === 'reading' && <Trans>Reading the file …</Trans>}
        {step.kind === 'matching' && (
          <Plural
            value={step.rows ?? 0}
            one="Comparing # row with your transactions …"
            other="Comparing # rows with your transactions …"
          />
        )}
        {step.kind === 'saving' && (
          <Plural
            value={step.rows ?? 0}
            one="Saving # row: all or nothing …"
            other="Saving # rows: all of them or none …"
          />
        )}
      </p>
    </div>
  )
}
