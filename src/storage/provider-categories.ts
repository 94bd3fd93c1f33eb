// Which code of a provider's own categories means which of ours, for all providers.
import type { ProviderCategories } from '../domain/category/category.ts'

export const PROVIDER_CATEGORIES: ProviderCategories = new Map()
