import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CategoryView } from '../../../src/api/contract/categories.ts'
import { wishQuery } from '../api/rulebook.ts'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { CategoryPicker } from './category-picker.tsx'
import { CategoryUsage } from './category-usage.tsx'
import { ChangeDialog } from './change-dialog.tsx'

const KINDS = ['expense', 'income', 'transfer'] as const

export function AddCategory({ parent, onClose }: { parent: CategoryView | null; onClose: () => void }) {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<CategoryView['kind']>('expense')
  const body = { name: name.trim(), parentId: parent?.id ?? null, kind: parent?.kind ?? kind }
  return (
    <ChangeDialog
      title={parent === null ? <Trans>Add a category</Trans> : <Trans>Add a category below {parent.name}</Trans>}
      confirmLabel={t`Add`}
      wish={body.name === '' ? null : { method: 'POST', path: '/categories', body }}
      onClose={onClose}
    >
      <Field label={<Trans>Name</Trans>} value={name} onChange={setName} maxLength={200} />
      {parent === null && (
        <Select
          label={t`What it is for`}
          choices={[
            { value: 'expense', label: t`Money out` },
            { value: 'income', label: t`Money in` },
            { value: 'transfer', label: t`Between accounts` },
          ]}
          value={kind}
          onChange={(value) => setKind(KINDS.find((known) => known === value) ?? 'expense')}
        />
      )}
    </ChangeDialog>
  )
}

type CategoryDialogProps = { category: CategoryView; onClose: () => void }

export function RenameCategory({ category, onClose }: CategoryDialogProps) {
  const { t } = useLingui()
  const [name, setName] = useState(category.name)
  const isChanged = name.trim() !== '' && name.trim() !== category.name
  return (
    <ChangeDialog
      title={<Trans>Rename {category.name}</Trans>}
      confirmLabel={t`Rename`}
      wish={isChanged ? { method: 'PATCH', path: `/categories/${category.id}`, body: { name: name.trim() } } : null}
      onClose={onClose}
    >
      <Field label={<Trans>Name</Trans>} value={name} onChange={setName} maxLength={200} />
    </ChangeDialog>
  )
}

/** Asks for the category that takes the place of one in use. Whether it is in use the server says. */
export function DeleteCategory({ category, onClose }: CategoryDialogProps) {
  const { t } = useLingui()
  const [moveToId, setMoveToId] = useState<string | null>(null)
  const wish = (target: string | null) => ({
    method: 'DELETE' as const,
    path: `/categories/${category.id}`,
    query: { moveToId: target ?? undefined },
  })
  const bare = useQuery(wishQuery(wish(null)))
  const isInUse = bare.error !== null
  return (
    <ChangeDialog
      title={<Trans>Delete {category.name}?</Trans>}
      confirmLabel={t`Delete`}
      isDanger
      wish={isInUse && moveToId === null ? null : wish(moveToId)}
      onClose={onClose}
    >
      {isInUse && (
        <>
          <p>{bare.error.message}</p>
          <CategoryUsage usage={category.usage} />
          <CategoryPicker
            label={t`Takes its place`}
            without={category.id}
            value={moveToId}
            onChange={setMoveToId}
            hint={<Trans>For transactions, payorees and rules alike.</Trans>}
          />
        </>
      )}
    </ChangeDialog>
  )
}
