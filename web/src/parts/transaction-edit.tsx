import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Eye, EyeOff, ListChecks } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { TransactionEdit, TransactionView } from '../../../src/api/contract.ts'
import { send } from '../api/client.ts'
import { useRefreshLedger } from '../api/undo.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { useNotify } from '../ui/toast.tsx'
import { CategoryPicker } from './category-picker.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { payoreeOf } from './transaction-line.tsx'

type TransactionEditProps = {
  transaction: TransactionView
  /** The category's id; the transaction itself carries its name. */
  categoryId: string | null
}

/** What a person decides about one transaction: payoree, category, note, tags and hiding; then, whether always so. */
export function TransactionEditForm({ transaction, categoryId }: TransactionEditProps) {
  const { t } = useLingui()
  const edit = useEdit(transaction.id)
  const words = useErrorWords()
  const [payoree, setPayoree] = useState(transaction.payoree ?? '')
  const [category, setCategory] = useState(categoryId)
  const [note, setNote] = useState(transaction.note ?? '')
  const [tags, setTags] = useState(transaction.tags.join(', '))
  const [canBeAlways, setCanBeAlways] = useState(false)
  const changes = {
    ...changesOf({ ...transaction, category: categoryId }, { payoree, category, note }),
    ...tagChangesOf(transaction.tags, tags),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (Object.keys(changes).length === 0) return
    const isForOthers = changes.payoree !== undefined || changes.category !== undefined
    edit.mutate(changes, { onSuccess: () => setCanBeAlways(isForOthers) })
  }
  return (
    <div className="space-y-3">
      <form onSubmit={submit} className="space-y-4 rounded-card bg-canvas p-4">
        <Field label={<Trans>Payoree</Trans>} value={payoree} onChange={setPayoree} maxLength={500} />
        <CategoryPicker label={t`Category`} value={category} onChange={setCategory} />
        <Field label={<Trans>Note</Trans>} value={note} onChange={setNote} maxLength={4000} isLong />
        <Field label={<Trans>Tags</Trans>} hint={<Trans>With commas between them</Trans>} value={tags} onChange={setTags} />
        {edit.error !== null && (
          <Banner tone="bad" role="alert" title={<Trans>It wasn't saved</Trans>}>
            {words(edit.error)}
          </Banner>
        )}
        <div className="flex flex-wrap justify-between gap-2">
          <Button
            variant="quiet"
            icon={transaction.isHidden ? <Eye aria-hidden /> : <EyeOff aria-hidden />}
            onPress={() => edit.mutate({ isHidden: !transaction.isHidden })}
          >
            {transaction.isHidden ? <Trans>Show again</Trans> : <Trans>Hide</Trans>}
          </Button>
          {/* Never disabled: a button that is disabled as soon as it has been pressed loses the focus. */}
          <Button type="submit" variant="primary" isPending={edit.isPending}>
            <Trans>Save</Trans>
          </Button>
        </div>
      </form>
      {canBeAlways && <Always transaction={transaction} onDone={() => setCanBeAlways(false)} />}
    </div>
  )
}

/** Offers to do with all of the same party what was just done with one. */
function Always({ transaction, onDone }: { transaction: TransactionView; onDone: () => void }) {
  const { t } = useLingui()
  const [isAsking, setIsAsking] = useState(false)
  const name = payoreeOf(transaction)
  return (
    <div role="status" className="rounded-card border border-accent/25 bg-accent-soft p-4">
      <p className="font-medium">
        <Trans>Always do this for {name}?</Trans>
      </p>
      <p className="text-caption text-soft">
        <Trans>Past and new transactions of the same party; what you set by hand stays.</Trans>
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" variant="primary" onPress={() => setIsAsking(true)}>
          <Trans>Always…</Trans>
        </Button>
        <ButtonLink
          size="small"
          to="/rules/$ruleId"
          params={{ ruleId: 'new' }}
          search={{ text: transaction.description }}
          icon={<ListChecks aria-hidden />}
        >
          <Trans>Write a rule instead</Trans>
        </ButtonLink>
        <Button size="small" variant="quiet" onPress={onDone}>
          <Trans>Only this one</Trans>
        </Button>
      </div>
      {isAsking && (
        <ChangeDialog
          title={<Trans>Always do this for {name}?</Trans>}
          confirmLabel={t`Always`}
          wish={{ method: 'POST', path: `/transactions/${transaction.id}/always`, query: {} }}
          onClose={() => setIsAsking(false)}
          onDone={onDone}
        />
      )}
    </div>
  )
}

function useEdit(id: string) {
  const { t } = useLingui()
  const refresh = useRefreshLedger()
  const notify = useNotify()
  return useMutation({
    mutationFn: (edit: TransactionEdit) => send<TransactionView>('PATCH', `/transactions/${id}`, edit),
    onSuccess: async (_, edit) => {
      await refresh()
      if (edit.isHidden === true) notify('good', t`Hidden. It won't come back on the next sync.`)
      else if (edit.isHidden === false) notify('good', t`It is shown again.`)
      else notify('good', t`Saved. Syncs won't change what you wrote.`)
    },
  })
}

type Fields = { payoree: string | null; category: string | null; note: string | null }

/** Only what differs is sent; an emptied field is decided to be empty. */
function changesOf(known: Fields, typed: Fields): TransactionEdit {
  const changes: TransactionEdit = {}
  for (const field of ['payoree', 'category', 'note'] as const) {
    const value = typed[field]?.trim() || null
    if (value !== known[field]) changes[field] = value
  }
  return changes
}

/** All tags as they are typed; emptied, the transaction is decided to have none. */
function tagChangesOf(known: readonly string[], typed: string): Pick<TransactionEdit, 'tags'> {
  const words = typed.split(',').map((word) => word.trim())
  const tags = [...new Set(words)].filter((word) => word !== '')
  const isSame = tags.length === known.length && tags.every((tag) => known.includes(tag))
  return isSame ? {} : { tags }
}
