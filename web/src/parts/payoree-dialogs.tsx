import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { PayoreeView } from '../../../src/api/contract/payorees.ts'
import { CheckBox } from '../ui/check-box.tsx'
import { Field } from '../ui/field.tsx'
import { RadioTiles } from '../ui/radio-tiles.tsx'
import { CategoryPicker } from './category-picker.tsx'
import { ChangeDialog } from './change-dialog.tsx'

type PayoreeDialogProps = { payoree: PayoreeView; onClose: () => void }

export function RenameDialog({ payoree, onClose }: PayoreeDialogProps) {
  const { t } = useLingui()
  const [to, setTo] = useState(payoree.name)
  const isChanged = to.trim() !== '' && to.trim() !== payoree.name
  return (
    <ChangeDialog
      title={<Trans>Rename {payoree.name}</Trans>}
      confirmLabel={t`Rename`}
      wish={isChanged ? { method: 'POST', path: '/payorees/rename', body: { name: payoree.name, to: to.trim() } } : null}
      onClose={onClose}
    >
      <Field label={<Trans>Name</Trans>} value={to} onChange={setTo} maxLength={500} />
    </ChangeDialog>
  )
}

export function SortDialog({ payoree, onClose }: PayoreeDialogProps) {
  const { t } = useLingui()
  const [categoryId, setCategoryId] = useState(payoree.category?.id ?? null)
  const isChanged = categoryId !== (payoree.category?.id ?? null)
  return (
    <ChangeDialog
      title={<Trans>Always this category for {payoree.name}</Trans>}
      confirmLabel={t`Save`}
      wish={isChanged ? { method: 'POST', path: '/payorees/category', body: { name: payoree.name, categoryId } } : null}
      onClose={onClose}
    >
      <CategoryPicker label={t`Category`} value={categoryId} onChange={setCategoryId} />
      <p className="text-caption">
        <Trans>What you set by hand on a single transaction stays.</Trans>
      </p>
    </ChangeDialog>
  )
}

/** Takes some of the signs by which a payoree is recognised out of it. */
export function SplitDialog({ payoree, onClose }: PayoreeDialogProps) {
  const { t } = useLingui()
  const [keys, setKeys] = useState<readonly string[]>([])
  const [to, setTo] = useState('')
  const isWhole = keys.length > 0
  const body = { name: payoree.name, keys, to: to.trim() === '' ? null : to.trim() }
  return (
    <ChangeDialog
      title={<Trans>Split {payoree.name}</Trans>}
      confirmLabel={t`Split`}
      wish={isWhole ? { method: 'POST', path: '/payorees/split', body } : null}
      onClose={onClose}
    >
      <fieldset className="space-y-1">
        <legend className="mb-1 text-caption font-medium text-soft">
          <Plural
            value={payoree.keys.length}
            one="It is recognised by this. Choose what is someone else:"
            other="It is recognised by these. Choose what is someone else:"
          />
        </legend>
        <div className="max-h-48 space-y-1 overflow-y-auto">
          {payoree.keys.map((key) => (
            <CheckBox
              key={key}
              isChecked={keys.includes(key)}
              onChange={(isChosen) => setKeys(isChosen ? [...keys, key] : keys.filter((other) => other !== key))}
            >
              <code className="text-caption break-all text-ink">{key}</code>
            </CheckBox>
          ))}
        </div>
      </fieldset>
      <Field
        label={<Trans>Name of the other one</Trans>}
        hint={<Trans>Left empty, it gets the name that its own text gives.</Trans>}
        value={to}
        onChange={setTo}
        maxLength={500}
      />
    </ChangeDialog>
  )
}

type MergeDialogProps = { names: readonly string[]; onClose: () => void; onDone: () => void }

export function MergeDialog({ names, onClose, onDone }: MergeDialogProps) {
  const { t } = useLingui()
  const [into, setInto] = useState(names[0] ?? '')
  return (
    <ChangeDialog
      title={<Plural value={names.length} one="Merge # payoree" other="Merge # payorees" />}
      confirmLabel={t`Merge`}
      wish={{ method: 'POST', path: '/payorees/merge', body: { names, into } }}
      onClose={onClose}
      onDone={onDone}
    >
      <RadioTiles
        label={t`The name that stays`}
        columns={1}
        choices={names.map((name) => ({ value: name, label: name }))}
        value={into}
        onChange={setInto}
      />
    </ChangeDialog>
  )
}
