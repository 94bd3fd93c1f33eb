import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { accountsQuery } from '../api/queries.ts'
import { decimalOf, minorOf } from '../format/minor.ts'
import { CheckBox } from '../ui/check-box.tsx'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { accountTitle } from './account-name.tsx'
import { CategoryPicker } from './category-picker.tsx'
import type { AmountTest, Leaf, TextTest } from './rule-model.ts'

type LeafOf<Field extends Leaf['field']> = Extract<Leaf, { field: Field }>
type LeafProps<One extends Leaf> = { leaf: One; onChange: (leaf: Leaf) => void }

/** What a condition compares its field with. */
export function LeafValue({ leaf, onChange }: LeafProps<Leaf>) {
  const { t } = useLingui()
  switch (leaf.field) {
    case 'description':
    case 'payoree':
      return <TextLeaf leaf={leaf} onChange={onChange} />
    case 'amount':
      return <AmountLeaf leaf={leaf} onChange={onChange} />
    case 'account':
      return <AccountLeaf leaf={leaf} onChange={onChange} />
    case 'category':
      return (
        <CategoryPicker
          label={t`Category`}
          isLabelHidden
          value={leaf.categoryId}
          onChange={(categoryId) => onChange({ field: 'category', categoryId })}
        />
      )
    case 'direction':
      return (
        <Select
          label={t`In or out`}
          isLabelHidden
          choices={[
            { value: 'out', label: t`Money goes out` },
            { value: 'in', label: t`Money comes in` },
          ]}
          value={leaf.value}
          onChange={(value) => onChange({ field: 'direction', value: value === 'in' ? 'in' : 'out' })}
        />
      )
  }
}

const PAIR = 'grid grid-cols-1 gap-2 sm:grid-cols-[9rem_1fr]'

function TextLeaf({ leaf, onChange }: LeafProps<LeafOf<'payoree' | 'description'>>) {
  const { t } = useLingui()
  return (
    <div className={PAIR}>
      <Select
        label={t`How to compare`}
        isLabelHidden
        choices={[
          { value: 'contains', label: t`contains` },
          { value: 'is', label: t`is` },
          { value: 'starts-with', label: t`starts with` },
          { value: 'matches', label: t`matches` },
        ]}
        value={leaf.test}
        onChange={(test) => onChange({ ...leaf, test: test as TextTest })}
      />
      <Field
        aria-label={t`Text`}
        placeholder={leaf.test === 'matches' ? t`A pattern, such as ^card .* paris` : t`Text`}
        value={leaf.value}
        onChange={(value) => onChange({ ...leaf, value })}
        maxLength={500}
      />
    </div>
  )
}

function AmountLeaf({ leaf, onChange }: LeafProps<LeafOf<'amount'>>) {
  const { t } = useLingui()
  const { data: accounts } = useQuery(accountsQuery)
  const currencies = [...new Set(accounts?.map(({ currency }) => currency) ?? [])]
  const currency = leaf.currency === '' ? (currencies[0] ?? 'USD') : leaf.currency
  const set = (part: Partial<LeafOf<'amount'>>) => onChange({ ...leaf, currency, ...part })
  return (
    <div className="grid grid-cols-2 gap-2">
      <Select
        label={t`How to compare`}
        isLabelHidden
        choices={[
          { value: 'is', label: t`is` },
          { value: 'more-than', label: t`is more than` },
          { value: 'less-than', label: t`is less than` },
          { value: 'between', label: t`is between` },
        ]}
        value={leaf.test}
        onChange={(test) => set({ test: test as AmountTest, upToMinor: test === 'between' ? '' : null })}
      />
      <Select
        label={t`Currency`}
        isLabelHidden
        choices={currencies.map((code) => ({ value: code, label: code }))}
        value={currency}
        onChange={(code) => set({ currency: code, minor: '', upToMinor: leaf.test === 'between' ? '' : null })}
      />
      <AmountField
        key={`from ${currency}`}
        label={t`Amount`}
        minor={leaf.minor}
        currency={currency}
        onChange={(minor) => set({ minor })}
      />
      {leaf.test === 'between' && (
        <AmountField
          key={`to ${currency}`}
          label={t`Up to`}
          minor={leaf.upToMinor ?? ''}
          currency={currency}
          onChange={(upToMinor) => set({ upToMinor })}
        />
      )}
    </div>
  )
}

type AmountFieldProps = { label: string; minor: string; currency: string; onChange: (minor: string) => void }

/** An amount without a sign. What is no amount leaves the condition open, and says so. */
function AmountField({ label, minor, currency, onChange }: AmountFieldProps) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(decimalOf(minor, currency))
  const isWrong = typed.trim() !== '' && minorOf(typed, currency) === null
  return (
    <Field
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(text) => {
        setTyped(text)
        onChange(minorOf(text, currency) ?? '')
      }}
      inputMode="decimal"
      isInvalid={isWrong}
      hint={isWrong ? t`Write it like 12.50, without a sign.` : undefined}
    />
  )
}

function AccountLeaf({ leaf, onChange }: LeafProps<LeafOf<'account'>>) {
  const { data: accounts } = useQuery(accountsQuery)
  const { accountIds } = leaf
  return (
    <div className="max-h-48 space-y-1 overflow-y-auto">
      {accounts?.map((account) => (
        <CheckBox
          key={account.id}
          isChecked={accountIds.includes(account.id)}
          onChange={(isChosen) =>
            onChange({
              field: 'account',
              accountIds: isChosen ? [...accountIds, account.id] : accountIds.filter((id) => id !== account.id),
            })
          }
        >
          {accountTitle(account)}
        </CheckBox>
      ))}
    </div>
  )
}
