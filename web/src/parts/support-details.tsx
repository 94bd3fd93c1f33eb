import { Trans, useLingui } from '@lingui/react/macro'
import { ChevronRight, Copy } from 'lucide-react'
import type { RunView } from '../../../src/api/contract.ts'
import { Button } from '../ui/button.tsx'
import { useNotify } from '../ui/toast.tsx'

/** Codes and ids that help whoever is asked for help; folded away, with a button that copies them. */
export function SupportDetails({ run }: { run: RunView }) {
  const { t } = useLingui()
  const notify = useNotify()
  const lines = supportLines(run)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(lines.map(([name, value]) => `${name}: ${value}`).join('\n'))
      notify('good', t`Copied.`)
    } catch {
      notify('bad', t`The browser doesn't let us copy. Select the text instead.`)
    }
  }
  return (
    <details className="group rounded-card border border-line bg-surface">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-control px-3.5 text-caption font-medium text-soft">
        <ChevronRight aria-hidden className="size-4 group-open:rotate-90" />
        <Trans>Details for support</Trans>
      </summary>
      <div className="border-t border-line px-3.5 py-3">
        <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1 font-mono text-xs">
          {lines.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ))}
        </dl>
        <Button size="small" className="mt-3" icon={<Copy aria-hidden />} onPress={copy}>
          <Trans>Copy</Trans>
        </Button>
      </div>
    </details>
  )
}

function supportLines(run: RunView): [string, string][] {
  const { error } = run
  const own: [string, string][] = [
    ['run', run.id],
    ['connection', run.connectionId],
    ['state', run.state],
    ['step', run.step],
    ['attempt', String(run.attempt)],
  ]
  if (error === null) return own
  return [...own, ['kind', error.kind], ['reason', error.reason], ...Object.entries(error.details)]
}
