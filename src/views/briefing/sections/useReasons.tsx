import { useMemo } from 'react'
import { figureLabel } from '../../../i18n'
import { leading } from '../../../insight/decompose/explain'
import { useWhy } from '../../../parts/useWhy'
import { usualLevel, type WhyAsked, whyQuestions } from '../../../parts/whyQuestions'
import { partNames, whyNumbers, whySentences } from '../../../parts/whyWords'
import { type Dimension, dimensionKeys } from '../../../queries/contributions'
import type { FigureKey } from '../../../schema'
import type { Block, SheetRow } from '../../../ui/sheets/blocks'
import type { Brief, Part } from '../brief'
import { failed, heading, led, point, said, subheading, tableBlock } from '../pieces'

/** Figures whose change is taken apart: those that moved most beyond chance. */
export const mostReasons = 3

type Why = ReturnType<typeof useWhy>

/** Why the figures that moved most did: in sentences, and the part of each dimension that moved most. */
export function useReasons(brief: Brief, figures: readonly FigureKey[], may: boolean): Part {
  const [first, second, third] = figures
  const one = useSlot(brief, first, may)
  const two = useSlot(brief, second, may)
  const three = useSlot(brief, third, may)
  const slots = [one, two, three].filter(slot => slot.figure !== undefined)
  const pending = slots.some(slot => isComing(slot.asked, slot.why))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the slots are new each time, what they hold is not
  return useMemo((): Part => {
    const head = heading('why', brief)
    const { texts, profile, paper } = brief
    const name = partNames(profile.regions, texts)
    if (slots.length === 0)
      return { key: 'why', pending, blocks: [head, said('why-none', texts.t('briefing.why.none'))] }
    const blocks = slots.flatMap(({ figure, why }, i): Block[] => {
      if (figure === undefined) return []
      const title = subheading(`why-${figure}`, figureLabel(figure, texts.language), paper === 'wide' && i > 0)
      if (why.answer.error !== null && why.shown === null)
        return [title, failed(`why-${figure}-failed`, why.answer.error, texts)]
      return why.shown === null ? [] : [title, ...reasonsOf(figure, why, name, brief)]
    })
    return { key: 'why', pending, blocks: [head, ...blocks] } // biome-ignore format: the parts beside each other
  }, [brief, pending, one.why.shown, two.why.shown, three.why.shown, one.why.search, two.why.search, three.why.search])
}

function useSlot(brief: Brief, figure: FigureKey | undefined, may: boolean) {
  const { choices, level, profile, targets, card } = brief
  const asked = useMemo((): WhyAsked => {
    const { levels } = profile.regions
    // One region alone is taken apart by those below it, as on the page of reasons.
    const usual = usualLevel(choices, profile)
    const finer = levels.indexOf(usual) > levels.indexOf(level) ? usual : level
    const input = { figure: figure ?? 'complaints', choices, level: finer, profile, targets, card } as const
    const found = whyQuestions(input)
    return figure === undefined || !may ? { ...found, question: null, pairs: null } : found
  }, [figure, choices, level, profile, targets, card, may])
  return { figure, asked, why: useWhy(asked) }
}

/** The parts, or the search for combinations, are still to come. */
function isComing(asked: WhyAsked, { shown, answer, pairs, search }: Why): boolean {
  if (asked.question === null) return false
  if (shown?.asked !== asked || !answer.live) return answer.error === null
  return asked.pairs !== null && search?.asked !== asked && pairs.error === null
}

/** The dimension whose leading part moved most; what is said of a figure is said by it. */
function reasonsOf(
  figure: FigureKey,
  { shown, search }: Why,
  name: (dimension: Dimension, value: string | null) => string,
  { texts }: Brief,
): Block[] {
  const { t } = texts
  const explained = shown?.explained
  if (explained === undefined) return []
  const leads = dimensionKeys.flatMap(dimension => {
    const found = explained.by.get(dimension)
    const part = found === undefined ? null : leading(found)
    return found === undefined || part === null ? [] : [{ dimension, found, part }]
  })
  const by = leads[0]?.dimension
  if (by === undefined) return [said(`why-${figure}-none`, t('briefing.why.nothing'))]
  const own = search !== null && search.asked === shown?.asked ? search.search : null
  const rows = leads.map(({ dimension, found, part }): SheetRow => {
    const numbers = whyNumbers(found, texts)
    return {
      key: dimension,
      cells: [
        t(`why.by.${dimension}`),
        name(dimension, part.value),
        numbers.value(part.past),
        numbers.value(part.now),
        numbers.change(part.change),
        numbers.share(part.share),
      ],
    }
  })
  const right = (key: string, label: string, width: number) => ({ key, label, width, align: 'right' as const })
  return [
    ...whySentences({ explained, by, search: own, name }, texts).map(each => led(point(`why-${figure}-${each.key}`, each.text))),
    tableBlock(`why-${figure}-parts`, {
      caption: t('briefing.why.caption', { figure: figureLabel(figure, texts.language) }),
      notes: [t('briefing.why.note')],
      columns: [
        { key: 'by', label: t('why.by'), width: 18 },
        { key: 'part', label: t('why.where.part'), width: 26 },
        right('past', t('why.changes.before'), 14),
        right('now', t('why.changes.now'), 14),
        right('change', t('why.parts.change'), 14),
        right('share', t('why.parts.share'), 14),
      ],
      rows,
    }),
  ] // biome-ignore format: the parts beside each other
}
