import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect, useState } from 'react'
import { cx } from './class-names.ts'

/** Answers that come sooner need no placeholder; it would only flash. */
const SHOW_AFTER_MS = 150

/** Shows its children, the outline of what is loading, once the wait is long enough to notice. */
export function Loading({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), SHOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isLate) return null
  return (
    <div role="status" aria-label={t`Loading`}>
      {children}
    </div>
  )
}

export function SkeletonBar({ className }: { className?: string }) {
  return <div className={cx('pulse rounded-md bg-sunken', className ?? 'h-4 w-full')} />
}

/** Rows of a list or ledger. */
export function SkeletonRows({ count }: { count: number }) {
  return (
    <div className="divide-y divide-line rounded-card border border-line bg-surface">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex items-center gap-6 px-5 py-4">
          <SkeletonBar className="h-4 w-20" />
          <SkeletonBar className="h-4 flex-1" />
          <SkeletonBar className="h-4 w-24" />
        </div>
      ))}
    </div>
  )
}

export function SkeletonCards({ count }: { count: number }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex h-48 flex-col gap-3 rounded-card border border-line bg-surface p-5">
          <SkeletonBar className="h-5 w-1/2" />
          <SkeletonBar className="h-4 w-1/3" />
          <SkeletonBar className="mt-auto h-4 w-2/3" />
        </div>
      ))}
    </div>
  )
}
