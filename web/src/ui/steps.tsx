import { Trans } from '@lingui/react/macro'
import { cx } from './class-names.ts'

/** Where a person is in a wizard: "Step 2 of 4" and the names of the steps. */
export function Steps({ names, current }: { names: readonly string[]; current: number }) {
  return (
    <div className="mb-6">
      <p className="mb-2 text-caption font-medium text-muted">
        <Trans>
          Step {current + 1} of {names.length}
        </Trans>
        <span className="sm:hidden"> · {names[current]}</span>
      </p>
      <ol className="flex gap-2">
        {names.map((name, index) => (
          <li key={name} className="flex-1" aria-current={index === current ? 'step' : undefined}>
            <span className={cx('block h-1 rounded-full', index <= current ? 'bg-accent' : 'bg-line')} />
            <span
              className={cx(
                'mt-1.5 hidden text-caption sm:block',
                index === current ? 'font-medium text-ink' : 'text-muted',
              )}
            >
              {name}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
