import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import { habitualOrder } from './date-habits.ts'

function order(code: string, header: string, row: string) {
  const currency = parseCurrency(code)
  if (currency === null) throw new Error(`${code} is no currency`)
  return habitualOrder(header.split(';'), [row.split(';')], currency)
}

describe('the order of a country is known', () => {
  test.each([
    ['EUR', 'Datum;Omschrijving;Bedrag', '03/04/2024;Winkel;-1,50', 'dmy'],
    ['BRL', 'Data;Histórico;Crédito (R$);Saldo (R$)', '03/04/24;Loja;1,50;2,00', 'dmy'],
    ['EUR', 'Date;Text;Account', '03/04/2024;Shop;DE89370400440532013000', 'dmy'],
    ['GBP', 'Date;Description;Paid out;Paid in', '03/04/2024;Shop;1.50;', 'dmy'],
    ['INR', 'Date;Details;Amount', '03/04/2024;UPI-SHOP;1.50', 'dmy'],
    ['USD', 'Date;Check Number;Amount', '03/04/2024;;1.50', 'mdy'],
    ['USD', 'Date;TimeZone;Amount', '03/04/2024;PST;1.50', 'mdy'],
  ])('%s with %s', (code, header, row, expected) => {
    expect(order(code, header, row)).toBe(expected)
  })
})

describe('one witness alone settles nothing', () => {
  test.each([
    ['the currency', 'EUR', 'Date;Text;Amount', '03/04/2024;Shop;-1.50'],
    ['the currency', 'USD', 'Date;Text;Amount', '03/04/2024;Shop;-1.50'],
    ['one word that English has too', 'EUR', 'Date;Saldo;Amount', '03/04/2024;1;-1.50'],
    ['a language of several countries', 'USD', 'Fecha;Concepto;Importe', '03/04/2024;Tienda;-1,50'],
    ['a country that writes both ways', 'CAD', 'Date;Cheque Number;Amount', '03/04/2024;;-1.50'],
    ['words of two countries', 'USD', 'Date;Check Number;Amount', '03/04/2024;SEPA transfer;-1.50'],
  ])('%s', (_, code, header, row) => {
    expect(order(code, header, row)).toBe(null)
  })
})
