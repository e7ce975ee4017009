import { useMemo } from 'react'
import { regionMap } from '../../../charts/regionMap'
import { useEngine, useRows } from '../../../engine/useRows'
import { levelLabel, regionLabel, type Texts } from '../../../i18n'
import { standouts } from '../../../insight/briefing/standouts'
import { measures } from '../../../insight/measures'
import { type PlaceLine, placeLines, ranked } from '../../../insight/places'
import type { Block } from '../../../ui/sheets/blocks'
import { type Brief, failureOf, isPending, type Part } from '../brief'
import { type Bar, Bars, enlarged, failed, heading, led, Picture, said } from '../pieces'
import { listed } from '../sentences'

/** Lines of a ranking beside a picture. */
const most = 15
/** Names in a sentence. */
const named = 3

/** Where: the map of the chosen measure and the first regions by it. */
export function useWhere(brief: Brief, may: boolean): Part {
  const { asked } = brief
  const { extractVersion } = useEngine()
  const answer = useRows(asked.regions, may)
  const pending = isPending([answer]) || brief.runtime === null
  const error = failureOf([answer])
  return useMemo((): Part => {
    const { texts, paper, profile, level, measure, theme } = brief
    const { t, language, formats } = texts
    const head = heading('where', brief)
    const done = (blocks: readonly Block[]): Part => ({ key: 'where', pending, blocks: [head, ...blocks] })
    if (error !== null) return done([failed('where-failed', error, texts)])
    // While the classes of another answer stay in sight, its rows have other counts; they are not shown.
    const lines = placeLines(answer.rows ?? [], profile.regions.regions, level, measure, code =>
      besideName(code, texts),
    )
    // Rows beside the regions are no place to go to: the table has them.
    const points = lines.filter(line => !line.code.startsWith('~'))
    const order = ranked(points)
    const label = t(`overview.measure.${measure}`)
    const shapes = profile.regions.shapes.find(each => each.level === level)
    const map = shapes ? { name: `${extractVersion}/${level}`, geojson: shapes.geojson } : null
    const wide = paper === 'wide'
    const size = wide ? { width: 176, height: 98 } : { width: 98, height: 92 }
    const { unit, numerator, denominator } = measures[measure]
    const look = {
      map, unit, label, selected: asked.chosen,
      numeratorLabel: t(`overview.counts.${numerator}`),
      ...(denominator === null ? {} : { denominatorLabel: t(`overview.counts.${denominator}`) }),
    } // biome-ignore format: short
    const bars = order.slice(0, most).map(
      (line): Bar => ({
        key: line.code,
        name: line.name,
        value: line.value,
        text: valueText(line, brief),
        ...(denominator === null
          ? {}
          : { beside: `${formats.count(line.numerator)} / ${formats.count(line.denominator)}` }),
        strong: asked.chosen.includes(line.code),
        faint: line.few,
      }),
    )
    const ranking = t('briefing.regions.ranked', { measure: label, n: Math.min(most, order.length) })
    return done([
      led(said('where-said', standText(lines, brief))),
      {
        kind: 'whole',
        key: 'map',
        node: (
          <div className="briefing-beside" data-paper={paper}>
            {map === null ? (
              <p className="briefing-said">{t('briefing.noMap')}</p>
            ) : (
              <Picture
                brief={brief}
                title={t(`overview.map.title.${measure}`)}
                subtitle={[label, levelLabel(level, language), formats.window(asked.filters.window)].join(' · ')}
                chart={regionMap(points, look, theme)}
                size={{ ...size, enlarged: enlarged(paper) }}
              />
            )}
            <Bars title={ranking} subtitle={t('briefing.ranked.all')} bars={bars} none={t('briefing.none')} />
          </div>
        ),
      },
    ])
  }, [brief, error, pending, answer.rows, asked, extractVersion])
}

export const besideName = (code: string, { t, language }: Texts): string =>
  code === '~coarser' ? t('overview.map.coarser') : regionLabel(code, undefined, language)

function valueText({ value }: Pick<PlaceLine, 'value'>, { measure, texts: { formats } }: Brief): string {
  const { unit } = measures[measure]
  return unit === 'rate' ? formats.rate(value) : unit === 'count' ? formats.count(value) : formats.number(value, 1)
}

/** Which regions lie above the whole by more than chance; of counts, where there are most. */
function standText(lines: readonly PlaceLine[], brief: Brief): string {
  const { texts, measure } = brief
  const { t, formats } = texts
  const label = t(`overview.measure.${measure}`)
  const regions = lines.filter(line => !line.code.startsWith('~'))
  const name = (part: { readonly name: string; readonly value: number | null }): string =>
    t('briefing.part.named', { name: part.name, value: valueText(part, brief) })
  if (measures[measure].denominator === null) {
    const first = ranked(regions).filter(line => (line.value ?? 0) > 0)
    if (first.length === 0) return t('briefing.noneThen')
    return t('briefing.where.most', { measure: label, names: listed(first.slice(0, named).map(name), texts) })
  }
  const { whole, above, judged } = standouts(measure, regions)
  if (whole === null) return t('briefing.noneThen')
  const facts = { measure: label, whole: valueText({ value: whole }, brief), judged: formats.count(judged) }
  if (above.length === 0) return t('briefing.where.none', facts)
  return t('briefing.where.above', {
    ...facts,
    n: formats.count(above.length),
    names: listed(above.slice(0, named).map(name), texts),
    more: above.length > named ? t('briefing.more') : '',
  })
}
