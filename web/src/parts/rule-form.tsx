import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type RulebookWish, useRulebookChange } from '../api/rulebook.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { CheckBox } from '../ui/check-box.tsx'
import { Field } from '../ui/field.tsx'
import { RadioTiles } from '../ui/radio-tiles.tsx'
import { useNow } from '../ui/time.tsx'
import { WishEffect } from './change-dialog.tsx'
import { RuleActions } from './rule-actions.tsx'
import { RuleConditions } from './rule-conditions.tsx'
import { flatten, isWhole, type RuleDraft, unflatten } from './rule-model.ts'
import { RuleTrial } from './rule-trial.tsx'
import { useRuleWords } from './rule-words.ts'

type RuleFormProps = { ruleId: string | null; start: RuleDraft }

/** Conditions, what follows from them, and beside it what that does to past transactions. */
export function RuleForm({ ruleId, start }: RuleFormProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const words = useRuleWords()
  const change = useRulebookChange()
  const [draft, setDraft] = useState(start)
  const [overwritesByHand, setOverwrites] = useState(false)
  const [alertsPast, setAlertsPast] = useState(false)
  const alerts = draft.actions.some((action) => action.set === 'alert')
  const flat = flatten(draft.condition)
  const set = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }))
  const wish: RulebookWish = {
    method: ruleId === null ? 'POST' : 'PUT',
    path: ruleId === null ? '/rules' : `/rules/${ruleId}`,
    body: { rule: draft, overwritesByHand, alertsPast: alerts && alertsPast },
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWhole(draft)) change.mutate(wish, { onSuccess: () => void navigate({ to: '/rules' }) })
  }
  return (
    <form onSubmit={submit} className="grid grid-cols-1 items-start gap-5 wide:grid-cols-5">
      <div className="space-y-5 wide:col-span-3">
        <SectionCard title={<Trans>If</Trans>}>
          {flat === null ? (
            <p className="text-soft">
              {words.condition(draft.condition)}.{' '}
              <Trans>These groups within groups can't be changed here; the command line can.</Trans>
            </p>
          ) : (
            <RuleConditions flat={flat} onChange={(next) => set({ condition: unflatten(next) })} />
          )}
        </SectionCard>
        <SectionCard title={<Trans>Then</Trans>}>
          <RuleActions actions={draft.actions} onChange={(actions) => set({ actions })} />
        </SectionCard>
        <SectionCard title={<Trans>And</Trans>}>
          <div className="space-y-4">
            <Field label={<Trans>Name of the rule</Trans>} value={draft.name} onChange={(name) => set({ name })} maxLength={500} />
            <Reach draft={draft} onChange={set} />
            <CheckBox isChecked={draft.stops} onChange={(stops) => set({ stops })}>
              <Trans>Stop here: rules further down are not tried</Trans>
            </CheckBox>
            <CheckBox
              isChecked={overwritesByHand}
              onChange={setOverwrites}
              hint={<Trans>Otherwise what you set by hand stays.</Trans>}
            >
              <Trans>Overwrite what I set by hand, this once</Trans>
            </CheckBox>
            {alerts && (
              <CheckBox
                isChecked={alertsPast}
                onChange={setAlertsPast}
                hint={<Trans>Otherwise only new transactions are told of.</Trans>}
              >
                <Trans>Tell me of those of the last 90 days, too</Trans>
              </CheckBox>
            )}
          </div>
        </SectionCard>
      </div>
      <div className="space-y-5 wide:sticky wide:top-6 wide:col-span-2">
        <SectionCard title={<Trans>What it does</Trans>}>
          {isWhole(draft) ? (
            <WishEffect wish={wish} />
          ) : (
            <p className="text-muted">
              <Trans>Fill in the rule, and what it does to past transactions shows here before anything is saved.</Trans>
            </p>
          )}
        </SectionCard>
        <RuleTrial rule={isWhole(draft) ? draft : null} />
        <div className="flex flex-wrap justify-end gap-2">
          <ButtonLink to="/rules" variant="quiet">
            <Trans>Cancel</Trans>
          </ButtonLink>
          <Button type="submit" variant="primary" isDisabled={!isWhole(draft)} isPending={change.isPending}>
            {ruleId === null ? t`Save the rule` : t`Save the change`}
          </Button>
        </div>
      </div>
    </form>
  )
}

function Reach({ draft, onChange }: { draft: RuleDraft; onChange: (part: Partial<RuleDraft>) => void }) {
  const { t } = useLingui()
  const today = useNow().toISOString().slice(0, 10)
  return (
    <RadioTiles
      label={t`For which transactions`}
      columns={2}
      choices={[
        { value: 'all', label: t`Past and new ones`, hint: t`As one change that you can undo` },
        { value: 'new', label: t`New ones only`, hint: t`From today on` },
      ]}
      value={draft.fromOn === null ? 'all' : 'new'}
      onChange={(value) => onChange({ fromOn: value === 'all' ? null : (draft.fromOn ?? today) })}
    />
  )
}
