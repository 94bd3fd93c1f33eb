import { Link, type LinkProps } from '@tanstack/react-router'
import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { cx } from './class-names.ts'

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger'
type Size = 'normal' | 'small'

const VARIANTS: Record<Variant, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-strong border-transparent',
  secondary: 'bg-surface text-ink border-line-strong/45 hover:bg-hover shadow-card',
  quiet: 'border-transparent text-soft hover:bg-hover hover:text-ink',
  danger: 'bg-bad text-bad-ink border-transparent hover:bg-bad-strong',
}

const SIZES: Record<Size, string> = {
  normal: 'h-10 px-4 gap-2 text-body',
  small: 'h-9 px-3 gap-1.5 text-caption',
}

/** How buttons and links that act like buttons look. */
export function buttonClass(variant: Variant = 'secondary', size: Size = 'normal', extra?: string): string {
  return cx(
    'inline-flex items-center justify-center rounded-control border font-medium whitespace-nowrap select-none',
    'transition-colors duration-100 [&_svg]:size-4 [&_svg]:shrink-0',
    'disabled:opacity-55 disabled:cursor-not-allowed data-[pending]:cursor-progress',
    VARIANTS[variant],
    SIZES[size],
    extra,
  )
}

type ButtonProps = Omit<AriaButtonProps, 'className' | 'children' | 'style'> & {
  variant?: Variant
  size?: Size
  className?: string
  icon?: ReactNode
  children?: ReactNode
}

export function Button({ variant, size, className, icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={buttonClass(variant, size, className)}>
      {rest.isPending ? <LoaderCircle aria-hidden className="turning" /> : icon}
      {children}
    </AriaButton>
  )
}

/** A square button with only a picture; `label` is what is read out. */
export function IconButton({ label, icon, ...rest }: ButtonProps & { label: string; icon: ReactNode }) {
  return (
    <AriaButton {...rest} aria-label={label} className={buttonClass(rest.variant ?? 'quiet', 'small', 'w-9 px-0!')}>
      {icon}
    </AriaButton>
  )
}

type ButtonLinkProps = LinkProps & {
  'aria-label'?: string
  variant?: Variant
  size?: Size
  className?: string
  icon?: ReactNode
  children?: ReactNode
}

/** A way to another page that looks like a button. */
export function ButtonLink({ variant, size, className, icon, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={buttonClass(variant, size, className)}>
      {icon}
      {children}
    </Link>
  )
}
