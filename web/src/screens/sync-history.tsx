import { Trans, useLingui } from '@lingui/react/macro'
import { HistoryTabs } from '../parts/history-tabs.tsx'
import { RunList } from '../parts/run-list.tsx'
import { Card } from '../ui/card.tsx'
import { Page } from '../ui/page.tsx'

export function SyncHistory() {
  const { t } = useLingui()
  return (
    <Page title={t`Sync history`} lead={<Trans>Every time a bank was read, and what came of each record.</Trans>}>
      <HistoryTabs />
      <Card className="overflow-hidden">
        <RunList />
      </Card>
    </Page>
  )
}
