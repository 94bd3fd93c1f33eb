import { Trans, useLingui } from '@lingui/react/macro'
import { Plus, X } from 'lucide-react'
import { Button, IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { CategoryPicker } from './category-picker.tsx'
import type { Action } from './rule-model.ts'

const ACTIONS_MAX = 10

const BLANK: Record<Action['set'], Action> = {
  category: { set: 'category', categoryId: '' },
  payoree: { set: 'payoree', name: '' },
  tag: { set: 'tag', name: '' },
  note: { set: 'note', text: '' },
  ignored: { set: 'ignored' },
  transfer: { set: 'transfer' },
  alert: { set: 'alert' },
}

type RuleActionsProps = { actions: readonly Action[]; onChange: (actions: Action[]) => void }

/** What a rule sets where its conditions hold. */
export function RuleActions({ actions, onChange }: RuleActionsProps) {
  const { t } = useLingui()
  const replace = (at: number, action: Action) => onChange(actions.map((one, index) => (index === at ? action : one)))
  const kinds = [
    { value: 'category', label: t`Set the category` },
    { value: 'payoree', label: t`Set the payoree` },
    { value: 'tag', label: t`Add a tag` },
    { value: 'note', label: t`Write a note` },
    { value: 'ignored', label: t`Hide it` },
    { value: 'transfer', label: t`Mark as a transfer` },
    { value: 'alert', label: t`Tell me of it` },
  ]
  return (
    <div className="space-y-3">
      {actions.map((action, at) => (
        // Actions have no names of their own; their place is what tells them apart.
        <div key={at} className="flex items-end gap-2">
          <div className="grid min-w-0 flex-1 grid-cols-1 gap-2 sm:grid-cols-2">
            <Select
              label={t`What to do`}
              isLabelHidden
              choices={kinds}
              value={action.set}
              onChange={(kind) => {
                const found = kinds.find(({ value }) => value === kind)?.value as Action['set'] | undefined
                if (found !== undefined) replace(at, BLANK[found])
              }}
            />
            <ActionValue action={action} onChange={(next) => replace(at, next)} />
          </div>
          <IconButton
            label={t`Remove this action`}
            icon={<X aria-hidden />}
            isDisabled={actions.length === 1}
            onPress={() => onChange(actions.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<Plus aria-hidden />}
        isDisabled={actions.length >= ACTIONS_MAX}
        onPress={() => onChange([...actions, BLANK.payoree])}
      >
        <Trans>Add an action</Trans>
      </Button>
    </div>
  )
}

function ActionValue({ action, onChange }: { action: Action; onChange: (action: Action) => void }) {
  const { t } = useLingui()
  switch (action.set) {
    case 'category':
      return (
        <CategoryPicker
          label={t`Category`}
          isLabelHidden
          placeholder={t`Type to choose one`}
          value={action.categoryId === '' ? null : action.categoryId}
          onChange={(id) => onChange({ set: 'category', categoryId: id ?? '' })}
        />
      )
    case 'payoree':
      return <Field aria-label={t`Payoree`} value={action.name} onChange={(name) => onChange({ set: 'payoree', name })} />
    case 'tag':
      return <Field aria-label={t`Tag`} value={action.name} onChange={(name) => onChange({ set: 'tag', name })} maxLength={60} />
    case 'note':
      return <Field aria-label={t`Note`} value={action.text} onChange={(text) => onChange({ set: 'note', text })} maxLength={1000} />
    case 'ignored':
    case 'transfer':
      return null
    case 'alert':
      return (
        <p className="self-center text-caption text-muted">
          <Trans>When one newly arrives, on the dashboard.</Trans>
        </p>
      )
  }
}
