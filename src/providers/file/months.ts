// Month names and their usual abbreviations in the languages of Europe and of Indonesia, without accents. Data.
import { normalizeWords } from './words.ts'

const NAMES: readonly string[] = [
  'jan january januar janvier janv enero ene gennaio gen januari janeiro tammikuu tammi styczen ' +
    'stycznia sty leden ledna led января янв январь' +
    ' ocak ianuarie ian січня січень januara jaanuar jaan ιανουαριου ιαν januari sausio sausis',
  'feb february februar fevrier fevr fev febrero febbraio februari fevereiro helmikuu helmi luty ' +
    'lutego lut unor unora uno февраля фев февраль' +
    ' subat sub februarie лютого лютий februara veebruar veebr φεβρουαριου φεβ vasario vasaris pebruari',
  'mar march marz maerz mars marzo maart mrt marco maaliskuu maalis marzec marca brezen brezna ' +
    'bre марта мар март mrz' +
    ' mart martie березня березень marec marca marts marcius μαρτιου μαρ maret kovo kovas',
  'apr april avril avr abril abr aprile huhtikuu huhti kwiecien kwietnia kwi duben dubna dub ' +
    'апреля апр апрель' +
    ' nisan aprilie квітня квітень aprila aprilis aprilis απριλιου απρ balandzio balandis',
  'may mai mayo maggio mag mei maio maj toukokuu touko maja kveten kvetna kve мая май' +
    ' mayis травня травень maja majus μαιου μαϊου gegužės geguze mei',
  'jun june juni juin junio giugno giu junho kesakuu kesa czerwiec czerwca cze cerven cervna июня ' +
    'июн июнь' +
    ' haziran iunie червня червень juna junius juuni ιουνιου ιουν birzelio birzelis',
  'jul july juli juillet juil julio luglio lug julho heinakuu heina lipiec lipca lip cervenec ' +
    'cervence июля июл июль' +
    ' temmuz iulie липня липень jula julius juuli ιουλιου ιουλ liepos liepa',
  'aug august aout agosto ago augustus aug augusti elokuu elo sierpien sierpnia sie srpen srpna ' +
    'srp августа авг август' +
    ' agustos серпня серпень augusta augusztus αυγουστου αυγ rugpjucio rugpjutis agustus',
  'sep sept september septembre septiembre set settembre setembro syyskuu syys wrzesien wrzesnia ' +
    'wrz zari zar сентября сен сентябрь' +
    ' eylul septembrie вересня вересень septembra szeptember szept σεπτεμβριου σεπ rugsejo rugsejis',
  'oct october oktober okt octobre octubre ottobre ott outubro out lokakuu loka pazdziernik ' +
    'pazdziernika paz rijen rijna rij октября окт октябрь' +
    ' ekim octombrie жовтня жовтень oktobra oktoober οκτωβριου οκτ spalio spalis',
  'nov november novembre noviembre novembro marraskuu marras listopad listopada lis ноября ноя ' + 'ноябрь' +
    ' kasim noiembrie noi листопада листопад novembra νοεμβριου νοε lapkricio lapkritis',
  'dec december dezember dez decembre diciembre dic dicembre dezembro joulukuu joulu grudzien ' +
    'grudnia gru prosinec prosince pro декабря дек декабрь' +
    ' aralik decembrie грудня грудень decembra detsember dets δεκεμβριου δεκ gruodzio gruodis desember des',
]

/** The month (1–12) by its normalized name. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.split(' ').map((name) => [normalizeWords(name), index + 1] as const)),
)
