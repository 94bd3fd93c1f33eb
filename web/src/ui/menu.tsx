import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { buttonClass } from './button.tsx'
import { cx } from './class-names.ts'
import { OPTION, POPOVER } from './option-style.ts'

export type MenuAction = { id: string; label: string; icon: ReactNode; onAction: () => void; isDanger?: boolean }

type MenuProps = {
  label: string
  actions: readonly MenuAction[]
  /** In rows of lists: a quieter button. */
  isSmall?: boolean
}

const SMALL = buttonClass('quiet', 'small', 'w-9 px-0!')
const NORMAL = buttonClass('secondary', 'normal', 'w-10 px-0!')

/** Further actions behind three dots; `label` says whose they are. */
export function Menu({ label, actions, isSmall = false }: MenuProps) {
  return (
    <MenuTrigger>
      <Button aria-label={label} className={isSmall ? SMALL : NORMAL}>
        <Ellipsis aria-hidden />
      </Button>
      <Popover
        placement="bottom end"
        className={cx(POPOVER, 'min-w-52')}
      >
        <AriaMenu aria-label={label} className="outline-none">
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              onAction={action.onAction}
              className={cx(OPTION, '[&_svg]:size-4', action.isDanger && 'text-bad-text')}
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
