import type { ReactNode } from 'react'

type EmptyStateProps = { icon: ReactNode; title: ReactNode; children?: ReactNode; actions?: ReactNode }

/** What a page says when there is nothing on it yet, and what to do about it. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-card border border-dashed border-line-strong/50 px-6 py-14">
      <span className="mb-4 flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent-text">
        {icon}
      </span>
      <p className="text-center text-base font-semibold">{title}</p>
      {children !== undefined && <p className="mt-1 max-w-md text-center text-muted">{children}</p>}
      {actions !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
