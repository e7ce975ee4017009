import { useMemo } from 'react'
import { outlook as draw } from '../../../charts/outlook'
import { horizons } from '../../../insight/forecast/outlook'
import { shownOf } from '../../../insight/forecast/shown'
import { outlookLook, outlookWords } from '../../../parts/outlookWords'
import { type OutlookAnswer, useOutlook } from '../../../parts/useOutlook'
import type { TableName } from '../../../schema'
import type { Block } from '../../../ui/sheets/blocks'
import type { Brief, Part } from '../brief'
import { enlarged, failed, heading, led, Picture, said, subheading } from '../pieces'

const tables: readonly TableName[] = ['complaints', 'inspections', 'permits']
const step = 'month'
const [, horizon] = horizons[step]

/** What comes next, by month: what to expect, how good such forecasts were, and the picture of both. */
export function useComing(brief: Brief, may: boolean): Part {
  const { filters } = brief.asked
  const { asOf } = brief.profile
  const complaints = useOutlook('complaints', step, filters, asOf, may)
  const inspections = useOutlook('inspections', step, filters, asOf, may)
  const permits = useOutlook('permits', step, filters, asOf, may)
  const answers = [complaints, inspections, permits]
  const pending = answers.some(each => isComing(each)) || brief.runtime === null
  return useMemo((): Part => {
    const worked = { complaints, inspections, permits }
    const blocks = tables.flatMap((table, i) => blocksOf(table, worked[table], i, brief))
    return { key: 'outlook', pending, blocks: [heading('outlook', brief), ...blocks] }
  }, [brief, pending, complaints, inspections, permits])
}

const isComing = ({ live, answer, error }: OutlookAnswer): boolean => !live && answer.error === null && error === null

function blocksOf(table: TableName, { outlook, answer, error }: OutlookAnswer, i: number, brief: Brief): Block[] {
  const { texts, theme, paper } = brief
  const { t } = texts
  const wide = paper === 'wide'
  const title = subheading(`outlook-${table}`, t(`outlook.title.${table}`), wide && i > 0)
  const fault = error ?? answer.error
  if (fault !== null && outlook === undefined) return [title, failed(`outlook-${table}-failed`, fault, texts)]
  if (outlook === undefined) return []
  const shown = shownOf(outlook, horizon)
  const words = outlookWords(shown, table, step, texts)
  const all = [words.headline, ...words.more, ...words.judged, ...words.notes].join(texts.language === 'zh' ? '' : ' ')
  if (outlook.course === null || outlook.lack === 'zero') return [title, said(`outlook-${table}-said`, all)]
  const chart = draw(shown.points, outlookLook(shown, table, step, words.headline, texts), theme)
  const size = { ...(wide ? { width: 306, height: 72 } : { width: 180, height: 42 }), enlarged: enlarged(paper) }
  const subtitle = t(`outlook.sub.${step}`, { day: texts.formats.day(outlook.course.through), n: horizon })
  return [
    title,
    led(said(`outlook-${table}-said`, all)),
    {
      kind: 'whole',
      key: `outlook-${table}-chart`,
      node: <Picture brief={brief} title={t(`outlook.count.${table}`)} subtitle={subtitle} chart={chart} size={size} />,
    },
  ]
}
