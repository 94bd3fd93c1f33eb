// Yodlee's transaction categories, by their names, as ours. Names that say nothing of a purpose are left out.
import { type CategoryCode, isCategoryCode } from '../../domain/category/tree.ts'

const NAMES: Readonly<Partial<Record<CategoryCode, string>>> = {
  'transport.fuel': 'Automotive/Fuel',
  'utilities.internet': 'Cable/Satellite/Telecom',
  'giving.donations': 'Charitable Giving',
  'shopping.clothing': 'Clothing/Shoes',
  'family.education': 'Education',
  'shopping.general': 'Electronics/General Merchandise|General Merchandise',
  'shopping.electronics': 'Electronics',
  'entertainment.other': 'Entertainment/Recreation|Entertainment',
  'shopping.gifts': 'Gifts',
  'food.groceries': 'Groceries',
  'health.doctor': 'Healthcare/Medical',
  'home.improvement': 'Home Improvement',
  'home.maintenance': 'Home Maintenance',
  'finance.insurance': 'Insurance',
  'finance.loans': 'Loans',
  'home.mortgage': 'Mortgage|Mortgages',
  'shopping.office': 'Office Expenses|Office Supplies|Postage/Shipping|Postage and Shipping',
  'family.pets': 'Pets/Pet Care',
  'personal.beauty': 'Personal Care',
  'home.rent': 'Rent',
  'food.restaurants': 'Restaurants|Restaurants/Dining',
  'finance.fees': 'Service Charges/Fees|Service Charges & Fees',
  'finance.taxes': 'Taxes',
  travel: 'Travel',
  'utilities.phone': 'Telephone Services',
  utilities: 'Utilities',
  'subscriptions.membership': 'Subscriptions/Renewals|Subscriptions|Dues & Subscriptions',
  'finance.professional': 'Legal/Accounting|Consulting',
  'shopping.hobbies': 'Hobbies',
  'family.childcare': 'Child/Dependent Expenses',
  'transfer.cash': 'ATM/Cash Withdrawals|Cash Withdrawal',
  'transfer.card': 'Credit Card Payments',
  'transfer.savings': 'Savings',
  'transfer.investment': 'Securities Trades|Retirement Contributions|Investments',
  transfer: 'Transfers',
  'income.salary': 'Paychecks/Salary|Salary/Regular Income|Wages Paid',
  'income.interest': 'Interest Income|Interest',
  'income.dividends': 'Dividends & Cap Gains',
  'income.pension': 'Investment/Retirement Income|Retirement Income',
  'income.business': 'Sales/Services Income|Services Income',
  'income.other': 'Other Income',
}

/** By the scheme of a record's category. */
export const yodleeCategories: ReadonlyMap<string, ReadonlyMap<string, CategoryCode>> = new Map([
  [
    'yodlee',
    new Map(
      Object.entries(NAMES).flatMap(([category, names]) =>
        names.split('|').flatMap((name): [string, CategoryCode][] => (isCategoryCode(category) ? [[name, category]] : [])),
      ),
    ),
  ],
])
