import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

type CardProps = { children: ReactNode; className?: string }

export function Card({ children, className }: CardProps) {
  return <div className={cx('rounded-card border border-line bg-surface shadow-card', className)}>{children}</div>
}

type SectionProps = {
  title: ReactNode
  actions?: ReactNode
  children: ReactNode
  className?: string
  /** Rows that reach the card's edges bring their own padding. */
  isFlush?: boolean
}

/** A card with a heading of level 2, named by it for assistive technology. */
export function SectionCard({ title, actions, children, className, isFlush = false }: SectionProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className={cx('flex flex-col rounded-card border border-line bg-surface shadow-card', className)}
    >
      <div className="flex min-h-14 items-center justify-between gap-4 px-5 pt-3 pb-1">
        <h2 id={id} className="text-base font-semibold tracking-tight">
          {title}
        </h2>
        {actions}
      </div>
      <div className={isFlush ? '' : 'px-5 pb-5'}>{children}</div>
    </section>
  )
}
