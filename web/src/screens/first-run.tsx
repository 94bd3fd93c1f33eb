import { Trans, useLingui } from '@lingui/react/macro'
import { Link, type LinkProps } from '@tanstack/react-router'
import { ArrowRight, FileUp, FlaskConical, Landmark, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Overview } from '../../../src/api/contract.ts'
import { Page } from '../ui/page.tsx'

/** Three ways in, and what each of them needs. */
export function FirstRun({ overview }: { overview: Overview }) {
  const { t } = useLingui()
  const configured = overview.providers.filter((provider) => provider.isConfigured)
  return (
    <Page
      title={t`Welcome to Tributary`}
      lead={
        <Trans>
          It brings your bank transactions in by itself, complete and without duplicates. Choose how you want to start;
          you can do the others later.
        </Trans>
      }
    >
      <div className="grid gap-4 wide:grid-cols-3">
        <Door
          to="/connect"
          icon={<Landmark aria-hidden />}
          title={<Trans>Connect a bank</Trans>}
          action={<Trans>Choose your bank</Trans>}
        >
          {configured.length > 0 ? (
            <Trans>It takes about 3 minutes and is read-only. Tributary never sees your bank password.</Trans>
          ) : (
            <Trans>Connecting banks needs keys from a provider, which you don't have set up yet.</Trans>
          )}
        </Door>
        <Door
          to="/import"
          icon={<FileUp aria-hidden />}
          title={<Trans>Import a file</Trans>}
          action={<Trans>Choose a file</Trans>}
        >
          <Trans>A CSV file from your bank's website works right now, with no keys and no account anywhere.</Trans>
        </Door>
        <Door
          to="/connect"
          icon={<FlaskConical aria-hidden />}
          title={<Trans>Look around with demo data</Trans>}
          action={<Trans>Choose a demo bank</Trans>}
        >
          <Trans>Connect a made-up bank and see everything work. You can remove it with one click.</Trans>
        </Door>
      </div>
      <p className="mt-6 flex items-start gap-2.5 text-caption text-muted">
        <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good-text" />
        <Trans>Everything stays on this server. Bank records are encrypted at rest.</Trans>
      </p>
      <ProviderKeys overview={overview} />
    </Page>
  )
}

type DoorProps = { to: LinkProps['to']; icon: ReactNode; title: ReactNode; action: ReactNode; children: ReactNode }

function Door({ to, icon, title, action, children }: DoorProps) {
  return (
    <Link
      to={to}
      className="group flex flex-col rounded-card border border-line bg-surface p-6 shadow-card transition-colors hover:border-accent/60"
    >
      <span className="mb-4 flex size-11 items-center justify-center rounded-control bg-accent-soft text-accent-text [&_svg]:size-5.5">
        {icon}
      </span>
      <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      <p className="mt-1.5 mb-6 text-muted">{children}</p>
      <span className="mt-auto inline-flex items-center gap-1.5 font-medium text-accent-text">
        {action}
        <ArrowRight aria-hidden className="size-4 transition-transform group-hover:translate-x-0.5" />
      </span>
    </Link>
  )
}

function ProviderKeys({ overview }: { overview: Overview }) {
  const missing = overview.providers.filter((provider) => !provider.isConfigured)
  if (missing.length === 0) return null
  return (
    <section className="mt-10 max-w-3xl" aria-labelledby="keys">
      <h2 id="keys" className="font-semibold">
        <Trans>Keys for real banks</Trans>
      </h2>
      <p className="mt-1 text-muted">
        <Trans>Banks let providers in, not single people. Whoever runs this server adds a provider's keys once.</Trans>
      </p>
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {missing.map((provider) => (
          <li key={provider.id} className="flex flex-wrap gap-x-6 gap-y-1 py-3">
            <span className="w-40 font-medium">{provider.title}</span>
            <span className="min-w-0 flex-1 text-muted">{provider.note ?? <Trans>No keys are set.</Trans>}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
