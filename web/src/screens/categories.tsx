import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus, Tags, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { CategoryView } from '../../../src/api/contract/categories.ts'
import { categoriesQuery } from '../api/queries.ts'
import { CategoryUsage } from '../parts/category-usage.tsx'
import { AddCategory, DeleteCategory, RenameCategory } from '../parts/category-dialogs.tsx'
import { Chip } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Menu, type MenuAction } from '../ui/menu.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'

type Asking = { kind: 'add'; parent: CategoryView | null } | { kind: 'rename' | 'delete'; category: CategoryView }

/** The tree of categories: what there is, and what can be added, renamed and deleted. */
export function Categories() {
  const { t } = useLingui()
  const query = useQuery(categoriesQuery)
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  return (
    <Page
      title={t`Categories`}
      lead={<Trans>Rename them, add your own. One in use is deleted only into another one, so nothing loses its place.</Trans>}
      actions={
        <Button icon={<Plus aria-hidden />} onPress={() => setAsking({ kind: 'add', parent: null })}>
          <Trans>Add a category</Trans>
        </Button>
      }
    >
      <QueryView query={query} what={t`the categories`} skeleton={<SkeletonCards count={6} />}>
        {(categories) =>
          categories.length === 0 ? (
            <EmptyState icon={<Tags aria-hidden />} title={<Trans>No categories</Trans>}>
              <Trans>Add one, and transactions can be sorted into it.</Trans>
            </EmptyState>
          ) : (
            <Tree categories={categories} onAsk={setAsking} />
          )
        }
      </QueryView>
      {asking?.kind === 'add' && <AddCategory parent={asking.parent} onClose={close} />}
      {asking?.kind === 'rename' && <RenameCategory category={asking.category} onClose={close} />}
      {asking?.kind === 'delete' && <DeleteCategory category={asking.category} onClose={close} />}
    </Page>
  )
}

const KINDS: Record<CategoryView['kind'], MessageDescriptor> = {
  income: msg`Money in`,
  expense: msg`Money out`,
  transfer: msg`Between accounts`,
}

type TreeProps = { categories: readonly CategoryView[]; onAsk: (asking: Asking) => void }

function Tree({ categories, onAsk }: TreeProps) {
  const { i18n } = useLingui()
  const tops = categories.filter(({ parentId }) => parentId === null || !categories.some(({ id }) => id === parentId))
  return (
    <div className="columns-1 gap-5 sm:columns-2 wide:columns-3">
      {tops.map((top) => (
        <div key={top.id} className="mb-5 break-inside-avoid">
          <SectionCard
            title={top.name}
            isFlush
            actions={
              <span className="flex items-center gap-2">
                <Chip>{i18n._(KINDS[top.kind])}</Chip>
                <CategoryMenu category={top} onAsk={onAsk} canAdd />
              </span>
            }
          >
            <ul className="pb-3">
              {categories
                .filter(({ parentId }) => parentId === top.id)
                .map((category) => (
                  <li key={category.id} className="flex min-h-11 items-center justify-between gap-2 pr-5 pl-5">
                    <span className="min-w-0 truncate">
                      {category.name}
                      {category.isOwn && (
                        <span className="ml-2 text-caption text-muted">
                          <Trans>yours</Trans>
                        </span>
                      )}
                      <CategoryUsage usage={category.usage} />
                    </span>
                    <CategoryMenu category={category} onAsk={onAsk} />
                  </li>
                ))}
            </ul>
          </SectionCard>
        </div>
      ))}
    </div>
  )
}

type CategoryMenuProps = { category: CategoryView; onAsk: (asking: Asking) => void; canAdd?: boolean }

function CategoryMenu({ category, onAsk, canAdd = false }: CategoryMenuProps) {
  const { t } = useLingui()
  const add: MenuAction = {
    id: 'add',
    label: t`Add one below…`,
    icon: <Plus aria-hidden />,
    onAction: () => onAsk({ kind: 'add', parent: category }),
  }
  const actions: MenuAction[] = [
    ...(canAdd ? [add] : []),
    {
      id: 'rename',
      label: t`Rename…`,
      icon: <Pencil aria-hidden />,
      onAction: () => onAsk({ kind: 'rename', category }),
    },
    {
      id: 'delete',
      label: t`Delete…`,
      icon: <Trash2 aria-hidden />,
      onAction: () => onAsk({ kind: 'delete', category }),
      isDanger: true,
    },
  ]
  return <Menu isSmall label={t`More actions for ${category.name}`} actions={actions} />
}
