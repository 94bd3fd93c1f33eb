// Made-up counterparties of three countries, with how their names look on a bank statement. None of them is
// real.
import type { WorldCategory } from './world.ts'

export type Shop = {
  readonly name: string
  /** As the bank prints it, without the place. */
  readonly text: string
  readonly category: WorldCategory
  /** What a purchase costs, minor units, lowest and highest. */
  readonly from: number
  readonly to: number
}

const shop = (category: WorldCategory, from: number, to: number, text: string, name: string): Shop => ({
  category,
  from,
  to,
  text,
  name,
})

export const AMERICAN_SHOPS: readonly Shop[] = [
  shop('groceries', 1850, 16_400, 'NORTHGATE MARKET #118', 'Northgate Market'),
  shop('groceries', 1200, 9_800, 'GREEN BARN GROCERS', 'Green Barn Grocers'),
  shop('groceries', 900, 6_200, 'SUNFIELD CO-OP', 'Sunfield Co-op'),
  shop('groceries', 4_500, 23_000, 'HOGAN WHOLESALE CLUB 0047', 'Hogan Wholesale Club'),
  shop('coffee', 375, 1_250, 'SQ *COPPER KETTLE COFFEE', 'Copper Kettle Coffee'),
  shop('coffee', 425, 980, 'TST* THIRD MOON ESPRESSO', 'Third Moon Espresso'),
  shop('coffee', 550, 1_800, 'JUNIPER & RYE BAKERY', 'Juniper & Rye Bakery'),
  shop('restaurant', 1_400, 6_800, 'TST* LUPINE KITCHEN', 'Lupine Kitchen'),
  shop('restaurant', 1_150, 4_200, 'PAPER LANTERN NOODLES', 'Paper Lantern Noodles'),
  shop('restaurant', 2_200, 9_600, 'THE DRIFTWOOD TABLE', 'The Driftwood Table'),
  shop('restaurant', 980, 2_350, 'SQ *TACO ORILLA', 'Taco Orilla'),
  shop('fuel', 2_850, 6_900, 'RIDGELINE FUEL 2206', 'Ridgeline Fuel'),
  shop('transport', 250, 275, 'METROLOOP TRANSIT TAP', 'Metroloop Transit'),
  shop('transport', 890, 3_400, 'SKIFFCAR *TRIP HELP.SKIFFCAR', 'Skiffcar'),
  shop('shopping', 1_299, 14_900, 'PARCELWAY MKTPL*2K41', 'Parcelway'),
  shop('shopping', 1_800, 9_900, 'HEARTHSIDE HOME 0931', 'Hearthside Home'),
  shop('shopping', 2_400, 12_500, 'FOLD & FETTLE CLOTHING', 'Fold & Fettle'),
  shop('shopping', 899, 4_600, 'PAGE TURNER BOOKS', 'Page Turner Books'),
  shop('entertainment', 1_450, 4_900, 'ORPHEUM SCREENS', 'Orpheum Screens'),
  shop('health', 800, 5_400, 'WILLOW PHARMACY #52', 'Willow Pharmacy'),
  shop('health', 3_000, 4_500, 'BRIGHTSIDE DENTAL COPAY', 'Brightside Dental'),
]

export const BRITISH_SHOPS: readonly Shop[] = [
  shop('groceries', 900, 8_400, 'BRAMBLE & OAK STORES', 'Bramble & Oak'),
  shop('groceries', 450, 3_900, 'HALFPENNY LOCAL', 'Halfpenny Local'),
  shop('coffee', 310, 890, 'THE TIN WHISTLE CAFE', 'The Tin Whistle'),
  shop('restaurant', 1_400, 5_600, 'SALT & SAFFRON', 'Salt & Saffron'),
  shop('restaurant', 980, 4_100, 'THE MILLER S DAUGHTER', "The Miller's Daughter"),
  shop('transport', 280, 1_520, 'CITYHOP TRAVEL CH', 'Cityhop'),
  shop('transport', 1_850, 9_400, 'PENNINE RAIL TICKETS', 'Pennine Rail'),
  shop('shopping', 1_200, 8_900, 'ALDERMAN & PRICE', 'Alderman & Price'),
  shop('entertainment', 950, 3_200, 'ROXBURY PICTUREHOUSE', 'Roxbury Picturehouse'),
  shop('health', 480, 2_600, 'KINGFISHER CHEMIST', 'Kingfisher Chemist'),
]

export const EURO_SHOPS: readonly Shop[] = [
  shop('groceries', 800, 9_200, 'SONNENKORB MARKT FIL. 204', 'Sonnenkorb Markt'),
  shop('groceries', 350, 2_800, 'BÄCKEREI MORGENROT', 'Bäckerei Morgenrot'),
  shop('coffee', 290, 840, 'CAFÉ ZUR ALTEN POST', 'Café zur Alten Post'),
  shop('restaurant', 1_300, 5_400, 'GASTHAUS LINDENHOF', 'Gasthaus Lindenhof'),
  shop('restaurant', 950, 3_600, 'TRATTORIA DA NONNA PIA', 'Trattoria da Nonna Pia'),
  shop('transport', 320, 880, 'STADTNETZ VERKEHR', 'Stadtnetz'),
  shop('fuel', 3_200, 8_400, 'TANKHOF NORD', 'Tankhof Nord'),
  shop('shopping', 1_500, 11_000, 'KAUFHAUS STERNBERG', 'Kaufhaus Sternberg'),
  shop('health', 450, 3_100, 'ROSEN-APOTHEKE', 'Rosen-Apotheke'),
]
