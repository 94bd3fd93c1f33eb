// The pages of Hosted Link: plain forms, no script, readable and keyboard-friendly as they are.
import { formatDecimal, money } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import { bookedMinor } from '../../world/truth.ts'
import type { World } from '../../world/world.ts'
import { asOfIn, worldOf } from './bank.ts'
import type { Bank } from './bank.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { accountsOffered } from './link-tokens.ts'
import type { LinkState } from './state.ts'

/** Where forms and styles are, as paths of this origin. */
export type Paths = { readonly style: string; readonly link: string }

export function choosePage(bank: Bank, link: LinkState, paths: Paths): Html {
  const countries = link.request.countryCodes
  const worlds = bank.worlds.filter(({ institution }) => countries.includes(institution.country))
  const choices = worlds.map(
    ({ institution }, at) =>
      html` <label class="choice">
        <input
          type="radio"
          name="institution"
          value="${institution.id}"
          required${at === 0 ? html` checked` : null}
        />
        <span>${institution.name}</span>
      </label>`,
  )
  const body =
    worlds.length === 0
      ? html`<p>No demo bank plays in ${countries.join(', ')}.</p>`
      : html` <form method="post" action="${paths.link}/institution">
          <fieldset>
            <legend>Demo banks</legend>
            ${choices}
          </fieldset>
          <button>Continue</button>
        </form>`
  return sheet(paths, { title: 'Choose your bank', step: 1, app: link.request.clientName }, body)
}

export function signInPage(world: World, link: LinkState, paths: Paths): Html {
  const { name } = world.institution
  return sheet(
    paths,
    { title: `Sign in to ${name}`, step: 2, app: link.request.clientName },
    html` <p class="quiet">Anything is right here, an empty password too.</p>
      <form method="post" action="${paths.link}/sign-in">
        <label class="field"
          >Made-up user name <input name="user" value="user_good" autocomplete="off" spellcheck="false"
        /></label>
        <label class="field"
          >Made-up password <input name="pass" value="pass_good" autocomplete="off" spellcheck="false"
        /></label>
        <button>Sign in to ${name}</button>
      </form>`,
  )
}

/** `chosen`: keys of ticked accounts, null for all. `isEmpty`: the person shared none, which is no choice. */
type AccountsAsked = {
  readonly worldKey: string
  readonly chosen: readonly string[] | null
  readonly isEmpty: boolean
}

export function accountsPage(
  bank: Bank,
  link: LinkState,
  paths: Paths,
  { worldKey, chosen, isEmpty }: AccountsAsked,
): Html {
  const world = worldOf(bank, worldKey)
  const choices = accountsOffered(bank, worldKey).map((account) => {
    const isChosen = chosen === null || chosen.includes(account.key)
    const balance = money(bookedMinor(world, account, asOfIn(bank, world)), account.currency)
    return html` <label class="choice">
      <input type="checkbox" name="account" value="${account.key}" ${isChosen ? html` checked` : null} />
      <span>${account.name}</span>
      <span class="amount">${showMoney(balance)}</span>
      <small>${account.kind.replace('-', ' ')} ending in ${account.mask}</small>
    </label>`
  })
  const alarm = isEmpty
    ? html`<p class="alarm" id="alarm" role="alert">
        Choose at least one account, or leave without sharing.
      </p>`
    : null
  return sheet(
    paths,
    { title: 'Choose what to share', step: 3, app: link.request.clientName },
    html`
      <p class="quiet">${link.request.clientName} will see names, balances and transactions of these
        accounts. It can't move money.</p>
      ${alarm}
      <form method="post" action="${paths.link}/accounts">
        <fieldset${isEmpty ? html` aria-describedby="alarm"` : null}>
          <legend>Accounts at ${world.institution.name}</legend>${choices}
        </fieldset>
        <button>Share these accounts</button>
      </form>`,
  )
}

/** As people write it: `$1,204.50`. The formatter takes decimal text, so no digit is lost. */
const showMoney = (amount: Money): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency: amount.currency }).format(
    formatDecimal(amount) as Intl.StringNumericLiteral,
  )

/** The end of a link that names no place to go back to, or that can't go on. */
export function endPage(paths: Paths, title: string, text: string): Html {
  return frame(
    paths,
    title,
    html`<div class="sheet">
      <h1>${title}</h1>
      <p>${text}</p>
    </div>`,
  )
}

type SheetWords = { readonly title: string; readonly step: number; readonly app: string }

function sheet(paths: Paths, { title, step, app }: SheetWords, body: Html): Html {
  return frame(
    paths,
    title,
    html` <div class="sheet">
      <p class="step">Connecting to ${app}, step ${step} of 3</p>
      <h1>${title}</h1>
      ${body}
      <form method="post" action="${paths.link}/exit">
        <button class="second">Leave without connecting</button>
      </form>
    </div>`,
  )
}

const frame = (paths: Paths, title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} (demo bank)</title>
        <link rel="stylesheet" href="${paths.style}" />
      </head>
      <body>
        <main>
          <p class="note">
            <strong>This is a demo bank.</strong> Everything in it is made up. Don't type a real password.
          </p>
          ${body}
        </main>
      </body>
    </html> `
