import { useLingui } from '@lingui/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { cx } from './class-names.ts'

/** A page that is opened directly keeps the browser's own focus; only a change of pages moves it. */
let isFirstPage = true

/** For what changes within a page as if it were another one, such as a wizard's step. */
export function focusTitle(): void {
  document.querySelector<HTMLElement>('h1')?.focus()
}

type PageProps = {
  title: string
  /** Shown beside the title and in the tab's title. */
  count?: number | undefined
  lead?: ReactNode
  eyebrow?: ReactNode
  badge?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** Forms and wizards read better on a narrow column. */
  isNarrow?: boolean
}

/** A page's frame: its title in the tab and as the one h1, which takes the focus when the page changes. */
export function Page({ title, count, lead, eyebrow, badge, actions, children, isNarrow = false }: PageProps) {
  const { i18n } = useLingui()
  const shownCount = count?.toLocaleString(i18n.locale)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = shownCount === undefined ? `${title} · Tributary` : `${title} (${shownCount}) · Tributary`
  }, [title, shownCount])
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus()
    isFirstPage = false
  }, [])

  return (
    <div className={cx('mx-auto w-full', isNarrow ? 'max-w-2xl' : 'max-w-6xl')}>
      {eyebrow !== undefined && <div className="mb-2 text-caption text-muted">{eyebrow}</div>}
      <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 ref={heading} tabIndex={-1} className="text-title font-semibold tracking-tight">
              {title}
              {shownCount !== undefined && <span className="ml-2 font-normal text-muted tabular">{shownCount}</span>}
            </h1>
            {badge}
          </div>
          {lead !== undefined && <p className="mt-1 max-w-2xl text-muted">{lead}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
