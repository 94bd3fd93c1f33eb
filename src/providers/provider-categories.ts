// What every provider's categories mean in ours; passed to whoever sorts movements.
import type { ProviderCategories } from '../domain/category/category.ts'
import { finicityCategories } from './finicity/categories.ts'
import { plaidCategories } from './plaid/categories.ts'
import { yodleeCategories } from './yodlee/categories.ts'

export const PROVIDER_CATEGORIES: ProviderCategories = new Map([
  ...plaidCategories,
  ...yodleeCategories,
  ...finicityCategories,
])
