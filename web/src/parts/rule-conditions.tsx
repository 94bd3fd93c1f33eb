import { Trans, useLingui } from '@lingui/react/macro'
import { Plus, X } from 'lucide-react'
import { Button, IconButton } from '../ui/button.tsx'
import { RadioTiles } from '../ui/radio-tiles.tsx'
import { Select } from '../ui/select.tsx'
import { LeafValue } from './rule-leaf.tsx'
import type { FlatCondition, Leaf } from './rule-model.ts'

const LEAVES_MAX = 49

type RuleConditionsProps = { flat: FlatCondition; onChange: (flat: FlatCondition) => void }

/** The conditions of a rule, all or any of which must hold. */
export function RuleConditions({ flat, onChange }: RuleConditionsProps) {
  const { t } = useLingui()
  const { join, leaves } = flat
  const replace = (at: number, leaf: Leaf) =>
    onChange({ join, leaves: leaves.map((one, index) => (index === at ? leaf : one)) })
  return (
    <div className="space-y-3">
      {leaves.length > 1 && (
        <RadioTiles
          label={t`How many must hold`}
          isLabelHidden
          columns={2}
          choices={[
            { value: 'all', label: t`All of these` },
            { value: 'any', label: t`Any of these` },
          ]}
          value={join}
          onChange={(value) => onChange({ join: value === 'any' ? 'any' : 'all', leaves })}
        />
      )}
      {leaves.map((leaf, at) => (
        // Conditions have no names of their own; their place is what tells them apart.
        <div key={at} className="flex items-end gap-2">
          <LeafForm leaf={leaf} onChange={(next) => replace(at, next)} />
          <IconButton
            label={t`Remove this condition`}
            icon={<X aria-hidden />}
            isDisabled={leaves.length === 1}
            onPress={() => onChange({ join, leaves: leaves.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<Plus aria-hidden />}
        isDisabled={leaves.length >= LEAVES_MAX}
        onPress={() => onChange({ join, leaves: [...leaves, BLANK.direction] })}
      >
        <Trans>Add a condition</Trans>
      </Button>
    </div>
  )
}

const BLANK: Record<Leaf['field'], Leaf> = {
  description: { field: 'description', test: 'contains', value: '' },
  payoree: { field: 'payoree', test: 'is', value: '' },
  amount: { field: 'amount', test: 'more-than', minor: '', upToMinor: null, currency: '' },
  direction: { field: 'direction', value: 'out' },
  account: { field: 'account', accountIds: [] },
  category: { field: 'category', categoryId: null },
}

function LeafForm({ leaf, onChange }: { leaf: Leaf; onChange: (leaf: Leaf) => void }) {
  const { t } = useLingui()
  const fields = [
    { value: 'description', label: t`Bank's text` },
    { value: 'payoree', label: t`Payoree` },
    { value: 'amount', label: t`Amount` },
    { value: 'direction', label: t`In or out` },
    { value: 'account', label: t`Account` },
    { value: 'category', label: t`Category so far` },
  ]
  return (
    <div className="grid min-w-0 flex-1 grid-cols-1 gap-2 sm:grid-cols-[10rem_1fr]">
      <Select
        label={t`What to look at`}
        isLabelHidden
        choices={fields}
        value={leaf.field}
        onChange={(field) => {
          const found = fields.find(({ value }) => value === field)?.value as Leaf['field'] | undefined
          if (found !== undefined) onChange(BLANK[found])
        }}
      />
      <LeafValue leaf={leaf} onChange={onChange} />
    </div>
  )
}
