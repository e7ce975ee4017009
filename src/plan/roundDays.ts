const dayMilliseconds = 86_400_000

/**
 * The plan's working days: the first `days` days of work from `begins` on, ISO. Fewer where a calendar has not so many
 * in five times as many days and a year. Throws where `begins` is no day.
 */
export function workingDays(begins: string, days: number, isWorkday: (day: string) => boolean): string[] {
  const start = Date.parse(`${begins}T00:00:00Z`)
  if (Number.isNaN(start) || isoDay(start) !== begins)
    throw new Error(`begins: "${begins}" is no day; write it as 2026-03-02`)
  const found: string[] = []
  const end = start + (5 * days + 366) * dayMilliseconds
  for (let at = start; found.length < days && at < end; at += dayMilliseconds) {
    const day = isoDay(at)
    if (isWorkday(day)) found.push(day)
  }
  return found
}

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10)
