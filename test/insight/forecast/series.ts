import type { Past } from '../../../src/insight/forecast/models'
import { type Slot, type Step, seasonOf, slotsFrom, type WorkCalendar } from '../../../src/insight/forecast/slots'
import { randomOf } from '../../filters/random'

export const everyWeek: WorkCalendar = { holidays: new Set(), workdays: new Set() }

/** Values from a first bucket on, with the calendar of `ahead` more. */
export function pastOf(
  values: readonly (number | null)[],
  ahead = 12,
  step: Step = 'month',
  from = '2010-01-01',
): Past & { readonly slots: readonly Slot[] } {
  return { values, slots: slotsFrom(step, from, values.length + ahead, everyWeek), period: seasonOf[step] }
}

/** Normal numbers from a seed (Box and Muller 1958). */
export function normals(seed: number): () => number {
  const random = randomOf(seed)
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** International airline passengers by month, 1949 to 1960, thousands (Box and Jenkins 1970, series G). */
export const airline: readonly number[] = `
  112 118 132 129 121 135 148 148 136 119 104 118 115 126 141 135 125 149 170 170 158 133 114 140
  145 150 178 163 172 178 199 199 184 162 146 166 171 180 193 181 183 218 230 242 209 191 172 194
  196 196 236 235 229 243 264 272 237 211 180 201 204 188 235 227 234 264 302 293 259 229 203 229
  242 233 267 269 270 315 364 347 312 274 237 278 284 277 317 313 318 374 413 405 355 306 271 306
  315 301 356 348 355 422 465 467 404 347 305 336 340 318 362 348 363 435 491 505 404 359 310 337
  360 342 406 396 420 472 548 559 463 407 362 405 417 391 419 461 472 535 622 606 508 461 390 432`
  .trim()
  .split(/\s+/)
  .map(Number)
