import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { ListChecks, ListTree, Pencil, Split, Tags } from 'lucide-react'
import type { PayoreeView } from '../../../src/api/contract/payorees.ts'
import { Badge } from '../ui/badge.tsx'
import { Menu, type MenuAction } from '../ui/menu.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Day } from '../ui/time.tsx'

export type PayoreeAction = { kind: 'rename' | 'split' | 'sort'; payoree: PayoreeView }

type PayoreeLineProps = {
  payoree: PayoreeView
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
  onAction: (action: PayoreeAction) => void
}

export function PayoreeLine({ payoree, isChosen, onChoose, onAction }: PayoreeLineProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { name } = payoree
  const open = (kind: PayoreeAction['kind']) => () => onAction({ kind, payoree })
  const split: MenuAction = { id: 'split', label: t`Split…`, icon: <Split aria-hidden />, onAction: open('split') }
  const actions: MenuAction[] = [
    { id: 'rename', label: t`Rename…`, icon: <Pencil aria-hidden />, onAction: open('rename') },
    { id: 'sort', label: t`Always this category…`, icon: <Tags aria-hidden />, onAction: open('sort') },
    ...(payoree.id === null && payoree.keys.length < 2 ? [] : [split]),
    {
      id: 'rule',
      label: t`Make a rule…`,
      icon: <ListChecks aria-hidden />,
      onAction: () => void navigate({ to: '/rules/$ruleId', params: { ruleId: 'new' }, search: { payoree: name } }),
    },
    {
      id: 'ledger',
      label: t`Its transactions`,
      icon: <ListTree aria-hidden />,
      onAction: () => void navigate({ to: '/transactions', search: { text: name } }),
    },
  ]
  return (
    <li className="flex items-center gap-3 px-5 py-2.5">
      <input
        type="checkbox"
        aria-label={t`Choose ${name}`}
        className="size-4.5 shrink-0 accent-(--accent)"
        checked={isChosen}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TextLink to="/transactions" search={{ text: name }} className="min-w-0 truncate text-ink! no-underline! hover:underline!">
            {name}
          </TextLink>
          {payoree.category !== null && (
            <Badge tone="neutral" icon={<Tags aria-hidden />}>
              <Trans>Always {payoree.category.name}</Trans>
            </Badge>
          )}
        </p>
        <p className="text-caption text-muted tabular">
          <Plural value={payoree.transactions} one="# transaction" other="# transactions" />
          {', '}
          <Trans>
            last on <Day on={payoree.lastOn} />
          </Trans>
          {payoree.keys.length > 1 && (
            <>
              {' · '}
              <Plural value={payoree.keys.length} one="# sign" other="recognised by # signs" />
            </>
          )}
        </p>
      </div>
      <Menu isSmall label={t`More actions for ${name}`} actions={actions} />
    </li>
  )
}
