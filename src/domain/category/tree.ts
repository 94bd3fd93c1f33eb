// Tributary's own categories. Codes are stored and never change; names are shown and may.

export type CategoryKind = 'income' | 'expense' | 'transfer'

/** One category; `parent` is null at the top. */
export type Category = {
  readonly code: CategoryCode
  readonly name: string
  readonly parent: CategoryCode | null
  readonly kind: CategoryKind
}

type Branch = { readonly name: string; readonly kind: CategoryKind; readonly leaves: Readonly<Record<string, string>> }

const TREE = {
  income: {
    name: 'Income',
    kind: 'income',
    leaves: {
      salary: 'Salary',
      interest: 'Interest',
      dividends: 'Dividends',
      pension: 'Pension',
      benefits: 'Benefits',
      tax_refund: 'Tax refund',
      rent: 'Rent received',
      business: 'Business',
      other: 'Other income',
    },
  },
  food: {
    name: 'Food and drink',
    kind: 'expense',
    leaves: {
      groceries: 'Groceries',
      convenience: 'Convenience stores',
      restaurants: 'Restaurants',
      fast_food: 'Fast food',
      delivery: 'Food delivery',
      coffee: 'Coffee and bakery',
      bars: 'Bars',
      alcohol: 'Wine and liquor',
    },
  },
  shopping: {
    name: 'Shopping',
    kind: 'expense',
    leaves: {
      general: 'General shopping',
      clothing: 'Clothing and shoes',
      electronics: 'Electronics',
      books: 'Books and news',
      hobbies: 'Hobbies and toys',
      sports: 'Sports equipment',
      gifts: 'Gifts and flowers',
      office: 'Office supplies',
      tobacco: 'Tobacco',
    },
  },
  home: {
    name: 'Home',
    kind: 'expense',
    leaves: {
      rent: 'Rent',
      mortgage: 'Mortgage',
      furniture: 'Furniture and household',
      improvement: 'Hardware and garden',
      maintenance: 'Repairs and cleaning',
      storage: 'Storage and moving',
    },
  },
  utilities: {
    name: 'Utilities',
    kind: 'expense',
    leaves: {
      energy: 'Electricity and gas',
      water: 'Water',
      waste: 'Waste',
      phone: 'Phone',
      internet: 'Internet and television',
      other: 'Other utilities',
    },
  },
  transport: {
    name: 'Transport',
    kind: 'expense',
    leaves: {
      fuel: 'Fuel',
      charging: 'Vehicle charging',
      transit: 'Public transport',
      taxi: 'Taxi and ride hailing',
      parking: 'Parking',
      tolls: 'Tolls',
      car: 'Car repair and parts',
      bikes: 'Bikes and scooters',
    },
  },
  travel: {
    name: 'Travel',
    kind: 'expense',
    leaves: {
      flights: 'Flights',
      lodging: 'Lodging',
      car_rental: 'Car rental',
      other: 'Other travel',
    },
  },
  entertainment: {
    name: 'Entertainment',
    kind: 'expense',
    leaves: {
      streaming: 'Film and music streaming',
      games: 'Games',
      cinema: 'Cinema',
      events: 'Events and attractions',
      gambling: 'Gambling',
      other: 'Other entertainment',
    },
  },
  subscriptions: {
    name: 'Subscriptions',
    kind: 'expense',
    leaves: {
      software: 'Software and cloud',
      news: 'Newspapers and magazines',
      membership: 'Memberships',
    },
  },
  health: {
    name: 'Health',
    kind: 'expense',
    leaves: {
      pharmacy: 'Pharmacy',
      doctor: 'Doctor and hospital',
      dentist: 'Dentist',
      eyes: 'Eye care',
      fitness: 'Fitness',
    },
  },
  personal: {
    name: 'Personal care',
    kind: 'expense',
    leaves: {
      beauty: 'Hair and beauty',
      laundry: 'Laundry',
    },
  },
  family: {
    name: 'Family',
    kind: 'expense',
    leaves: {
      childcare: 'Childcare',
      education: 'Education',
      pets: 'Pets and vet',
    },
  },
  giving: {
    name: 'Gifts and donations',
    kind: 'expense',
    leaves: { donations: 'Donations' },
  },
  finance: {
    name: 'Fees, taxes, insurance',
    kind: 'expense',
    leaves: {
      fees: 'Bank fees',
      interest: 'Interest paid',
      insurance: 'Insurance',
      taxes: 'Taxes and authorities',
      loans: 'Loan payments',
      professional: 'Legal, tax and other services',
    },
  },
  transfer: {
    name: 'Transfers',
    kind: 'transfer',
    leaves: {
      own: 'Between own accounts',
      person: 'To and from people',
      cash: 'Cash',
      card: 'Card payment',
      savings: 'Savings',
      investment: 'Investments',
      loan: 'Loan paid out',
    },
  },
} as const satisfies Record<string, Branch>

type Tree = typeof TREE
/** `food`, `food.groceries`. */
export type CategoryCode = { [Top in keyof Tree]: Top | `${Top}.${keyof Tree[Top]['leaves'] & string}` }[keyof Tree]

/** A category of the tree, or one that the owner made. */
export type CategoryRef = CategoryCode | (string & {})

/** All categories, each parent before its children, in the order in which they are shown. */
export const CATEGORIES: readonly Category[] = Object.entries<Branch>(TREE).flatMap(([top, branch]) => [
  { code: top as CategoryCode, name: branch.name, parent: null, kind: branch.kind },
  ...Object.entries(branch.leaves).map(([leaf, name]) => ({
    code: `${top}.${leaf}` as CategoryCode,
    name,
    parent: top as CategoryCode,
    kind: branch.kind,
  })),
])

const BY_CODE: ReadonlyMap<string, Category> = new Map(CATEGORIES.map((category) => [category.code, category]))

export const categoryOf = (code: string): Category | null => BY_CODE.get(code) ?? null

export const isCategoryCode = (code: string): code is CategoryCode => BY_CODE.has(code)
