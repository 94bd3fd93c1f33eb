import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import { type RuleSuggestion, suggestionsQuery } from '../api/queries.ts'
import { formatShare } from '../format/share.ts'
import { asSentence } from '../format/words.ts'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import type { Condition } from './rule-model.ts'
import { useRuleWords } from './rule-words.ts'

/** Rules that the person's own edits call for; nothing where there are none. */
export function RuleSuggestions() {
  const words = useErrorWords()
  const query = useQuery(suggestionsQuery)
  if (query.data === undefined && query.error === null) return null
  if (query.data?.length === 0) return null
  return (
    <SectionCard title={<Trans>Suggested by your edits</Trans>} isFlush>
      {query.data === undefined ? (
        <p className="px-5 pb-5 text-muted">{query.error !== null && words(query.error)}</p>
      ) : (
        <ul className="divide-y divide-line">
          {query.data.map((suggestion) => (
            <SuggestionLine key={JSON.stringify([suggestion.condition, suggestion.action])} suggestion={suggestion} />
          ))}
        </ul>
      )}
    </SectionCard>
  )
}

function SuggestionLine({ suggestion }: { suggestion: RuleSuggestion }) {
  const { t, i18n } = useLingui()
  const words = useRuleWords()
  const [isAsking, setIsAsking] = useState(false)
  const condition = suggestion.condition as Condition
  const name = `${asSentence(words.condition(condition)).slice(0, -1)}: ${words.action(suggestion.action)}`
  const rule = { name, isOn: true, condition, actions: [suggestion.action], stops: false, fromOn: null }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <Sparkles aria-hidden className="size-5 shrink-0 text-accent-text" />
      <div className="min-w-0 flex-1 basis-64">
        <p>{name}</p>
        <p className="text-caption text-muted tabular">
          <Plural value={suggestion.support} one="# edit of yours says so" other="# edits of yours say so" />
          {' · '}
          <Trans>right in {formatShare(suggestion.precision, i18n.locale)}</Trans>
          {' · '}
          <Plural value={suggestion.matches} one="matches # transaction" other="matches # transactions" />
        </p>
      </div>
      <Button size="small" aria-label={t`Make a rule: ${name}`} onPress={() => setIsAsking(true)}>
        <Trans>Make a rule</Trans>
      </Button>
      {isAsking && (
        <ChangeDialog
          title={<Trans>Make this rule?</Trans>}
          confirmLabel={t`Save the rule`}
          wish={{ method: 'POST', path: '/rules', body: { rule } }}
          onClose={() => setIsAsking(false)}
        >
          <p>{name}</p>
        </ChangeDialog>
      )}
    </li>
  )
}
