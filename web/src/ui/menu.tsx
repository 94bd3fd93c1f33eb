import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { buttonClass } from './button.tsx'
import { cx } from './class-names.ts'

export type MenuAction = { id: string; label: string; icon: ReactNode; onAction: () => void; isDanger?: boolean }

/** Further actions behind three dots; `label` says whose they are. */
export function Menu({ label, actions }: { label: string; actions: readonly MenuAction[] }) {
  return (
    <MenuTrigger>
      <Button aria-label={label} className={buttonClass('secondary', 'normal', 'w-10 px-0!')}>
        <Ellipsis aria-hidden />
      </Button>
      <Popover
        placement="bottom end"
        className="enter-pop min-w-52 rounded-control border border-line bg-raised p-1 shadow-pop"
      >
        <AriaMenu aria-label={label} className="outline-none">
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              onAction={action.onAction}
              className={cx(
                'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none',
                'data-[focused]:bg-hover data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2',
                'data-[focus-visible]:outline-accent [&_svg]:size-4',
                action.isDanger && 'text-bad-text',
              )}
            >
              {action.icon}
              {action.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
