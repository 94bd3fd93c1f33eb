// Exports of banks in the British Isles, Oceania and Asia that write in English: the day comes first.
import { entry } from './entry.ts'
import type { FileProfile } from './profile.ts'

const DAY_FIRST = { dateOrder: 'dmy' } as const
const DAY_FIRST_SIGNED = { dateOrder: 'dmy', isSignFlipped: false } as const
/** A card that writes purchases without a sign and payments with a minus. */
const DAY_FIRST_CARD = { dateOrder: 'dmy', isSignFlipped: true } as const

export const ISLANDS: readonly FileProfile[] = [
  entry(
    'gb-lloyds',
    'Lloyds, Halifax, Bank of Scotland',
    'Transaction Date;Transaction Type;Sort Code;Account Number;Transaction Description;Debit Amount;' +
      'Credit Amount;Balance',
    DAY_FIRST,
    'Statement export of current accounts: day first.',
  ),
  entry(
    'gb-lloyds-card',
    'Lloyds, Halifax, MBNA',
    'Date;Date entered;Reference;Description;Amount',
    DAY_FIRST_CARD,
    'Card export: day first, purchases positive, payments negative.',
  ),
  entry(
    'gb-barclays',
    'Barclays',
    'Number;Date;Account;Amount;Subcategory;Memo',
    DAY_FIRST_SIGNED,
    'Account export: day first, payments with a minus.',
  ),
  entry(
    'gb-natwest',
    'NatWest, Royal Bank of Scotland, Ulster Bank',
    'Date;Type;Description;Value;Balance;Account Name;Account Number',
    DAY_FIRST,
    'Account export: day first, or with the name of the month.',
  ),
  entry(
    'gb-monzo',
    'Monzo',
    'Transaction ID;Date;Time;Type;Name;Emoji;Category;Amount;Currency;Local amount;Local currency;' +
      'Notes and #tags;Address;Receipt;Description;Category split;Money Out;Money In',
    DAY_FIRST_SIGNED,
    'Statement export: day first, payments with a minus.',
  ),
  entry(
    'gb-starling',
    'Starling Bank',
    'Date;Counter Party;Reference;Type;Amount (GBP);Balance (GBP);Spending Category;Notes',
    DAY_FIRST_SIGNED,
    'Statement export: day first, payments with a minus.',
  ),
  entry(
    'gb-starling-category',
    'Starling Bank',
    'Date;Counter Party;Reference;Type;Amount (GBP);Balance (GBP);Spending Category',
    DAY_FIRST_SIGNED,
    'Statement export before notes were added: day first, payments with a minus.',
  ),
  entry(
    'gb-starling-plain',
    'Starling Bank',
    'Date;Counter Party;Reference;Type;Amount (GBP);Balance (GBP)',
    DAY_FIRST_SIGNED,
    'Statement export before categories were added: day first, payments with a minus.',
  ),
  entry(
    'gb-amex',
    'American Express',
    'Date;Description;Amount;Extended Details;Appears On Your Statement As;Address;Town/City;Postcode;' +
      'Country;Reference;Category',
    DAY_FIRST_CARD,
    'Activity download with all details: day first, charges positive, payments negative.',
  ),
  entry(
    'gb-amex-members',
    'American Express',
    'Date;Description;Card Member;Account #;Amount;Extended Details;Appears On Your Statement As;Address;' +
      'Town/City;Postcode;Country;Reference;Category',
    DAY_FIRST_CARD,
    'Activity download with all details and card members: day first, charges positive.',
  ),
  entry(
    'ie-aib',
    'AIB',
    'Posted Account;Posted Transactions Date;Description1;Description2;Description3;Debit Amount;' +
      'Credit Amount;Balance;Posted Currency;Transaction Type;Local Currency Amount;Local Currency',
    DAY_FIRST,
    'Transaction export: day first, two columns of amounts.',
  ),
  entry(
    'ie-aib-short',
    'AIB',
    'Posted Account;Posted Transactions Date;Description1;Description2;Description3;Debit Amount;' +
      'Credit Amount;Balance;Transaction Type',
    DAY_FIRST,
    'Transaction export without local amounts: day first.',
  ),
  entry(
    'ie-aib-card',
    'AIB',
    'Posted Account;Posted Transactions Date;Description;Debit Amount;Credit Amount;Posted Currency;' +
      'Transaction Type',
    DAY_FIRST,
    'Transaction export of cards: day first.',
  ),
  entry(
    'au-westpac',
    'Westpac',
    'Bank Account;Date;Narrative;Debit Amount;Credit Amount;Balance;Categories;Serial',
    DAY_FIRST,
    'Transaction export: day first.',
  ),
  entry(
    'nz-anz',
    'ANZ New Zealand',
    'Type;Details;Particulars;Code;Reference;Amount;Date;ForeignCurrencyAmount;ConversionCharge',
    DAY_FIRST_SIGNED,
    'Transaction export: day first, payments with a minus.',
  ),
  entry(
    'nz-westpac',
    'Westpac New Zealand',
    'Date;Amount;Other Party;Description;Reference;Particulars;Analysis Code',
    DAY_FIRST_SIGNED,
    'Transaction export: day first, payments with a minus.',
  ),
  entry(
    'nz-bnz',
    'BNZ',
    'Date;Amount;Payee;Particulars;Code;Reference;Tran Type;This Party Account;Other Party Account;Serial;' +
      'Transaction Code;Batch Number;Originating Bank/Branch;Processed Date',
    DAY_FIRST_SIGNED,
    'Transaction export: day first with two digits of the year, payments with a minus.',
  ),
  entry(
    'nz-kiwibank',
    'Kiwibank',
    'Account number;Date;Memo/Description;Source Code (payment type);TP ref;TP part;TP code;OP ref;OP part;' +
      'OP code;OP name;OP Bank Account Number;Amount (credit);Amount (debit);Amount;Balance',
    DAY_FIRST,
    'Full transaction export: day first with dashes.',
  ),
  entry(
    'in-hdfc',
    'HDFC Bank',
    'Date;Narration;Chq./Ref.No.;Value Dt;Withdrawal Amt.;Deposit Amt.;Closing Balance',
    DAY_FIRST,
    'Account statement: day first with two digits of the year.',
  ),
  entry(
    'in-axis',
    'Axis Bank',
    'Tran Date;CHQNO;PARTICULARS;DR;CR;BAL;SOL',
    DAY_FIRST,
    'Account statement below a preamble: day first with dashes.',
  ),
  entry(
    'in-icici',
    'ICICI Bank',
    'S No.;Value Date;Transaction Date;Cheque Number;Transaction Remarks;Withdrawal Amount (INR );' +
      'Deposit Amount (INR );Balance (INR )',
    DAY_FIRST,
    'Account statement below a preamble: day first.',
  ),
  entry(
    'sg-ocbc',
    'OCBC',
    'Transaction date;Value date;Description;Withdrawals (SGD);Deposits (SGD)',
    DAY_FIRST,
    'Transaction history below a preamble: day first.',
  ),
]
