// What OpenStreetMap calls a place, as a category. Kinds that nobody pays at are left out.
import { type CategoryCode, isCategoryCode } from './tree.ts'

const KINDS: Readonly<Partial<Record<CategoryCode, string>>> = {
  'food.groceries':
    'shop/supermarket shop/greengrocer shop/butcher shop/frozen_food shop/health_food shop/dairy shop/deli shop/cheese ' +
    'shop/seafood shop/wholesale shop/food shop/spices shop/nuts shop/beverages shop/farm shop/tea shop/confectionery shop/chocolate ' +
    'shop/grocery',
  'food.convenience': 'shop/convenience shop/kiosk',
  'food.restaurants': 'amenity/restaurant amenity/food_court',
  'food.fast_food': 'amenity/fast_food',
  'food.coffee': 'amenity/cafe amenity/ice_cream shop/bakery shop/pastry shop/coffee',
  'food.bars': 'amenity/bar amenity/pub amenity/biergarten amenity/nightclub amenity/karaoke_box',
  'food.alcohol': 'shop/alcohol shop/wine',
  'shopping.general':
    'shop/department_store shop/variety_store shop/mall shop/general shop/country_store shop/catalogue shop/second_hand ' +
    'shop/charity shop/outpost shop/pawnbroker',
  'shopping.clothing':
    'shop/clothes shop/shoes shop/fashion_accessories shop/bag shop/jewelry shop/watches shop/leather shop/tailor ' +
    'shop/fabric shop/fashion shop/boutique',
  'shopping.electronics':
    'shop/electronics shop/mobile_phone shop/computer shop/hifi shop/camera shop/mobile_phone_accessories shop/appliance ' +
    'shop/printer_ink shop/vacuum_cleaner',
  'shopping.books': 'shop/books shop/newsagent',
  'shopping.hobbies':
    'shop/toys shop/craft shop/musical_instrument shop/model shop/games shop/music shop/video shop/anime shop/art ' +
    'shop/photo shop/party shop/fishing shop/hunting shop/baby_goods',
  'shopping.sports': 'shop/sports shop/outdoor shop/bicycle shop/golf shop/swimming_pool',
  'shopping.gifts': 'shop/gift shop/florist shop/candles',
  'shopping.office': 'shop/stationery shop/copyshop amenity/post_office',
  'shopping.tobacco': 'shop/tobacco shop/e-cigarette',
  'home.furniture':
    'shop/furniture shop/houseware shop/bed shop/kitchen shop/interior_decoration shop/household_linen shop/lighting ' +
    'shop/carpet shop/curtain shop/window_blind',
  'home.improvement':
    'shop/doityourself shop/hardware shop/trade shop/paint shop/garden_centre shop/flooring shop/tiles shop/electrical ' +
    'shop/bathroom_furnishing shop/tool_hire shop/power_tools shop/doors shop/agrarian shop/fireplace',
  'home.maintenance': 'craft/plumber craft/electrician craft/cleaning shop/pest_control shop/locksmith office/security',
  'home.storage': 'shop/storage_rental office/moving_company',
  'utilities.energy': 'shop/gas office/energy_supplier',
  'utilities.water': 'office/water_utility',
  'utilities.phone': 'shop/telecommunication office/telecommunication',
  'transport.fuel': 'amenity/fuel',
  'transport.charging': 'amenity/charging_station',
  'transport.parking': 'amenity/parking',
  'transport.taxi': 'amenity/taxi',
  'transport.bikes': 'amenity/bicycle_rental',
  'transport.car':
    'shop/car_repair shop/car shop/car_parts shop/tyres shop/motorcycle amenity/car_wash amenity/vehicle_inspection ' +
    'shop/motorcycle_repair',
  'travel.lodging': 'tourism/hotel tourism/hostel tourism/motel tourism/guest_house tourism/camp_site tourism/caravan_site',
  'travel.car_rental': 'amenity/car_rental amenity/car_sharing',
  'travel.other': 'shop/travel_agency',
  'entertainment.cinema': 'amenity/cinema',
  'entertainment.games': 'shop/video_games leisure/amusement_arcade leisure/adult_gaming_centre',
  'entertainment.events':
    'tourism/theme_park leisure/bowling_alley leisure/trampoline_park leisure/escape_game leisure/indoor_play ' +
    'leisure/miniature_golf tourism/zoo tourism/museum amenity/theatre shop/ticket',
  'entertainment.gambling': 'shop/bookmaker shop/lottery amenity/casino amenity/gambling',
  'health.pharmacy': 'amenity/pharmacy shop/nutrition_supplements shop/herbalist',
  'health.doctor':
    'amenity/clinic amenity/doctors amenity/hospital healthcare/laboratory healthcare/physiotherapist shop/hearing_aids ' +
    'shop/medical_supply healthcare/audiologist',
  'health.dentist': 'amenity/dentist',
  'health.eyes': 'shop/optician',
  'health.fitness': 'leisure/fitness_centre leisure/sports_centre leisure/dance',
  'personal.beauty':
    'shop/hairdresser shop/beauty shop/cosmetics shop/perfumery shop/chemist shop/massage shop/tattoo shop/hairdresser_supply',
  'personal.laundry': 'shop/dry_cleaning shop/laundry',
  'family.pets': 'shop/pet amenity/veterinary shop/pet_grooming',
  'family.childcare': 'amenity/kindergarten amenity/childcare',
  'family.education':
    'amenity/language_school amenity/prep_school amenity/driving_school amenity/university amenity/college ' +
    'amenity/music_school amenity/training',
  'finance.insurance': 'office/insurance',
  'finance.professional': 'office/tax_advisor office/lawyer office/financial_advisor office/accountant',
}

const BY_KIND: ReadonlyMap<string, CategoryCode> = new Map(
  Object.entries(KINDS).flatMap(([code, kinds]) =>
    kinds.split(' ').flatMap((kind): [string, CategoryCode][] => (isCategoryCode(code) ? [[kind, code]] : [])),
  ),
)

const OWN = 'category/'

/** The category of a brand's kind (`shop/supermarket`, or `category/<code>` of our own), or null. */
export function categoryOfKind(kind: string): CategoryCode | null {
  if (!kind.startsWith(OWN)) return BY_KIND.get(kind) ?? null
  const code = kind.slice(OWN.length)
  return isCategoryCode(code) ? code : null
}
