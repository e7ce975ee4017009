import { compoundSurnames, isCompany } from './personalNames'

/*
 * A mask works by place: a character is kept or becomes `*`, and what decides is the number of characters and those
 * that are kept. So a masked value, masked once more, stays as it is.
 */

/** Every name of a text that may hold several; a business stays as it is. */
export const maskNames = (text: string): string =>
  isCompany(text) ? text : text.replace(/[^\s、,，;；/|&()（）<>《》【】[\]:：]+/gu, maskName)

const foreignLetter = /(?![A-Za-z])\p{L}/gu

/** Digits, or what is left of them, are numbered; `keep` says which of them stay. Signs between them stay too. */
function maskPlaces(
  text: string,
  place: RegExp,
  keep: (index: number, count: number, sign: string) => boolean,
): string {
  const count = text.match(place)?.length ?? 0
  let index = 0
  return text.replace(place, sign => (keep(index++, count, sign) ? sign : '*'))
}

/** `138****0000`, `+86 138 **** 0000`, `010-****5678`: four digits in the middle are hidden, more of longer numbers. */
export function maskPhone(text: string): string {
  // A name beside the number is personal too.
  const bare = text.replace(/\p{L}\p{M}*/gu, letter => (/^[A-Za-z]/.test(letter) ? 'x' : '某'))
  const prefix =
    /^\s*(?:\+|00)?86(?=[\s-]*[1*][\s-]*(?:[\d*][\s-]*){10}$)|^\s*(?:\+1|1(?=[\s(-]))(?=[\s(-]*(?:[\d*][\s().-]*){10}$)/.exec(
      bare,
    )
  const from = prefix?.[0].length ?? 0
  return (
    bare.slice(0, from) +
    maskPlaces(bare.slice(from), /[\p{N}*]/gu, (i, count) => {
      const { head, tail } = phoneEnds(count, /^\D*0/.test(bare.slice(from)))
      return i < head || i >= count - tail
    })
  )
}

function phoneEnds(count: number, areaCode: boolean): { head: number; tail: number } {
  if (count <= 4) return { head: 0, tail: 0 }
  if (count <= 6) return { head: 0, tail: count - 4 }
  if (count <= 10) return { head: Math.floor((count - 4) / 2), tail: Math.ceil((count - 4) / 2) }
  return { head: count === 12 && areaCode ? 4 : 3, tail: 4 }
}

/** Six and four characters of a citizen id stay, of shorter numbers a quarter at each end, and no letter of a passport. */
export function maskCitizenId(text: string): string {
  const bare = text.replace(foreignLetter, '某')
  return maskPlaces(bare, /[A-Za-z\p{N}*]/gu, (i, count, sign) => {
    const quarter = Math.floor(count / 4)
    const [head, tail] = count >= 15 ? [6, 4] : [Math.min(quarter, 4), Math.min(quarter, 4)]
    return /[\p{N}*]/u.test(sign) ? i < head || i >= count - tail : /[Xx]/.test(sign) && i === count - 1 && count >= 15
  })
}

const han = /\p{Script=Han}/u
const dot = /^[·•・‧∙]$/u

/** One name. A letter with its marks is one place. */
function maskName(name: string): string {
  const places = name.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []
  if (!han.test(name)) return places.map((place, i) => (isInitial(places, i) ? place : starred(place))).join('')
  if (places.some(place => dot.test(place))) {
    return places.map((place, i) => (dot.test(place) || (i === 0 && han.test(place)) ? place : '*')).join('')
  }
  const surname = surnameLength(places)
  const given = places.length - surname
  const lastKept = surname > 0 && given >= 2 && given <= 3 && /^\p{Script=Han}$/u.test(places.at(-1) ?? '')
  return places.map((place, i) => (i < surname || (lastKept && i === places.length - 1) ? place : '*')).join('')
}

/** Characters of the surname that stay; none of a name of one character, which would stay whole. */
function surnameLength(places: readonly string[]): number {
  if (places.length < 2 || !/^\p{Script=Han}$/u.test(places[0] ?? '')) return 0
  return places.length >= 3 && compoundSurnames.has(`${places[0]}${places[1]}`) ? 2 : 1
}

/** The first letter of a Latin name and of what follows a hyphen or full stop. */
function isInitial(places: readonly string[], i: number): boolean {
  const place = places[i] ?? ''
  return /^\p{L}\p{M}?$/u.test(place) && (i === 0 || /^[-.‐]$/.test(places[i - 1] ?? ''))
}

/** Signs stay; letters, digits and whatever carries a mark do not. */
const starred = (place: string): string => (/^[\p{L}\p{N}\p{M}*]|\p{M}/u.test(place) ? '*' : place)
