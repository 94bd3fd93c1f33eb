// Entries without any day: only the person can tell whether they are of the day the report was made.
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { FileQuestion } from '../file-reading.ts'

export const UNDATED = { id: 'undated', useReportDay: 'report-day', leaveOut: 'leave-out' } as const

export const dayQuestion = (on: CalendarDate): FileQuestion => ({
  id: UNDATED.id,
  kind: 'date-order',
  text: `Some movements name no day. The bank made this report on ${on}: is that their day?`,
  choices: [
    { value: UNDATED.useReportDay, label: 'yes, they were booked on the day of the report' },
    { value: UNDATED.leaveOut, label: 'no, leave these movements out' },
  ],
})
