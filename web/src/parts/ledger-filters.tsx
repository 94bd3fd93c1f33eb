import { Trans, useLingui } from '@lingui/react/macro'
import { SlidersHorizontal } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AccountView } from '../../../src/api/contract.ts'
import type { LedgerFilter } from '../api/queries.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { SearchBox } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { accountTitle } from './account-name.tsx'

/** Typing pauses this long before the ledger is asked. */
const TYPING_MS = 250
const ANY = 'any'

type LedgerFiltersProps = {
  filter: LedgerFilter
  accounts: AccountView[]
  onChange: (next: LedgerFilter) => void
}

/** What the ledger is narrowed by. On phones all but the search is folded away. */
export function LedgerFilters({ filter, accounts, onChange }: LedgerFiltersProps) {
  const { t } = useLingui()
  const [isUnfolded, setIsUnfolded] = useState(false)
  const active = Object.values(filter).filter((value) => value !== undefined).length
  const set = (part: LedgerFilter) => onChange({ ...filter, ...part })
  return (
    <div className="mb-4 flex flex-wrap items-end gap-3">
      <LedgerSearch text={filter.text ?? ''} onChange={(text) => set({ text: text || undefined })} />
      <Button
        className="wide:hidden"
        icon={<SlidersHorizontal aria-hidden />}
        aria-expanded={isUnfolded}
        onPress={() => setIsUnfolded(!isUnfolded)}
      >
        <Trans>Filters</Trans>
        {active > 0 && <span className="tabular">({active})</span>}
      </Button>
      <div className={cx('grid w-full grid-cols-1 gap-3 sm:grid-cols-2 wide:flex wide:w-auto', !isUnfolded && 'max-wide:hidden')}>
        <Select
          label={t`Account`}
          isLabelHidden
          className="wide:w-44"
          choices={[
            { value: ANY, label: t`All accounts` },
            ...accounts.map((account) => ({ value: account.id, label: accountTitle(account) })),
          ]}
          value={filter.accountId ?? ANY}
          onChange={(id) => set({ accountId: id === ANY ? undefined : id })}
        />
        <Select
          label={t`State`}
          isLabelHidden
          className="wide:w-32"
          choices={[
            { value: ANY, label: t`Any state` },
            { value: 'pending', label: t`Pending` },
            { value: 'posted', label: t`Posted` },
          ]}
          value={filter.status ?? ANY}
          onChange={(status) => set({ status: status === 'pending' || status === 'posted' ? status : undefined })}
        />
        <DateBound label={t`From`} value={filter.from} onChange={(from) => set({ from })} />
        <DateBound label={t`To`} value={filter.to} onChange={(to) => set({ to })} />
        <label className="flex h-10 items-center gap-2 whitespace-nowrap text-caption text-soft">
          <input
            type="checkbox"
            className="size-4.5 accent-(--accent)"
            checked={filter.includeHidden === true}
            onChange={(event) => set({ includeHidden: event.target.checked || undefined })}
          />
          <Trans>Show hidden</Trans>
        </label>
      </div>
    </div>
  )
}

function LedgerSearch({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(text)
  const [seen, setSeen] = useState(text)
  // Clearing all filters, or Back, changes the text from outside.
  if (seen !== text) {
    setSeen(text)
    setTyped(text)
  }
  useEffect(() => {
    if (typed === text) return
    const timer = setTimeout(() => onChange(typed), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, text, onChange])
  return (
    <SearchBox
      label={t`Search transactions`}
      placeholder={t`Search payoree or description`}
      clearLabel={t`Clear`}
      value={typed}
      onChange={setTyped}
      className="min-w-0 flex-1 basis-48"
    />
  )
}

type DateBoundProps = { label: string; value: string | undefined; onChange: (on: string | undefined) => void }

function DateBound({ label, value, onChange }: DateBoundProps) {
  return (
    <label className="flex h-10 items-center gap-2 rounded-control border border-line-strong/70 bg-surface pr-2 pl-3 text-caption wide:w-42 focus-within:border-accent">
      <span className="text-muted">{label}</span>
      <input
        type="date"
        className="min-w-0 flex-1 bg-transparent text-ink tabular"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    </label>
  )
}
