import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import type { FilePreview } from '../../../src/api/contract.ts'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Field } from '../ui/field.tsx'
import { RadioTiles } from '../ui/radio-tiles.tsx'
import { Cell, HeadCell, Row, Table } from '../ui/table.tsx'

type Asks = Extract<FilePreview['reading'], { kind: 'asks' }>
type Props = { reading: Asks; isPending: boolean; onAnswers: (answers: Record<string, string>) => void }

/** What can't be read from the file with certainty is asked, beside the rows it is about. */
export function ImportQuestions({ reading, isPending, onAnswers }: Props) {
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const isComplete = reading.questions.every((question) => (answers[question.id] ?? '') !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAnswers(answers)
  }
  return (
    <>
      <SectionCard title={<Trans>Your answer is needed before this file can be read</Trans>}>
        <form onSubmit={submit} className="space-y-5">
          {reading.questions.map((question) => {
            const answer = (value: string) => setAnswers({ ...answers, [question.id]: value })
            const value = answers[question.id] ?? null
            if (question.choices.length === 0) {
              return <Field key={question.id} label={question.text} value={value ?? ''} onChange={answer} />
            }
            return (
              <RadioTiles
                key={question.id}
                label={question.text}
                columns={question.choices.length > 2 ? 1 : 2}
                choices={question.choices}
                value={value}
                onChange={answer}
              />
            )
          })}
          <Button type="submit" variant="primary" isDisabled={!isComplete} isPending={isPending}>
            <Trans>Continue</Trans>
          </Button>
        </form>
      </SectionCard>
      {reading.sample.length > 0 && <Sample reading={reading} />}
    </>
  )
}

function Sample({ reading }: { reading: Asks }) {
  const { t } = useLingui()
  const { layout } = reading
  const headers = layout.format === 'csv' ? layout.columns.map((column) => column.header) : []
  const [first = []] = reading.sample
  const rows = first.join() === headers.join() ? reading.sample.slice(1) : reading.sample
  return (
    <SectionCard title={<Trans>The file's first rows</Trans>} isFlush>
      <Table label={t`The file's first rows`}>
        {headers.length > 0 && (
          <thead>
            <Row>
              {headers.map((header, index) => (
                <HeadCell key={index}>{header}</HeadCell>
              ))}
            </Row>
          </thead>
        )}
        <tbody>
          {rows.map((cells, line) => (
            <Row key={line}>
              {cells.map((cell, index) => (
                <Cell key={index} className="max-w-64 truncate text-caption whitespace-nowrap">
                  {cell}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
    </SectionCard>
  )
}
