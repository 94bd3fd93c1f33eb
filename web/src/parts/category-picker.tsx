import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CategoryView } from '../../../src/api/contract/categories.ts'
import { categoriesQuery } from '../api/queries.ts'
import { ComboBox } from '../ui/combo-box.tsx'
import type { Choice } from '../ui/select.tsx'

type CategoryPickerProps = {
  label: string
  isLabelHidden?: boolean
  /** The category's id. */
  value: string | null
  onChange: (id: string | null) => void
  /** Not offered, because it is the one that goes. */
  without?: string
  hint?: ReactNode
  placeholder?: string
  className?: string
}

/** A category of the tree, found by typing. Emptied, it is none. */
export function CategoryPicker({ without, ...rest }: CategoryPickerProps) {
  const { t } = useLingui()
  const { data: categories } = useQuery(categoriesQuery)
  const choices = categoryChoices(categories ?? []).filter(({ value }) => value !== without)
  return (
    <ComboBox
      // The list is read once by the control, so a list that arrives late makes a new one.
      key={categories === undefined ? 'waiting' : 'ready'}
      placeholder={t`None`}
      {...rest}
      choices={choices}
      openLabel={t`Show all categories`}
    />
  )
}

function categoryChoices(categories: readonly CategoryView[]): Choice[] {
  const names = new Map(categories.map(({ id, name }) => [id, name]))
  return categories.map(({ id, name, parentId }) => {
    const parent = parentId === null ? undefined : names.get(parentId)
    return { value: id, label: name, ...(parent === undefined ? {} : { hint: parent }) }
  })
}

/** The name of a category by its id; the id itself where it isn't known. */
export function useCategoryName(): (id: string) => string {
  const { data: categories } = useQuery(categoriesQuery)
  return (id) => categories?.find((category) => category.id === id)?.name ?? id
}
