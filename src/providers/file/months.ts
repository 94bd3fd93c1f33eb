// Month names and their usual abbreviations in the languages of Europe, without accents. Data.
import { normalizeWords } from './words.ts'

const NAMES: readonly string[] = [
  'jan january januar janvier janv enero ene gennaio gen januari janeiro tammikuu tammi styczen ' +
    'stycznia sty leden ledna led января янв январь',
  'feb february februar fevrier fevr fev febrero febbraio februari fevereiro helmikuu helmi luty ' +
    'lutego lut unor unora uno февраля фев февраль',
  'mar march marz maerz mars marzo maart mrt marco maaliskuu maalis marzec marca brezen brezna ' +
    'bre марта мар март mrz',
  'apr april avril avr abril abr aprile huhtikuu huhti kwiecien kwietnia kwi duben dubna dub ' +
    'апреля апр апрель',
  'may mai mayo maggio mag mei maio maj toukokuu touko maja kveten kvetna kve мая май',
  'jun june juni juin junio giugno giu junho kesakuu kesa czerwiec czerwca cze cerven cervna июня ' +
    'июн июнь',
  'jul july juli juillet juil julio luglio lug julho heinakuu heina lipiec lipca lip cervenec ' +
    'cervence июля июл июль',
  'aug august aout agosto ago augustus aug augusti elokuu elo sierpien sierpnia sie srpen srpna ' +
    'srp августа авг август',
  'sep sept september septembre septiembre set settembre setembro syyskuu syys wrzesien wrzesnia ' +
    'wrz zari zar сентября сен сентябрь',
  'oct october oktober okt octobre octubre ottobre ott outubro out lokakuu loka pazdziernik ' +
    'pazdziernika paz rijen rijna rij октября окт октябрь',
  'nov november novembre noviembre novembro marraskuu marras listopad listopada lis ноября ноя ' + 'ноябрь',
  'dec december dezember dez decembre diciembre dic dicembre dezembro joulukuu joulu grudzien ' +
    'grudnia gru prosinec prosince pro декабря дек декабрь',
]

/** The month (1–12) by its normalized name. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.split(' ').map((name) => [normalizeWords(name), index + 1] as const)),
)
