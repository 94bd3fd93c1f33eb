import { ProgressBar as AriaProgressBar } from 'react-aria-components/ProgressBar'

/** Determinate only where the share is known; else a quiet moving bar that claims nothing. */
export function ProgressBar({ label, share }: { label: string; share: number | null }) {
  return (
    <AriaProgressBar aria-label={label} isIndeterminate={share === null} value={(share ?? 0) * 100}>
      <div className="h-2 overflow-hidden rounded-full bg-sunken">
        <div
          className={share === null ? 'pulse h-full w-full rounded-full bg-accent/70' : 'h-full rounded-full bg-accent'}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </AriaProgressBar>
  )
}
