import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { send } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { Field } from '../ui/field.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import type { RuleDraft } from './rule-model.ts'

/** What would be shown of a text, and whether the rule comes to bear on it. */
type Tried = { payoree: string | null; category: string | null; isMatched: boolean | null }

/** A box for a bank's text, to try the rule on before there is such a transaction. `rule` is null until it is whole. */
export function RuleTrial({ rule }: { rule: RuleDraft | null }) {
  const words = useErrorWords()
  const [text, setText] = useState('')
  const attempt = useMutation({
    mutationFn: () => send<Tried>('POST', '/rules/try', { text, ...(rule === null ? {} : { rule }) }),
  })
  return (
    <SectionCard title={<Trans>Try it on a text</Trans>}>
      <Field
        label={<Trans>A bank's text</Trans>}
        value={text}
        onChange={(typed) => {
          setText(typed)
          attempt.reset()
        }}
        maxLength={2_000}
      />
      <Button
        size="small"
        className="mt-3"
        icon={<FlaskConical aria-hidden />}
        isDisabled={text.trim() === ''}
        isPending={attempt.isPending}
        onPress={() => attempt.mutate()}
      >
        <Trans>Try it</Trans>
      </Button>
      <div role="status" className="mt-3">
        {attempt.error !== null && <p className="text-warn-text">{words(attempt.error)}</p>}
        {attempt.data !== undefined && <Outcome tried={attempt.data} />}
      </div>
    </SectionCard>
  )
}

function Outcome({ tried }: { tried: Tried }) {
  const { t } = useLingui()
  return (
    <DescriptionList>
      {tried.isMatched !== null && (
        <Described term={<Trans>This rule</Trans>}>
          {tried.isMatched ? <Trans>matches</Trans> : <Trans>doesn't match</Trans>}
        </Described>
      )}
      <Described term={<Trans>Payoree</Trans>}>{tried.payoree ?? t`none`}</Described>
      <Described term={<Trans>Category</Trans>}>{tried.category ?? t`none`}</Described>
    </DescriptionList>
  )
}
