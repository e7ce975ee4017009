import type { Texts } from '../../i18n'
import type { Commitment } from '../../plan/record'
import type { Check, Difference, Finding } from '../../plan/verify'
import { listText, namedText, type ShortfallNames, shortfallText, stratumText } from './shortfallTexts'
import { mostBytes, type Refusal, type Says } from './verifyFlow'

/** A sentence, and what a machine said of it, which has no translation. */
export interface Told {
  readonly text: string
  readonly detail: string | null
}

/** What a file says of itself. */
export function saysText({ t, formats }: Texts, says: Says): string {
  if (says.kind === 'plan') return t('plan.verify.says.plan', { n: formats.count(says.targets) })
  const { plan, office, at, asOf, extracts } = says.commitment
  return says.kind === 'commitment'
    ? t('plan.verify.says.commitment', {
        ...{ plan, office, at: formats.time(at) },
        ...{ day: formats.day(asOf), version: extracts },
      })
    : t('plan.verify.says.record', { plan, office, at: formats.time(says.at), n: formats.count(says.visits) })
}

/** Why a file was not taken, and what to do. */
export function refusalText({ t, formats }: Texts, file: { name: string; bytes: number }, because: Refusal): Told {
  switch (because.kind) {
    case 'large': {
      const sizes = { size: formats.bytes(file.bytes), most: formats.bytes(mostBytes) }
      return { text: t('plan.verify.refused.large', sizes), detail: null }
    }
    case 'second': {
      const kind = t(`plan.verify.kind.${because.of}`)
      return { text: t('plan.verify.refused.second', { kind, first: because.first }), detail: null }
    }
    case 'unread':
      return { text: t('plan.verify.refused.unread'), detail: because.detail }
    case 'wrong': {
      // Messages of `readPublished`: the file's name, then what is wrong with it.
      const { detail } = because
      const said = detail.startsWith(`${file.name}: `) ? detail.slice(file.name.length + 2) : detail
      if (said.startsWith('not JSON')) return { text: t('plan.verify.refused.json'), detail }
      const field = /^"([^"]*)": /.exec(said)?.[1]
      if (field === 'format') return { text: t('plan.verify.refused.format'), detail }
      if (field !== undefined) return { text: t('plan.verify.refused.field', { field }), detail }
      return { text: t('plan.verify.refused.wrong'), detail }
    }
  }
}

/** What a check looks at. */
export const checkText = ({ t, formats }: Texts, check: Check, visits: number): string =>
  check === 'visits' ? t('plan.verify.check.visits', { n: formats.count(visits) }) : t(`plan.verify.check.${check}`)

/** What it means that a check does not hold. */
export function failsText({ t, formats }: Texts, { check, difference }: Finding): string {
  if (check === 'strata' || check === 'visits' || check === 'shortfalls')
    return difference === null || difference.part === 'floor'
      ? t('plan.verify.fails.floor')
      : t('plan.verify.fails.place', { n: formats.count(difference.place) })
  return t(`plan.verify.fails.${check}`)
}

/** What was stated and what was worked out, in words; null where a check has neither. */
export function sidesOf(
  texts: Texts,
  { check, stated, found, difference }: Finding,
  names: ShortfallNames,
): readonly [stated: string, found: string] | null {
  if (difference !== null) return entryTexts(texts, difference, names)
  if (stated === null || found === null || check === 'commitment_same') return null
  // To the second: by the minute two times may be the same.
  return check === 'order' ? [stated.replace('T', ' '), found.replace('T', ' ')] : [stated, found]
}

function entryTexts(texts: Texts, difference: Difference, names: ShortfallNames): readonly [string, string] {
  const { t, formats } = texts
  const both = <Entry>(
    { stated, found }: { readonly stated: Entry | null; readonly found: Entry | null },
    text: (entry: Entry) => string,
  ): readonly [string, string] => {
    const side = (entry: Entry | null): string => (entry === null ? t('plan.verify.nothing') : text(entry))
    return [side(stated), side(found)]
  }
  switch (difference.part) {
    case 'floor':
      return both(difference, formats.count)
    case 'strata':
      return both(difference, ({ of, size, eligible, wanted, drawn }) =>
        t('plan.verify.entry.stratum', {
          stratum: stratumText(texts, of, names),
          size: formats.count(size),
          eligible: formats.count(eligible),
          wanted: formats.count(wanted),
          drawn: formats.count(drawn),
        }),
      )
    case 'visits':
      return both(difference, ({ target, by, inspectors }) =>
        t('plan.verify.entry.visit', {
          business: namedText(texts, target, names.targetName(target)),
          by: t(`plan.publication.by.${by}`),
          team: inspectors.length === 0 ? t('plan.publication.noTeam') : listText(texts, inspectors),
        }),
      )
    case 'shortfalls':
      return both(difference, shortfall => shortfallText(texts, shortfall, names))
  }
}

/** The fields in which two commitments differ, with what each has: times to the second, as they stand in the files. */
export function differingFields(
  { t }: Texts,
  published: Commitment,
  named: Commitment,
): readonly (readonly [field: string, published: string, named: string])[] {
  const keys = Object.keys(published) as (keyof Commitment)[]
  return keys.flatMap(key => {
    if (published[key] === named[key]) return []
    const side = (of: Commitment): string => of[key] ?? t('plan.verify.nothing')
    return [[t(`plan.verify.field.${key}`), side(published), side(named)] as const]
  })
}
