// The category column of a bank's or another program's file.
import { foldText } from '../payoree/fold.ts'
import type { Direction } from '../payoree/payoree.ts'
import { matchWords } from './match-words.ts'
import { CATEGORIES, type CategoryCode, isCategoryCode } from './tree.ts'

/** What columns say beside our own names, folded; phrases divided by commas. */
const NAMES: Readonly<Partial<Record<CategoryCode, string>>> = {
  food: 'food drink, food dining, food and dining, eating, lebensmittel und gastronomie, alimentation et restaurants',
  'food.groceries': 'groceries, food groceries, supermarkets, lebensmittel, courses, supermarche, supermercado, spesa, boodschappen, zakupy spozywcze, food shopping',
  'food.restaurants': 'dining, dining out, eating out, restaurants, restaurants bars, bars restaurants, gastronomie, restaurant, essen gehen, restaurants et bars, uit eten, restauracje',
  'food.coffee': 'coffee shops, coffee, cafes',
  'food.fast_food': 'fast food, takeaways, takeaway',
  shopping: 'shopping, merchandise, general, retail, einkaufen, achats, compras, acquisti, winkelen, zakupy',
  'shopping.clothing': 'clothing, clothes, apparel, kleidung, mode, vetements, ropa, abbigliamento, kleding, ubrania',
  'shopping.electronics': 'electronics, electronics software, elektronik, electronique',
  home: 'home, housing, household, wohnen, haushalt, logement, maison, hogar, casa, wonen, dom',
  'home.rent': 'rent, mortgage rent, miete, loyer, alquiler, affitto, huur, czynsz',
  'home.improvement': 'home improvement, diy, garden',
  utilities: 'utilities, bills, bills utilities, bills and utilities, nebenkosten, factures, facturas, bollette, rachunki, household bills',
  'utilities.phone': 'phone, mobile phone, telephone, telefon, cell phone',
  'utilities.internet': 'internet, cable, tv internet, internet cable',
  transport: 'transport, transportation, auto transport, auto and transport, travel transport, verkehr, mobilitat, transports, transporte, trasporti, vervoer',
  'transport.fuel': 'fuel, gas, gas fuel, gasoline, petrol, tanken, carburant, gasolina, carburante, brandstof, paliwo, gas automotive',
  'transport.transit': 'public transportation, public transport, public transit, nahverkehr, transports en commun, openbaar vervoer',
  'transport.car': 'car, auto, automotive, vehicle, kfz, voiture, coche, auto maintenance',
  travel: 'travel, holidays, vacation, reisen, urlaub, voyages, viajes, viaggi, reizen, podroze, travel entertainment',
  'travel.flights': 'air travel, flights, airfare, airline',
  'travel.lodging': 'hotel, hotels, lodging, accommodation',
  entertainment: 'entertainment, leisure, freizeit, unterhaltung, loisirs, ocio, svago, tempo libero, vrije tijd, rozrywka, fun',
  subscriptions: 'subscriptions, subscription, abos, abonnements, suscripciones, abbonamenti, abonnementen',
  health: 'health, healthcare, medical, health wellness, health and fitness, health fitness, gesundheit, sante, salud, salute, gezondheid, zdrowie, health care',
  'health.pharmacy': 'pharmacy, apotheke, pharmacie, farmacia',
  'health.fitness': 'gym, fitness, sports, sport',
  personal: 'personal care, beauty, personal, korperpflege',
  family: 'family, kids, children, familie, kinder, enfants',
  'family.education': 'education, bildung, formation, educacion, istruzione, onderwijs, edukacja, training',
  'family.pets': 'pets, haustiere, animaux, mascotas',
  'finance.insurance': 'insurance, versicherung, versicherungen, assurances, seguros, assicurazioni, verzekeringen, ubezpieczenia',
  'finance.fees': 'fees, fees charges, bank fees, bank charges, gebuhren, frais bancaires, comisiones, commissioni, oplaty, fees adjustments',
  'finance.taxes': 'taxes, tax, steuern, impots, impuestos, tasse, belastingen, podatki',
  'finance.interest': 'interest charge, finance charge',
  'finance.loans': 'loans, loan, loan payments, kredite',
  'finance.professional': 'professional services',
  giving: 'gifts donations, gifts and donations, charity, charitable giving, spenden, dons, cadeaux, geschenke',
  income: 'income, einnahmen, einkommen, revenus, ingresos, entrate, inkomsten, przychody, deposits, deposit',
  'income.salary': 'salary, paycheck, wages, payroll, paychecks, gehalt, lohn, salaire, nomina, stipendio, salaris, wynagrodzenie',
  'income.interest': 'interest income, zinsen, interets, intereses',
  'income.tax_refund': 'tax refund',
  transfer: 'transfer, transfers, internal transfer, umbuchung, umbuchungen, virements, transferencias, trasferimenti, overboekingen, przelewy',
  'transfer.cash': 'cash, atm, cash atm, bargeld, especes, efectivo, contanti, cash withdrawal, cash withdrawals',
  'transfer.card': 'credit card payment, credit card payments, payment, payments',
  'transfer.savings': 'savings, sparen, epargne, ahorro, risparmio',
  'transfer.investment': 'investments, investment, investing, investitionen',
}

const BY_NAME: ReadonlyMap<string, CategoryCode> = new Map([
  ...CATEGORIES.map(({ code, name }): [string, CategoryCode] => [foldText(name), code]),
  ...Object.entries(NAMES).flatMap(([code, names]) =>
    names.split(', ').flatMap((name): [string, CategoryCode][] => (isCategoryCode(code) ? [[name, code]] : [])),
  ),
])

/** A column may hold a path: its last part says most. */
const PATH = /\s*[:>|/\\]\s*/u

/** What a file's own category means, or null where it is nobody's word. */
export function categoryOfColumn(text: string, direction: Direction): CategoryCode | null {
  const whole = BY_NAME.get(foldText(text))
  if (whole !== undefined) return whole
  const parts = text.split(PATH).filter((part) => part !== '').toReversed()
  const named = parts.map((part) => BY_NAME.get(foldText(part))).find((code) => code !== undefined)
  return named ?? matchWords(text, direction)?.category ?? null
}
