import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import { rulesQuery } from '../api/queries.ts'
import { RuleForm } from '../parts/rule-form.tsx'
import { draftOf } from '../parts/rule-line.tsx'
import type { Leaf, RuleDraft, RuleView } from '../parts/rule-model.ts'
import type { RuleSearch } from '../search.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'

const route = getRouteApi('/rules/$ruleId')

/** A new rule or a known one, with what it does to past transactions while it is written. */
export function RuleEditor() {
  const { t } = useLingui()
  const { ruleId } = route.useParams()
  const search = route.useSearch()
  const query = useQuery(rulesQuery)
  return (
    <Page
      title={ruleId === 'new' ? t`New rule` : t`Change a rule`}
      eyebrow={
        <TextLink to="/rules">
          <Trans>Rules</Trans>
        </TextLink>
      }
    >
      {ruleId === 'new' ? (
        <RuleForm key={JSON.stringify(search)} ruleId={null} start={startOf(search)} />
      ) : (
        <QueryView query={query} what={t`this rule`} skeleton={<SkeletonCards count={2} />}>
          {(list) => {
            const rule = (list.rules as RuleView[]).find(({ id }) => id === ruleId)
            return rule === undefined ? <NoRule /> : <RuleForm key={rule.id} ruleId={rule.id} start={draftOf(rule)} />
          }}
        </QueryView>
      )}
    </Page>
  )
}

function startOf({ text, payoree, categoryId }: RuleSearch): RuleDraft {
  const leaf: Leaf =
    payoree === undefined
      ? { field: 'description', test: 'contains', value: text ?? '' }
      : { field: 'payoree', test: 'is', value: payoree }
  return {
    name: payoree ?? text ?? '',
    isOn: true,
    condition: leaf,
    actions: [{ set: 'category', categoryId: categoryId ?? '' }],
    stops: false,
    fromOn: null,
  }
}

function NoRule() {
  return (
    <EmptyState icon={<ListChecks aria-hidden />} title={<Trans>There is no such rule</Trans>}>
      <Trans>It may have been deleted.</Trans>
    </EmptyState>
  )
}
