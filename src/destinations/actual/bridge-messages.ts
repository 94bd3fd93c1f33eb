// What Tributary and the process that holds Actual's client say to each other. Plain values only: they are copied.

/** Where the budget is. The passwords go to the process in a message, so that no list of processes shows them. */
export type OpenWish = {
  /** Empty folder for the copy of the budget. */
  readonly folder: string
  readonly address: string
  readonly password: string
  /** Name or sync id; empty where there is only one. */
  readonly budget: string
  readonly encryptionPassword: string
}

/** The budget's own currency as its settings name it; null where they name none. */
export type OpenedBudget = { readonly currency: string | null }

export type BudgetAccount = { readonly id: string; readonly name: string; readonly isClosed: boolean }
export type BudgetCategory = { readonly id: string; readonly name: string }

/** A transaction of the budget with the names that its ids stand for. */
export type BudgetRow = {
  readonly id: string
  readonly accountId: string
  readonly date: string
  /** Integer of the budget's decimals, money in is positive. */
  readonly amount: number
  readonly payeeName: string | null
  readonly bankText: string
  readonly notes: string
  readonly importId: string | null
  readonly categoryId: string | null
  readonly categoryName: string | null
  readonly isCleared: boolean
  readonly isReconciled: boolean
  readonly isSplit: boolean
}

/** Fields of a transaction to write; those that are left out stay as they are. */
export type BudgetFields = {
  readonly date?: string
  readonly amount?: number
  /** Made where there is no payee of this name. */
  readonly payeeName?: string | null
  readonly bankText?: string
  readonly notes?: string
  readonly categoryId?: string | null
  readonly isCleared?: boolean
}

export type NewRow = { readonly importId: string; readonly fields: BudgetFields }
/** `row` is null where a rule of the budget removed it at once. */
export type MadeRow = { readonly importId: string; readonly wasThere: boolean; readonly row: BudgetRow | null }
export type ChangedRow = { readonly row: BudgetRow } | { readonly problem: 'gone' | 'split' }

/** Each call with what it takes and what it gives. */
export type BridgeCalls = {
  open: { takes: OpenWish; gives: OpenedBudget }
  listAccounts: { takes: null; gives: readonly BudgetAccount[] }
  listCategories: { takes: null; gives: readonly BudgetCategory[] }
  read: {
    takes: {
      readonly accountId: string
      readonly fromOn: string
      readonly toOn: string
      readonly ids: readonly string[]
    }
    gives: readonly BudgetRow[]
  }
  /** `isExact`: the fields stand as they are, whatever the budget's rules made of them. */
  create: {
    takes: { readonly accountId: string; readonly rows: readonly NewRow[]; readonly isExact: boolean }
    gives: readonly MadeRow[]
  }
  change: {
    takes: { readonly rows: readonly { readonly id: string; readonly fields: BudgetFields }[] }
    gives: readonly ChangedRow[]
  }
  remove: { takes: { readonly ids: readonly string[] }; gives: null }
}

export type CallName = keyof BridgeCalls

export type CallMessage = { readonly id: number; readonly name: CallName; readonly takes: unknown }
export type AnswerMessage =
  | { readonly id: number; readonly gives: unknown }
  /** `code` is a word of Actual's client or of `budget.ts`; `names` are budgets to choose from. */
  | { readonly id: number; readonly code: string; readonly names: readonly string[] }
