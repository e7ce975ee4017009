/**
 * Days since 1970-01-01 of an ISO day, without a JavaScript Date.
 * Formula: days_from_civil in H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
 */
export function dayNumber(day: string): number {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(day.slice(8, 10)) - 1
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468
}
