import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { useRulebookChange } from '../api/rulebook.ts'
import { Chip } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { Menu } from '../ui/menu.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { asSentence } from '../format/words.ts'
import type { RuleDraft, RuleView } from './rule-model.ts'
import { useRuleWords } from './rule-words.ts'

type RuleLineProps = {
  rule: RuleView
  place: { at: number; count: number }
  onMove: (step: -1 | 1) => void
  onDelete: () => void
}

/** The part of a rule that is given back to change it. */
export function draftOf({ name, isOn, condition, actions, stops, fromOn }: RuleView): RuleDraft {
  return { name, isOn, condition, actions, stops, fromOn }
}

export function RuleLine({ rule, place, onMove, onDelete }: RuleLineProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const words = useRuleWords()
  const change = useRulebookChange()
  const { name } = rule
  const turn = (isOn: boolean) =>
    change.mutate({ method: 'PUT', path: `/rules/${rule.id}`, body: { rule: { ...draftOf(rule), isOn } } })
  return (
    <li className={cx('flex flex-wrap items-start gap-3 px-5 py-3.5', !rule.isOn && 'text-muted')}>
      <input
        type="checkbox"
        aria-label={t`Use the rule ${name}`}
        className="mt-1 size-4.5 shrink-0 accent-(--accent)"
        checked={rule.isOn}
        disabled={change.isPending}
        onChange={(event) => turn(event.target.checked)}
      />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2">
          <TextLink to="/rules/$ruleId" params={{ ruleId: rule.id }} className="text-ink! no-underline! hover:underline!">
            {name}
          </TextLink>
          {!rule.isOn && (
            <Chip>
              <Trans>Off</Trans>
            </Chip>
          )}
          {rule.stops && (
            <Chip>
              <Trans>Stops here</Trans>
            </Chip>
          )}
          {rule.fromOn !== null && (
            <Chip>
              <Trans>New ones only</Trans>
            </Chip>
          )}
        </p>
        <p className="text-caption break-words text-soft">
          <Trans>
            If {words.condition(rule.condition)}: {rule.actions.map(words.action).join(', ')}
          </Trans>
        </p>
        <p className="text-caption text-muted tabular">
          <Plural value={rule.matched} _0="matched nothing" one="matched #" other="matched #" />
          {', '}
          <Trans>{rule.matchedLately} in the last 30 days</Trans>
        </p>
        {rule.doesNothing !== null && <p className="text-caption text-warn-text">{asSentence(rule.doesNothing)}</p>}
      </div>
      <div className="ml-auto flex shrink-0">
        <IconButton
          label={t`Move ${name} up`}
          icon={<ArrowUp aria-hidden />}
          isDisabled={place.at === 0 || change.isPending}
          onPress={() => onMove(-1)}
        />
        <IconButton
          label={t`Move ${name} down`}
          icon={<ArrowDown aria-hidden />}
          isDisabled={place.at === place.count - 1 || change.isPending}
          onPress={() => onMove(1)}
        />
        <Menu
          isSmall
          label={t`More actions for ${name}`}
          actions={[
            {
              id: 'edit',
              label: t`Change…`,
              icon: <Pencil aria-hidden />,
              onAction: () => void navigate({ to: '/rules/$ruleId', params: { ruleId: rule.id } }),
            },
            { id: 'delete', label: t`Delete…`, icon: <Trash2 aria-hidden />, onAction: onDelete, isDanger: true },
          ]}
        />
      </div>
    </li>
  )
}
