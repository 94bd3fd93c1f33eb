import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

/** A small table of at most a few hundred rows. It scrolls sideways inside its own box, never the page. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    // Focusable, so that the keyboard can scroll it too.
    <div role="group" aria-label={label} tabIndex={0} className="overflow-x-auto rounded-b-card">
      <table className="w-full border-collapse text-left">{children}</table>
    </div>
  )
}

type CellProps = { children?: ReactNode; isNumber?: boolean; className?: string }

export function HeadCell({ children, isNumber, className }: CellProps) {
  return (
    <th
      scope="col"
      className={cx(
        'h-10 border-b border-line px-3 text-caption font-medium whitespace-nowrap text-muted first:pl-5 last:pr-5',
        isNumber && 'text-right',
        className,
      )}
    >
      {children}
    </th>
  )
}

export function Cell({ children, isNumber, className }: CellProps) {
  return (
    <td
      className={cx(
        'border-b border-line px-3 py-2.5 align-top group-last:border-0 first:pl-5 last:pr-5',
        isNumber && 'tabular text-right whitespace-nowrap',
        className,
      )}
    >
      {children}
    </td>
  )
}

export function Row({ children, className }: { children: ReactNode; className?: string }) {
  return <tr className={cx('group', className)}>{children}</tr>
}
