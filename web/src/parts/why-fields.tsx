import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { WhyView } from '../../../src/api/contract/why.ts'
import { useGiveBack } from '../api/decisions.ts'
import { rulesQuery } from '../api/queries.ts'
import { formatShare } from '../format/share.ts'
import { Button } from '../ui/button.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { RelativeTime } from '../ui/time.tsx'
import { useCategoryName } from './category-picker.tsx'

type WhyField = WhyView['fields'][number]
type Value = WhyField['value']

const FIELDS: Record<string, MessageDescriptor> = {
  payoree: msg`Payoree`,
  category: msg`Category`,
  note: msg`Note`,
  isHidden: msg`Hidden`,
  tags: msg`Tags`,
}

/** Whose word a field is, by the names the interface uses; a rule is named by its own name. */
const SETTERS: Record<string, MessageDescriptor> = {
  person: msg`you`,
  bank: msg`the bank`,
  brand: msg`a known brand`,
  alias: msg`your name for this payoree`,
  payoree: msg`what you always choose for this payoree`,
  words: msg`words of the bank's text`,
  model: msg`learned from your corrections`,
  source: msg`the file's own column`,
  code: msg`the bank's code for the shop`,
  provider: msg`the provider's category`,
}

const isNothing = (value: Value): boolean =>
  value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0)

/** Each visible field with whose word it is, and what would show without the person's. */
export function WhyFields({ transactionId, fields }: { transactionId: string; fields: readonly WhyField[] }) {
  const { i18n } = useLingui()
  const shown = fields.filter(({ value, by }) => by !== null || !isNothing(value))
  if (shown.length === 0) {
    return (
      <p className="text-muted">
        <Trans>Nobody has said who or what this is; the bank's text is shown.</Trans>
      </p>
    )
  }
  return (
    <ul className="divide-y divide-line rounded-card border border-line">
      {shown.map((field) => (
        <li key={field.field} className="px-4 py-2.5">
          <p className="flex justify-between gap-4">
            <span className="text-muted">
              <FieldName field={field.field} />
            </span>
            <span className="min-w-0 text-right font-medium break-words">
              <FieldValue field={field.field} value={field.value} />
            </span>
          </p>
          <p className="text-caption text-muted">
            {field.by !== null && (
              <Trans>
                By <Setter by={field.by} />
              </Trans>
            )}
            {field.confidence !== null && field.confidence < 1 && (
              <>
                {', '}
                <Trans>{formatShare(field.confidence, i18n.locale)} sure</Trans>
              </>
            )}
            {field.decidedAt !== null && (
              <>
                {', '}
                <RelativeTime at={field.decidedAt} />
              </>
            )}
            {field.beneath !== null && <Beneath field={field.field} beneath={field.beneath} />}
          </p>
          {field.beneath !== null && <GiveBack transactionId={transactionId} field={field.field} />}
        </li>
      ))}
    </ul>
  )
}

/** Leaves a field that the person decided to the bank, rules and the model again. */
function GiveBack({ transactionId, field }: { transactionId: string; field: string }) {
  const { t } = useLingui()
  const giveBack = useGiveBack(transactionId)
  const names: Record<string, string> = {
    payoree: t`Take back my payoree`,
    category: t`Take back my category`,
    note: t`Take back my note`,
    isHidden: t`Take back my choice to hide or show`,
    tags: t`Take back my tags`,
  }
  return (
    <Button size="small" variant="quiet" icon={<Undo2 aria-hidden />} onPress={() => giveBack.mutate(field)}>
      {names[field] ?? <Trans>Take back my edit</Trans>}
    </Button>
  )
}

function Beneath({ field, beneath }: { field: string; beneath: NonNullable<WhyField['beneath']> }) {
  if (isNothing(beneath.value)) return null
  return (
    <>
      {' · '}
      <Trans>
        without you: <FieldValue field={field} value={beneath.value} />
      </Trans>
      {beneath.by !== null && (
        <>
          {' ('}
          <Setter by={beneath.by} />)
        </>
      )}
    </>
  )
}

export function FieldValue({ field, value }: { field: string; value: Value }): ReactNode {
  const categoryName = useCategoryName()
  if (value === null || (value !== false && isNothing(value))) return <Trans>none</Trans>
  if (value === true) return <Trans>yes</Trans>
  if (value === false) return <Trans>no</Trans>
  if (Array.isArray(value)) return value.join(', ')
  return field === 'category' ? categoryName(value) : value
}

export function FieldName({ field }: { field: string }) {
  const { i18n } = useLingui()
  const word = FIELDS[field]
  return <>{word === undefined ? field : i18n._(word)}</>
}

export function Setter({ by }: { by: string }) {
  const { i18n } = useLingui()
  if (by.startsWith('rule:')) return <RuleName id={by.slice('rule:'.length)} />
  const word = SETTERS[by]
  return <>{word === undefined ? by : i18n._(word)}</>
}

function RuleName({ id }: { id: string }) {
  const { data: list } = useQuery(rulesQuery)
  const rule = list?.rules.find((known) => known.id === id || known.id.endsWith(id))
  if (rule === undefined) return <Trans>a rule</Trans>
  return (
    <TextLink to="/rules/$ruleId" params={{ ruleId: rule.id }}>
      <Trans>the rule “{rule.name}”</Trans>
    </TextLink>
  )
}
