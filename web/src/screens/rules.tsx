import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ListChecks, Plus } from 'lucide-react'
import { useState } from 'react'
import { rulesQuery } from '../api/queries.ts'
import { useRulebookChange } from '../api/rulebook.ts'
import { ChangeDialog } from '../parts/change-dialog.tsx'
import { RuleLine } from '../parts/rule-line.tsx'
import type { RuleView } from '../parts/rule-model.ts'
import { RuleSuggestions } from '../parts/rule-suggestions.tsx'
import type { RuleListView } from '../../../src/api/contract/rules.ts'
import { Banner } from '../ui/banner.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'

const NEW = { ruleId: 'new' } as const

/** The rules in their order, with what each does, and those that the person's edits call for. */
export function Rules() {
  const { t } = useLingui()
  const query = useQuery(rulesQuery)
  return (
    <Page
      title={t`Rules`}
      count={query.data?.rules.length || undefined}
      lead={<Trans>They name and sort transactions by themselves, from the top down. What you set by hand always wins.</Trans>}
      actions={
        <ButtonLink to="/rules/$ruleId" params={NEW} variant="primary" icon={<Plus aria-hidden />}>
          <Trans>New rule</Trans>
        </ButtonLink>
      }
    >
      <div className="space-y-5">
        <QueryView query={query} what={t`the rules`} skeleton={<SkeletonRows count={4} />}>
          {(list) => (list.rules.length === 0 ? <Nothing /> : <RuleList list={list} />)}
        </QueryView>
        <RuleSuggestions />
      </div>
    </Page>
  )
}

function Nothing() {
  return (
    <EmptyState
      icon={<ListChecks aria-hidden />}
      title={<Trans>No rules yet</Trans>}
      actions={
        <ButtonLink to="/rules/$ruleId" params={NEW}>
          <Trans>Make the first one</Trans>
        </ButtonLink>
      }
    >
      <Trans>For example: where the bank's text contains a name, the category is always the same.</Trans>
    </EmptyState>
  )
}

function RuleList({ list }: { list: RuleListView }) {
  const { t } = useLingui()
  const change = useRulebookChange()
  const [deleting, setDeleting] = useState<RuleView | null>(null)
  const rules = list.rules as RuleView[]
  const move = (at: number, step: number) => {
    const ruleIds = rules.map(({ id }) => id)
    const [id] = ruleIds.splice(at, 1)
    if (id === undefined) return
    ruleIds.splice(at + step, 0, id)
    change.mutate({ method: 'PUT', path: '/rules/order', body: { ruleIds } })
  }
  return (
    <>
      <Conflicts list={list} />
      <Card>
        <ol className="divide-y divide-line">
          {rules.map((rule, at) => (
            <RuleLine
              key={rule.id}
              rule={rule}
              place={{ at, count: rules.length }}
              onMove={(step) => move(at, step)}
              onDelete={() => setDeleting(rule)}
            />
          ))}
        </ol>
      </Card>
      <p className="text-caption text-muted">
        <Plural
          value={list.looked}
          one="Counted over your newest transaction."
          other="Counted over your newest # transactions."
        />
      </p>
      {deleting !== null && (
        <ChangeDialog
          title={<Trans>Delete the rule “{deleting.name}”?</Trans>}
          confirmLabel={t`Delete`}
          isDanger
          wish={{ method: 'DELETE', path: `/rules/${deleting.id}`, query: {} }}
          onClose={() => setDeleting(null)}
        >
          <p>
            <Trans>What it did to transactions is taken out as well. You can undo this.</Trans>
          </p>
        </ChangeDialog>
      )}
    </>
  )
}

/** Where two rules want different things of one transaction. */
function Conflicts({ list }: { list: RuleListView }) {
  const { t } = useLingui()
  if (list.conflicts.length === 0) return null
  const nameOf = (id: string) => list.rules.find((rule) => rule.id === id)?.name ?? id
  const fields = { payoree: t`the payoree`, category: t`the category`, note: t`the note` }
  return (
    <Banner tone="warn" title={<Trans>Some rules disagree</Trans>}>
      <ul className="list-disc space-y-1 pl-5">
        {list.conflicts.map(({ field, winnerId, loserId, count, exampleId }) => (
          <li key={`${field} ${winnerId} ${loserId}`}>
            <Trans>
              “{nameOf(winnerId)}” and “{nameOf(loserId)}” set {fields[field]} differently; the first, being higher, wins.
            </Trans>{' '}
            <TextLink to="/transactions" search={{ open: exampleId }}>
              <Plural value={count} one="It is this transaction" other="One of # transactions" />
            </TextLink>
          </li>
        ))}
      </ul>
    </Banner>
  )
}
