import { Plural, Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import type { FindingView } from '../../../src/api/contract/proof.ts'
import { findingsQuery } from '../api/queries.ts'
import { Banner } from '../ui/banner.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Day } from '../ui/time.tsx'

type FindingProps = { finding: FindingView }

/** What an account has to tell, in a few words and with the way there. */
export function FindingLine({ finding }: FindingProps) {
  return (
    <p className="text-caption text-warn-text">
      <TextLink to="/accounts/$accountId" params={{ accountId: finding.accountId }}>
        <FindingTitle finding={finding} />
      </TextLink>
    </p>
  )
}

export function FindingAction({ finding }: FindingProps) {
  return (
    <ButtonLink
      to="/accounts/$accountId"
      params={{ accountId: finding.accountId }}
      size="small"
      icon={<Scale aria-hidden />}
    >
      <Trans>See the account</Trans>
    </ButtonLink>
  )
}

/** On the account's own page: everything that it has to tell. */
export function FindingBanners({ accountId }: { accountId: string }) {
  const { data: findings } = useQuery(findingsQuery)
  return (
    <>
      {findings
        ?.filter((finding) => finding.accountId === accountId && isToldAbove(finding))
        .map((finding) => (
          <Banner key={finding.kind} tone="warn" title={<FindingTitle finding={finding} />}>
            {finding.text}
          </Banner>
        ))}
    </>
  )
}

/** The page tells of readings and of silence where it shows them. */
const isToldAbove = ({ kind }: FindingView): boolean => kind === 'broken-proof' || kind === 'doubled-before'

export function FindingTitle({ finding: { kind, since, explainedBy } }: FindingProps) {
  if (kind === 'quiet') return <Trans>This account has gone quiet</Trans>
  if (kind === 'wrong-reading') return <Trans>This bank may be read wrongly</Trans>
  if (kind === 'doubled-before') return <Trans>Transactions are there twice</Trans>
  if (since === null) return <Trans>The balance proof is broken</Trans>
  if (explainedBy === null || explainedBy === 0) {
    return (
      <Trans>
        Balance proof broken since <Day on={since} />
      </Trans>
    )
  }
  return (
    <>
      <Trans>
        Balance proof broken since <Day on={since} />
      </Trans>
      {', '}
      <Plural value={explainedBy} one="# transaction explains it" other="# transactions explain it" />
    </>
  )
}
