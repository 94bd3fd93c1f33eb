import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { accountsQuery } from '../api/queries.ts'
import { decimalOf } from '../format/minor.ts'
import { formatMoney } from '../format/money.ts'
import { accountTitle } from './account-name.tsx'
import { useCategoryName } from './category-picker.tsx'
import type { Action, Condition, Leaf } from './rule-model.ts'

type RuleWords = { condition: (condition: Condition) => string; action: (action: Action) => string }

/** Rules in words: "description contains “netflix” and money goes out", "category Streaming". */
export function useRuleWords(): RuleWords {
  const { t, i18n } = useLingui()
  const categoryName = useCategoryName()
  const { data: accounts } = useQuery(accountsQuery)

  const accountName = (id: string) => {
    const account = accounts?.find((known) => known.id === id)
    return account === undefined ? id : accountTitle(account)
  }
  const amount = (minor: string, currency: string) =>
    formatMoney({ minor, currency, decimal: decimalOf(minor, currency) }, i18n.locale)

  const text = ({ field, test, value }: Extract<Leaf, { value: string; test: unknown }>): string => {
    const what = field === 'payoree' ? t`payoree` : t`bank's text`
    if (test === 'is') return t`${what} is “${value}”`
    if (test === 'contains') return t`${what} contains “${value}”`
    return test === 'starts-with' ? t`${what} starts with “${value}”` : t`${what} matches ${value}`
  }
  const leaf = (one: Leaf): string => {
    switch (one.field) {
      case 'payoree':
      case 'description':
        return text(one)
      case 'amount': {
        const from = amount(one.minor, one.currency)
        if (one.test === 'is') return t`amount is ${from}`
        if (one.test === 'more-than') return t`amount is more than ${from}`
        if (one.test === 'less-than') return t`amount is less than ${from}`
        const to = amount(one.upToMinor ?? one.minor, one.currency)
        return t`amount is from ${from} to ${to}`
      }
      case 'account': {
        const names = one.accountIds.map(accountName).join(', ')
        return t`account is ${names}`
      }
      case 'category': {
        if (one.categoryId === null) return t`no category so far`
        const name = categoryName(one.categoryId)
        return t`category so far is ${name}`
      }
      case 'direction':
        return one.value === 'in' ? t`money comes in` : t`money goes out`
    }
  }
  const condition = (one: Condition): string => {
    if ('all' in one) return one.all.map(inner).join(` ${t`and`} `)
    if ('any' in one) return one.any.map(inner).join(` ${t`or`} `)
    return leaf(one)
  }
  const inner = (one: Condition): string => ('field' in one ? leaf(one) : `(${condition(one)})`)

  const action = (one: Action): string => {
    switch (one.set) {
      case 'payoree':
        return t`payoree ${one.name}`
      case 'category': {
        const name = categoryName(one.categoryId)
        return t`category ${name}`
      }
      case 'tag':
        return t`tag ${one.name}`
      case 'note':
        return t`note “${one.text}”`
      case 'ignored':
        return t`hide it`
      case 'transfer':
        return t`mark as a transfer`
      case 'alert':
        return t`tell me of it`
    }
  }
  return { condition, action }
}
