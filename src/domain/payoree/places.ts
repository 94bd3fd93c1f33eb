// Places that end a bank's text. Only names that are hardly a business's own.

/** States of the United States and provinces of Canada and Australia, as card networks write them. */
export const STATES: ReadonlySet<string> = new Set(
  (
    'al ak az ar ca co ct dc de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or ' +
    'pa ri sc sd tn tx ut vt va wa wv wi wy pr ab bc mb nb nl ns on pe qc sk nsw vic qld act tas'
  ).split(' '),
)

/** Countries as codes of two or three letters and by name. */
export const COUNTRIES: ReadonlySet<string> = new Set(
  (
    'us usa gb gbr uk de deu ger fr fra es esp it ita nl nld be bel at aut ch che pl pol pt prt se swe no nor dk dnk ' +
    'fi fin ie irl lu lux cz cze sk svk hu hun ro rou gr grc bg bgr hr hrv si svn ee est lv lva lt ltu mt mlt cy cyp ' +
    'is isl ca can mx mex br bra au aus nz nzl jp jpn cn chn hk hkg sg sgp in ind za zaf il isr ae are tr tur kr kor ' +
    'germany deutschland france spain espana italy italia netherlands nederland belgium belgique belgie austria ' +
    'osterreich oesterreich switzerland schweiz suisse poland polska portugal sweden sverige norway norge denmark ' +
    'danmark finland suomi ireland luxembourg luxemburg england scotland wales canada mexico brasil brazil australia japan'
  ).split(' '),
)

/** Large cities, one to three words; a business that begins with one keeps it, since only the end is looked at. */
const CITIES: readonly string[] = (
  'new york|nyc|los angeles|chicago|houston|phoenix|philadelphia|san antonio|san diego|dallas|san jose|austin|' +
  'fort worth|columbus|charlotte|san francisco|indianapolis|seattle|denver|washington|boston|nashville|detroit|' +
  'oklahoma city|portland|las vegas|memphis|louisville|baltimore|milwaukee|albuquerque|tucson|fresno|sacramento|' +
  'kansas city|mesa|atlanta|omaha|colorado springs|raleigh|long beach|virginia beach|miami|oakland|minneapolis|tulsa|' +
  'tampa|arlington|new orleans|wichita|cleveland|bakersfield|honolulu|anaheim|santa ana|st louis|saint louis|' +
  'pittsburgh|cincinnati|orlando|jersey city|newark|brooklyn|queens|bronx|manhattan|santa monica|palo alto|' +
  'mountain view|cupertino|redmond|bellevue|salt lake city|buffalo|rochester|st paul|san mateo|springfield|anytown|' +
  'toronto|montreal|vancouver|calgary|ottawa|edmonton|winnipeg|' +
  'london|birmingham|manchester|leeds|glasgow|liverpool|bristol|sheffield|edinburgh|leicester|coventry|cardiff|' +
  'belfast|nottingham|newcastle|brighton|southampton|portsmouth|aberdeen|cambridge|oxford|dublin|galway|' +
  'berlin|hamburg|muenchen|munchen|munich|koeln|koln|cologne|frankfurt|frankfurt am main|stuttgart|duesseldorf|' +
  'dusseldorf|dortmund|leipzig|bremen|dresden|hannover|nuernberg|nurnberg|duisburg|bochum|bonn|mannheim|' +
  'karlsruhe|wien|vienna|graz|linz|salzburg|innsbruck|zuerich|zurich|basel|bern|geneve|geneva|lausanne|' +
  'paris|marseille|lyon|toulouse|nantes|strasbourg|montpellier|bordeaux|lille|rennes|bruxelles|brussels|brussel|' +
  'antwerpen|gent|amsterdam|rotterdam|den haag|utrecht|eindhoven|groningen|tilburg|luxembourg|' +
  'madrid|barcelona|valencia|sevilla|zaragoza|malaga|bilbao|lisboa|lisbon|porto|roma|rome|milano|milan|napoli|torino|' +
  'palermo|genova|bologna|firenze|venezia|warszawa|warsaw|krakow|lodz|wroclaw|poznan|gdansk|praha|prague|brno|' +
  'budapest|bratislava|bucuresti|sofia|athens|zagreb|ljubljana|stockholm|goteborg|malmo|oslo|bergen|trondheim|' +
  'kobenhavn|kbenhavn|copenhagen|aarhus|odense|helsinki|espoo|tampere|tallinn|riga|vilnius|reykjavik|' +
  'sydney|melbourne|brisbane|perth|adelaide|auckland|wellington|tokyo|singapore|hong kong|dubai|tel aviv|istanbul'
).split('|')

const CITY_NAMES: ReadonlySet<string> = new Set(CITIES)
const CITY_WORDS_MAX = 3

/** How many of the last words are a city, at most `CITY_WORDS_MAX`; 0 where they are none. */
export function cityWordsAtEnd(words: readonly string[]): number {
  for (let count = Math.min(CITY_WORDS_MAX, words.length); count > 0; count -= 1)
    if (CITY_NAMES.has(words.slice(-count).join(' '))) return count
  return 0
}

/** Whether the word alone is a place: a city of one word, a state or a country. */
export const isPlace = (word: string): boolean => CITY_NAMES.has(word) || STATES.has(word) || COUNTRIES.has(word)
