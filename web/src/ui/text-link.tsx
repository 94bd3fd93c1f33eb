import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

/** A link in running text. */
export function TextLink({ className, children, ...rest }: LinkProps & { className?: string; children: ReactNode }) {
  return (
    <Link
      {...rest}
      className={cx(
        'rounded-sm font-medium text-accent-text underline decoration-accent-text/35 underline-offset-3',
        'hover:decoration-accent-text',
        className,
      )}
    >
      {children}
    </Link>
  )
}
