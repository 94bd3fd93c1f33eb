// The account, field 25 or 25P: bank and number by a slash, an IBAN, a currency behind it.
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileAccount } from '../file-reading.ts'
import type { Field } from './fields.ts'

const NOBODY: FileAccount = { number: null, bankCode: null, name: null, currency: null }

/**
 * `BLZ/KONTO`, `BIC/NUMBER`, `NL71RABO0123456789`, `1291.99.348EUR`; 25P has the bank's code on its second
 * line.
 */
export function readAccount(field: Field | undefined): FileAccount {
  const [first = '', second = ''] = field?.lines ?? []
  const text = first.replace(/\s/g, '')
  if (text === '') return NOBODY
  const slash = text.indexOf('/')
  const [bank, whole] =
    slash > 0 ? [text.slice(0, slash), text.slice(slash + 1)] : [null, text.replace(/^\//, '')]
  const code = /\d([A-Z]{3})$/.exec(whole)?.[1] ?? ''
  const currency = parseCurrency(code)
  const number = currency === null ? whole : whole.slice(0, -code.length)
  const bankCode = bank ?? (field?.tag === '25P' ? second.trim() : '')
  return {
    number: number === '' ? null : number,
    bankCode: bankCode === '' ? null : bankCode,
    name: null,
    currency,
  }
}
