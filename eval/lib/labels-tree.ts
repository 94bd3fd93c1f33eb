// The category tree of a table of labels, and what ours mean in it.
import { type CategoryCode, categoryOf } from '../../src/domain/category/tree.ts'

export type LabelTree = {
  /** The names that our category may have there, most precise first. */
  namesOf(category: string): readonly string[]
}

/**
 * What others call our categories, most precise first; where a tree has none of these names, the parent's are tried,
 * and where it has none of those either, our category has no place in it.
 */
const NAMES: Readonly<Partial<Record<CategoryCode, string>>> = {
  income: 'Income',
  'income.salary': 'Salary|Wages|Paycheck',
  'income.interest': 'Interest|Interest Income',
  'income.dividends': 'Dividends',
  food: 'Food & Drink|Food|Food & Dining',
  'food.groceries': 'Groceries',
  'food.convenience': 'Convenience|Convenience Stores|Groceries',
  'food.restaurants': 'Restaurants|Dining|Restaurants & Bars',
  'food.fast_food': 'Fast Food|Restaurants|Dining',
  'food.delivery': 'Food Delivery|Restaurants|Dining',
  'food.coffee': 'Coffee Shops|Coffee|Cafes',
  'food.bars': 'Bars|Alcohol & Bars|Restaurants',
  'food.alcohol': 'Alcohol|Alcohol & Bars',
  shopping: 'Shopping|General Merchandise',
  'shopping.clothing': 'Clothing',
  'shopping.electronics': 'Electronics',
  'shopping.gifts': 'Gifts|Shopping',
  home: 'Housing|Home|Household',
  'home.rent': 'Rent',
  'home.mortgage': 'Mortgage',
  'home.furniture': 'Furniture|Home Furnishing|Shopping',
  'home.improvement': 'Home Improvement|Shopping',
  utilities: 'Utilities|Bills & Utilities',
  'utilities.phone': 'Phone|Mobile Phone',
  'utilities.internet': 'Internet',
  transport: 'Transportation|Transport|Auto & Transport',
  'transport.fuel': 'Gas & Fuel|Gas|Fuel',
  'transport.transit': 'Public Transit|Public Transportation',
  'transport.taxi': 'Rideshare|Taxi',
  travel: 'Travel',
  'travel.flights': 'Flights|Air Travel',
  'travel.lodging': 'Hotels|Lodging|Hotel',
  'travel.car_rental': 'Car Rental|Rental Car',
  entertainment: 'Entertainment',
  'entertainment.streaming': 'Streaming Services|Streaming|Subscriptions',
  subscriptions: 'Subscriptions',
  health: 'Health & Wellness|Health|Medical|Healthcare',
  'health.pharmacy': 'Pharmacy',
  'health.fitness': 'Gym & Fitness|Gym|Fitness',
  personal: 'Personal Care',
  family: 'Family|Kids',
  giving: 'Gifts & Donations|Charity|Donations',
  finance: 'Financial|Fees, taxes, insurance',
  'finance.fees': 'Fees|Bank Fees|Fees & Charges',
  'finance.insurance': 'Insurance',
  'finance.taxes': 'Taxes|Tax',
  'finance.loans': 'Loan Payments|Loans',
}

/** Reads a tree as a list of named categories; null stands for the names above alone. */
export function labelTree(text: string | null): LabelTree {
  const names = text === null ? null : new Set((JSON.parse(text) as { name: string }[]).map(({ name }) => name))
  const known = (list: string | undefined): readonly string[] =>
    (list ?? '').split('|').filter((name) => name !== '' && (names === null || names.has(name)))
  return {
    namesOf(category) {
      const own = categoryOf(category)
      if (own === null) return []
      return [...known(NAMES[own.code]), ...(own.parent === null ? [] : known(NAMES[own.parent]))]
    },
  }
}
