// Dates as QIF has them: `6/1/94`, `1/ 5'08`, `27/08/2018`, `2018-08-27`. Which number is the day depends on
// the country that the program was set to.
import { readDateText } from '../csv/dates.ts'
import type { DateText } from '../csv/dates.ts'

/** An apostrophe stands before years from 2000 on, which may then have one digit: `6/1' 8`. */
const APOSTROPHE = /^(\d{1,2})([-/.])(\d{1,2})['’](\d{1,4})$/

export function readQifDate(text: string): DateText | null {
  const compact = text.trim().replace(/\s*([-/.'’])\s*/g, '$1')
  const match = APOSTROPHE.exec(compact)
  if (match === null) return readDateText(compact)
  const [, first = '', mark = '', second = '', year = ''] = match
  return readDateText([first, second, year.padStart(2, '0')].join(mark))
}
