import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** What a file's column can mean, by the names the interface uses; a name without a word is shown as it is. */
export const COLUMN_WORDS: Record<string, MessageDescriptor> = {
  postedOn: msg`date`,
  transactionOn: msg`date it was made`,
  valueOn: msg`value date`,
  amount: msg`amount`,
  debit: msg`money out`,
  credit: msg`money in`,
  direction: msg`in or out`,
  currency: msg`currency`,
  balance: msg`balance`,
  openingBalance: msg`opening balance`,
  closingBalance: msg`closing balance`,
  fee: msg`fee`,
  counterpartyName: msg`payoree`,
  payerName: msg`who paid`,
  payeeName: msg`who was paid`,
  counterpartyAccount: msg`payoree's account`,
  kind: msg`kind of movement`,
  description: msg`description`,
  reference: msg`reference`,
  sourceId: msg`bank's id`,
  category: msg`category`,
  status: msg`state`,
  account: msg`account`,
}

/** Why a record belongs to its transaction; a name without a word is shown as it is. */
export const MATCH_WORDS: Record<string, MessageDescriptor> = {
  'source-id': msg`the source's own id`,
  superseded: msg`the source named its successor`,
  content: msg`the same content`,
  'pending-posted': msg`the pending one became posted`,
  'cross-source': msg`another source had the same transaction`,
  none: msg`it was new`,
}
