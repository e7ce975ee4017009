import type { Texts } from '../../i18n'
import type { PlanFault } from '../../plan/check'
import type { Shortfall } from '../../plan/draw'
import { type Dimension, dimensions, leastFloor, wholeShare } from '../../plan/rules'
import { type Barrier, barriers } from '../../plan/strata'
import type { Lack } from '../../plan/team'
import { riskClasses } from '../../risk/scorecard'

/** What a stratum's values stand for: the plan's dimensions, none where they are not known; and the names of regions. */
export interface StratumNames {
  readonly dimensions: readonly Dimension[]
  regionName(code: string): string
}

/** The same, with names of businesses and inspectors by their ids; null where an id is not known. */
export interface ShortfallNames extends StratumNames {
  targetName(id: string): string | null
  inspectorName(id: string): string | null
}

/** Ten-thousandths as a percentage with as many decimals as it has. */
export const shareText = ({ formats }: Texts, share: number): string => `${formats.number((share / wholeShare) * 100)}%`

/** Some of a kind, one after another. */
export const listText = ({ language }: Texts, items: readonly string[]): string =>
  items.join(language === 'zh' ? '、' : ', ')

/** A name with the id that tells it from others of the same name; pseudonyms have it in themselves. */
export const namedText = ({ t }: Texts, id: string, name: string | null): string =>
  name === null || name === '' || name === id
    ? id
    : name.endsWith(` ${id}`)
      ? name
      : t('plan.publication.named', { name, id })

export const dimensionText = ({ t }: Texts, dimension: Dimension): string =>
  t(`plan.publication.dimension.${dimension}`)

/** A value of a dimension: a class by its letter, a region by its name, an industry as it is. */
export function valueText(
  texts: Texts,
  dimension: Dimension,
  value: string | null,
  regionName: StratumNames['regionName'],
): string {
  const { t } = texts
  if (value === null) return t('plan.publication.notStated', { dimension: dimensionText(texts, dimension) })
  if (dimension === 'region') return regionName(value)
  const letter = dimension === 'class' ? riskClasses.find(each => each === value) : undefined
  return letter === undefined ? value : t('risk.class', { letter })
}

/** A stratum by its values, which stand in the order of all dimensions, whatever the order of the rules'. */
export function stratumText(texts: Texts, of: readonly (string | null)[], names: StratumNames): string {
  const used = dimensions.filter(dimension => names.dimensions.includes(dimension))
  if (used.length === 0 && of.length === 0) return texts.t('plan.publication.everything')
  return of
    .map((value, i) => {
      const dimension = used[i]
      if (dimension === undefined) return value ?? texts.t('words.notStated')
      return valueText(texts, dimension, value, names.regionName)
    })
    .join(' · ')
}

export const barrierText = ({ t }: Texts, barrier: Barrier): string => t(`plan.publication.barrier.${barrier}`)

/** How many are barred by what, those by nothing left out; empty where nobody is barred. */
export const barredText = (texts: Texts, barred: Readonly<Record<Barrier, number>>): string =>
  listText(
    texts,
    barriers
      .filter(barrier => barred[barrier] > 0)
      .map(barrier =>
        texts.t('plan.publication.barred', {
          barrier: barrierText(texts, barrier),
          n: texts.formats.count(barred[barrier]),
        }),
      ),
  )

export const lackText = ({ t }: Texts, lack: Lack): string => t(`plan.publication.lack.${lack}`)

/** What the rules ask for and the draw cannot give, in a sentence. */
export function shortfallText(texts: Texts, shortfall: Shortfall, names: ShortfallNames): string {
  const { t, formats } = texts
  const business = (id: string): string => namedText(texts, id, names.targetName(id))
  switch (shortfall.kind) {
    case 'no_target':
      return t('plan.publication.short.no_target')
    case 'no_quota':
    case 'too_small':
      return t(`plan.publication.short.${shortfall.kind}`, {
        stratum: stratumText(texts, shortfall.of, names),
        size: formats.count(shortfall.size),
      })
    case 'short': {
      const barred = barredText(texts, shortfall.barred)
      return t(barred === '' ? 'plan.publication.short.few' : 'plan.publication.short.short', {
        stratum: stratumText(texts, shortfall.of, names),
        wanted: formats.count(shortfall.wanted),
        drawn: formats.count(shortfall.drawn),
        barred,
      })
    }
    case 'floor_short':
      return t('plan.publication.short.floor_short', {
        wanted: formats.count(shortfall.wanted),
        drawn: formats.count(shortfall.drawn),
      })
    case 'no_team':
      return t('plan.publication.short.no_team', {
        business: business(shortfall.target),
        lack: lackText(texts, shortfall.lack),
      })
    case 'pair_again':
      return t('plan.publication.short.pair_again', {
        business: business(shortfall.target),
        inspectors: listText(
          texts,
          shortfall.inspectors.map(id => namedText(texts, id, names.inspectorName(id))),
        ),
      })
  }
}

/** What is wrong with what a draw is made from, and what to do. */
export function faultText(texts: Texts, { code, subject, value }: PlanFault): string {
  const isShare = code === 'share_wrong' || code === 'floor_low' || code === 'floor_whole'
  return texts.t(`plan.publication.fault.${code}`, {
    subject: subjectText(texts, subject),
    value: faultValue(texts, value, isShare),
    least: shareText(texts, leastFloor),
  })
}

/** A value as people write it: faults have it as JSON. */
function faultValue(texts: Texts, written: string, isShare: boolean): string {
  let value: unknown
  try {
    value = JSON.parse(written)
  } catch {
    return written
  }
  if (typeof value === 'number' && isShare)
    // The formats would round what is wrong about it away.
    return Number.isInteger(value) ? shareText(texts, value) : `${value / (wholeShare / 100)}%`
  if (Array.isArray(value)) return listText(texts, value.map(String))
  return written
}

/** The field of a fault by its name in the language; one that is not known stays as it is. */
function subjectText(texts: Texts, subject: string): string {
  const { t } = texts
  const [, owner, id = '', field, department = ''] =
    /^(targets|inspectors)\[(.*?)\](?:\.(class|visits|capacity)|\.departments\.(.*))?$/s.exec(subject) ?? []
  if (owner === 'inspectors')
    return t(field === 'capacity' ? 'plan.publication.subject.capacity' : 'plan.publication.subject.inspector', { id })
  if (owner === 'targets') {
    if (field === 'class') return t('plan.publication.subject.target.class', { id })
    if (field === 'visits') return t('plan.publication.subject.target.visits', { id })
    if (department !== '') return t('plan.publication.subject.target.department', { id, department })
    return t('plan.publication.subject.target', { id })
  }
  const [, at, part] = /^rules\.quotas\[(\d+)\](?:\.(\w+))?$/.exec(subject) ?? []
  if (at !== undefined) {
    const n = texts.formats.count(Number(at) + 1)
    if (part === 'share') return t('plan.publication.subject.quota.share', { n })
    if (part === 'count') return t('plan.publication.subject.quota.count', { n })
    const dimension = dimensions.find(each => each === part)
    return dimension === undefined
      ? t('plan.publication.subject.quota', { n })
      : t('plan.publication.subject.quota.of', { n, dimension: dimensionText(texts, dimension) })
  }
  switch (subject) {
    case 'targets.id':
      return t('plan.publication.subject.targets')
    case 'inspectors.id':
      return t('plan.publication.subject.inspectors')
    case 'met':
      return t('plan.publication.subject.met')
    case 'rules.capInAll':
      return t('plan.publication.subject.capInAll')
    case 'rules.capPerDepartment':
      return t('plan.publication.subject.capPerDepartment')
    case 'rules.floor':
      return t('plan.publication.subject.floor')
    case 'rules.team':
      return t('plan.publication.subject.team')
    case 'rules.departments':
      return t('plan.publication.subject.departments')
    case 'rules.days':
      return t('plan.publication.subject.days')
    case 'seed':
      return t('plan.publication.subject.seed')
    default:
      return subject
  }
}
