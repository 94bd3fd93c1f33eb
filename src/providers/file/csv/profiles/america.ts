// Exports of banks in North and South America. In the United States and English Canada the month comes first.
import { entry } from './entry.ts'
import type { FileProfile } from './profile.ts'

const MONTH_FIRST = { dateOrder: 'mdy' } as const
/** A card that writes purchases without a sign and payments with a minus. */
const MONTH_FIRST_CARD = { dateOrder: 'mdy', isSignFlipped: true } as const
const DAY_FIRST = { dateOrder: 'dmy' } as const

export const AMERICA: readonly FileProfile[] = [
  entry(
    'us-chase-card',
    'Chase',
    'Transaction Date;Post Date;Description;Category;Type;Amount;Memo',
    { dateOrder: 'mdy', isSignFlipped: false },
    'Activity download of cards: month first, purchases with a minus.',
  ),
  entry(
    'us-chase-checking',
    'Chase',
    'Details;Posting Date;Description;Amount;Type;Balance;Check or Slip #',
    { dateOrder: 'mdy', isSignFlipped: false },
    'Activity download of deposit accounts: month first, debits with a minus.',
  ),
  entry(
    'us-bofa-card',
    'Bank of America',
    'Posted Date;Reference Number;Payee;Address;Amount',
    { dateOrder: 'mdy', isSignFlipped: false },
    'Card statement download: month first, purchases with a minus.',
  ),
  entry(
    'us-bofa-checking',
    'Bank of America',
    'Date;Description;Amount;Running Bal.',
    { dateOrder: 'mdy', isSignFlipped: false },
    'Account statement download: month first, below a summary of the period.',
  ),
  entry(
    'us-discover',
    'Discover',
    'Trans. Date;Post Date;Description;Amount;Category',
    MONTH_FIRST_CARD,
    'Card activity download: month first, purchases positive, payments and credits negative.',
  ),
  entry(
    'us-citi-card',
    'Citi',
    'Status;Date;Description;Debit;Credit',
    MONTH_FIRST,
    'Card activity download: month first; payments stand in the credit column with a minus.',
  ),
  entry(
    'us-citi-card-member',
    'Citi',
    'Status;Date;Description;Debit;Credit;Member Name',
    MONTH_FIRST,
    'Card activity download with the card holder: month first.',
  ),
  entry(
    'us-amex',
    'American Express',
    'Date;Description;Amount;Extended Details;Appears On Your Statement As;Address;City/State;Zip Code;' +
      'Country;Reference;Category',
    MONTH_FIRST_CARD,
    'Activity download with all details: month first, charges positive, payments negative.',
  ),
  entry(
    'us-amex-members',
    'American Express',
    'Date;Description;Card Member;Account #;Amount;Extended Details;Appears On Your Statement As;Address;' +
      'City/State;Zip Code;Country;Reference;Category',
    MONTH_FIRST_CARD,
    'Activity download with all details and card members: month first, charges positive.',
  ),
  entry(
    'eu-amex-members',
    'American Express',
    'Date;Description;Card Member;Account #;Amount',
    { isSignFlipped: true },
    'Short activity download of several countries: charges positive, payments negative.',
  ),
  entry(
    'ca-amex',
    'American Express',
    'Date;Date Processed;Description;Cardmember;Amount',
    { isSignFlipped: true },
    'Activity download in Canada: charges positive, payments negative.',
  ),
  entry(
    'us-apple-card',
    'Apple Card',
    'Transaction Date;Clearing Date;Description;Merchant;Category;Type;Amount (USD);Purchased By',
    MONTH_FIRST_CARD,
    'Statement export of the Wallet: month first, purchases positive, payments negative.',
  ),
  entry(
    'us-schwab-checking',
    'Charles Schwab Bank',
    'Date;Status;Type;CheckNumber;Description;Withdrawal;Deposit;RunningBalance',
    MONTH_FIRST,
    'History export of checking accounts: month first.',
  ),
  entry(
    'us-mint',
    'Mint',
    'Date;Description;Original Description;Amount;Transaction Type;Category;Account Name;Labels;Notes',
    MONTH_FIRST,
    'Transaction export of the application, sold in the United States and Canada: month first.',
  ),
  entry(
    'us-payoneer',
    'Payoneer',
    'Transaction Date;Transaction Time;Time Zone;Transaction ID;Description;Credit Amount;Debit Amount;' +
      'Currency;Transfer Amount;Transfer Amount Currency;Status;Running Balance;Additional Description;' +
      'Store Name;Source;Target;Reference ID',
    MONTH_FIRST,
    'Transaction report of the New York company: month first, time beside it.',
  ),
  entry(
    'us-stripe-payments',
    'Stripe',
    'id;description;seller_message;created;amount;amount_refunded;currency;converted_amount;' +
      'converted_amount_refunded;fee;tax;converted_currency;status;statement_descriptor;customer_id;' +
      'customer_description;customer_email;captured;card_id;invoice_id;transfer',
    { isSignFlipped: false },
    'Payments export: each row is a charge to a customer, so its amount came in.',
  ),
  entry(
    'ca-rbc',
    'RBC Royal Bank',
    'Account Type;Account Number;Transaction Date;Cheque Number;Description 1;Description 2;CAD$;USD$',
    { dateOrder: 'mdy', isSignFlipped: false },
    'Transaction download for all accounts: month first without zeros, withdrawals with a minus.',
  ),
  entry(
    'ca-simplii',
    'Simplii Financial',
    'Date;Transaction Details;Funds Out;Funds In',
    MONTH_FIRST,
    'Transaction download: month first, two columns of amounts.',
  ),
  entry(
    'ca-tangerine',
    'Tangerine',
    'Date;Transaction;Name;Memo;Amount',
    MONTH_FIRST,
    'Account download; cards of Elan in the United States write the same columns: month first.',
  ),
  entry(
    'ca-tangerine-card',
    'Tangerine',
    'Transaction date;Transaction;Name;Memo;Amount',
    { dateOrder: 'mdy', isSignFlipped: false },
    'Card download: month first, purchases with a minus.',
  ),
  entry(
    'ca-bmo-card',
    'BMO',
    'Item #;Card #;Transaction Date;Posting Date;Transaction Amount;Description',
    { isSignFlipped: true },
    'Card download: dates of eight digits, purchases positive.',
  ),
  entry(
    'br-nubank',
    'Nubank',
    'Data;Valor;Identificador;Descrição',
    { dateOrder: 'dmy', isSignFlipped: false },
    'Account statement: day first, money out with a minus.',
  ),
  entry(
    'br-inter',
    'Banco Inter',
    'Data Lançamento;Histórico;Descrição;Valor;Saldo',
    { dateOrder: 'dmy', isSignFlipped: false, decimalMark: ',', delimiter: ';' },
    'Account statement below a preamble: day first, money out with a minus.',
  ),
  entry(
    'br-banco-do-brasil',
    'Banco do Brasil',
    'Data;Dependencia Origem;Histórico;Data do Balancete;Número do documento;Valor',
    DAY_FIRST,
    'Account statement: day first.',
  ),
]
