import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import { useState } from 'react'
import type { EXPORT_FORMATS } from '../../../src/api/contract/exports.ts'
import { addressOf } from '../api/client.ts'
import type { LedgerFilter } from '../api/queries.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Select } from '../ui/select.tsx'

type Format = (typeof EXPORT_FORMATS)[number]

const FORMATS: Readonly<Record<Format, MessageDescriptor>> = {
  csv: msg`CSV, for spreadsheets and for Tributary`,
  jsonl: msg`JSON Lines, with everything`,
  ofx: msg`OFX, for most finance programs`,
  qif: msg`QIF, for older finance programs`,
  beancount: msg`Beancount`,
  hledger: msg`hledger`,
  ledger: msg`ledger`,
}

const isFormat = (value: string): value is Format => value in FORMATS

/** Asks for the format, and lets the browser fetch the file: of the account and days of the ledger's filter. */
export function ExportDialog({ filter, onClose }: { filter: LedgerFilter; onClose: () => void }) {
  const { t, i18n } = useLingui()
  const [format, setFormat] = useState<Format>('csv')
  const { accountId, from, to } = filter
  const isPart = accountId !== undefined || from !== undefined || to !== undefined
  return (
    <Dialog
      title={<Trans>Export the ledger</Trans>}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <a
            href={addressOf(`/exports/${format}`, { accountIds: accountId, from, to })}
            download
            onClick={onClose}
            className={buttonClass('primary')}
          >
            <Download aria-hidden />
            <Trans>Download</Trans>
          </a>
        </>
      }
    >
      <Select
        label={t`Format`}
        choices={Object.entries(FORMATS).map(([value, label]) => ({ value, label: i18n._(label) }))}
        value={format}
        onChange={(value) => isFormat(value) && setFormat(value)}
      />
      <p>
        {isPart ? (
          <Trans>The account and the days of the filter are exported. Hidden transactions are left out.</Trans>
        ) : (
          <Trans>All accounts are exported. Hidden transactions are left out.</Trans>
        )}
      </p>
    </Dialog>
  )
}
