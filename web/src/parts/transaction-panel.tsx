import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Eye, EyeOff } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { TransactionDetailView, TransactionEdit, TransactionView } from '../../../src/api/contract.ts'
import { send } from '../api/client.ts'
import { transactionQuery } from '../api/queries.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { Drawer } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Money } from '../ui/money.tsx'
import { QueryView, useErrorWords } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Day } from '../ui/time.tsx'
import { useNotify } from '../ui/toast.tsx'
import { Provenance } from './provenance.tsx'
import { payoreeOf, TransactionChips } from './transaction-line.tsx'

/** Everything about one transaction, at the side: what it is, what a person made of it, and where it came from. */
export function TransactionPanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useLingui()
  return (
    <Drawer title={t`Transaction`} closeLabel={t`Close`} isOpen={id !== null} onClose={onClose}>
      {id !== null && <PanelBody id={id} />}
    </Drawer>
  )
}

function PanelBody({ id }: { id: string }) {
  const { t } = useLingui()
  const query = useQuery(transactionQuery(id))
  return (
    <QueryView query={query} what={t`this transaction`} skeleton={<SkeletonRows count={4} />}>
      {(transaction) => (
        <div className="space-y-6">
          <Summary transaction={transaction} />
          {/* A key, so that the form starts anew when another transaction is opened. */}
          <EditForm key={transaction.id} transaction={transaction} />
          <Provenance records={transaction.records} />
        </div>
      )}
    </QueryView>
  )
}

function Summary({ transaction }: { transaction: TransactionDetailView }) {
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-lg font-semibold tracking-tight">{payoreeOf(transaction)}</h3>
        <TransactionChips transaction={transaction} />
      </div>
      <Money amount={transaction.amount} isMovement className="mt-1 block text-3xl font-semibold tracking-tight" />
      <div className="mt-3">
        <DescriptionList>
          <Described term={<Trans>Account</Trans>}>{transaction.accountName}</Described>
          <Described term={<Trans>Posted</Trans>}>
            {transaction.postedOn === null ? <Trans>Not yet</Trans> : <Day on={transaction.postedOn} />}
          </Described>
          {transaction.transactionOn !== null && transaction.transactionOn !== transaction.postedOn && (
            <Described term={<Trans>Made on</Trans>}>
              <Day on={transaction.transactionOn} />
            </Described>
          )}
          <Described term={<Trans>Bank's text</Trans>}>{transaction.description}</Described>
        </DescriptionList>
      </div>
      {transaction.isRemoved && (
        <p className="mt-3 text-caption text-muted">
          <Trans>The bank took this transaction back. It counts in no sum.</Trans>
        </p>
      )}
      {transaction.openReviews > 0 && (
        <p className="mt-3 text-caption">
          <TextLink to="/review">
            <Plural value={transaction.openReviews} one="# open question" other="# open questions" />
          </TextLink>
        </p>
      )}
    </div>
  )
}

function useEdit(id: string) {
  const { t } = useLingui()
  const client = useQueryClient()
  const notify = useNotify()
  return useMutation({
    mutationFn: (edit: TransactionEdit) => send<TransactionView>('PATCH', `/transactions/${id}`, edit),
    onSuccess: async (_, edit) => {
      await client.invalidateQueries({ queryKey: ['transactions'] })
      if (edit.isHidden === true) notify('good', t`Hidden. It won't come back on the next sync.`)
      else if (edit.isHidden === false) notify('good', t`It is shown again.`)
      else notify('good', t`Saved. Syncs won't change what you wrote.`)
    },
  })
}

function EditForm({ transaction }: { transaction: TransactionDetailView }) {
  const edit = useEdit(transaction.id)
  const words = useErrorWords()
  const [payoree, setPayoree] = useState(transaction.payoree ?? '')
  const [category, setCategory] = useState(transaction.category ?? '')
  const [note, setNote] = useState(transaction.note ?? '')
  const changes = changesOf(transaction, { payoree, category, note })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (Object.keys(changes).length > 0) edit.mutate(changes)
  }
  return (
    <form onSubmit={submit} className="space-y-4 rounded-card bg-canvas p-4">
      <Field label={<Trans>Payoree</Trans>} value={payoree} onChange={setPayoree} maxLength={500} />
      <Field label={<Trans>Category</Trans>} value={category} onChange={setCategory} maxLength={200} />
      <Field label={<Trans>Note</Trans>} value={note} onChange={setNote} maxLength={4000} isLong />
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
  )
}

type Typed = { payoree: string; category: string; note: string }

/** Only what differs is sent; an emptied field goes back to what the bank's text gives. */
function changesOf(transaction: TransactionDetailView, typed: Typed): TransactionEdit {
  const changes: TransactionEdit = {}
  for (const field of ['payoree', 'category', 'note'] as const) {
    const value = typed[field].trim() || null
    if (value !== transaction[field]) changes[field] = value
  }
  return changes
}
