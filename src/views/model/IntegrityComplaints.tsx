import { useMemo, useState } from 'react'
import { useRows } from '../../engine/useRows'
import { classLabel, type Texts, useTexts } from '../../i18n'
import { useFrameState, useOrigin } from '../../parts/frame'
import { type ComplaintShare, complaintShares } from '../../queries/integrity'
import { leastRoster } from '../../queries/integrityJudged'
import { complaintCap, riskClasses } from '../../risk/scorecard'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { RankedList } from '../../ui/RankedList'
import { Segmented } from '../../ui/Segmented'
import type { IntegrityPartProps } from './IntegritySelection'
import { numberColumn, regionNames, sentences, untouched } from './integrityTexts'

type Part = 'region' | 'class'

const shareOf = ({ complaints, score }: ComplaintShare): number | null => (score > 0 ? complaints / score : null)
const mean = (sum: number, { businesses }: ComplaintShare): number | null => (businesses > 0 ? sum / businesses : null)

/** How much of the score rests on complaints: of all businesses of the filters, and by region or class. */
export function IntegrityComplaints({ profile, filters, card, at, level }: IntegrityPartProps) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const [by, choose] = useState<Part>('region')
  const question = useMemo(() => complaintShares(filters, card, at, level), [filters, card, at, level])
  const answer = useRows(question)
  const all = answer.rows?.find(row => row.part === 'all')
  const nameOf = useMemo(() => regionNames(profile, { t, language, formats }), [profile, t, language, formats])
  const rows = useMemo(() => partsOf(answer.rows ?? [], by), [answer.rows, by])
  const name = ({ part, value }: ComplaintShare): string => {
    const letter = riskClasses.find(each => each === value)
    return part === 'class' && letter !== undefined ? classLabel(letter, texts) : nameOf(value ?? '')
  }
  const points = (value: number | null): string => formats.fixed(value, 1)
  const beyond = all?.most != null && all.most > complaintCap + 1e-9
  return (
    <Card
      id="integrity-complaints"
      className="integrity-complaints"
      title={t('integrity.complaints')}
      subtitle={t('integrity.complaints.sub', { day: formats.day(at.day) })}
      controls={
        <Segmented
          label={t('integrity.complaints.by')}
          value={by}
          onChange={value => choose(value)}
          options={(['region', 'class'] as const).map(value => ({ value, label: t(`integrity.selected.${value}`) }))}
        />
      }
      state={all?.businesses === 0 ? 'empty' : stateOf(answer)}
      empty={<EmptyState text={t('integrity.complaints.none')} />}
      origin={originOf(question, answer)}
      note={sentences(
        [
          beyond ? t('integrity.complaints.more', { most: formats.number(all.most, 1), cap: complaintCap }) : undefined,
          untouched(filters, [], texts),
          t('integrity.complaints.note'),
        ],
        texts,
      )}
      table={{
        columns: [
          { key: 'name', label: t(by === 'class' ? 'integrity.selected.className' : 'integrity.selected.name') },
          numberColumn('businesses', t('integrity.complaints.businesses'), formats.count),
          numberColumn('touched', t('integrity.complaints.touched'), formats.count),
          numberColumn('share', t('integrity.complaints.share'), formats.rate),
          numberColumn('points', t('integrity.complaints.mean'), points),
          numberColumn('score', t('integrity.complaints.score'), points),
        ],
        rows: rows.map(row => ({
          name: name(row),
          businesses: row.businesses,
          touched: row.touched,
          share: shareOf(row),
          points: mean(row.complaints, row),
          score: mean(row.score, row),
        })),
      }}
    >
      {all !== undefined && <Whole all={all} texts={texts} />}
      <RankedList
        label={t('integrity.complaints')}
        nameLabel={t(by === 'class' ? 'integrity.selected.className' : 'integrity.selected.name')}
        ranked={false}
        columns={[
          { label: t('integrity.complaints.share') },
          { label: t('integrity.complaints.points'), quiet: true },
          { label: t('integrity.complaints.businesses'), quiet: true },
        ]}
        items={rows.map(row => ({
          key: row.value ?? '',
          name: name(row),
          value: shareOf(row),
          few: row.businesses < leastRoster,
          cells: [
            formats.rate(shareOf(row)),
            `${points(mean(row.complaints, row))} / ${points(mean(row.score, row))}`,
            formats.count(row.businesses),
          ],
        }))}
      />
    </Card>
  )
}

/** The mean score as a bar of 100 points, with the part of complaints and the most that they can make. */
function Whole({ all, texts: { t, formats } }: { readonly all: ComplaintShare; readonly texts: Texts }) {
  const score = mean(all.score, all)
  const points = mean(all.complaints, all)
  if (score === null || points === null) return null
  // Of the indicators that are there: without some, complaints can make more or less than in the whole scorecard.
  const most = all.most ?? complaintCap
  const said = { points: formats.fixed(points, 1), score: formats.fixed(score, 1), most: formats.number(most, 1) }
  const width = (value: number): string => `${Math.max(0, Math.min(100, value))}%`
  return (
    <>
      <p className="integrity-says">
        {t('integrity.complaints.summary', {
          ...said,
          share: formats.rate(shareOf(all)),
          touched: formats.rate(all.touched / all.businesses),
        })}
      </p>
      <div className="integrity-bar" role="img" aria-label={t('integrity.complaints.bar', said)}>
        <i data-part="complaints" style={{ width: width(points) }} />
        <i data-part="rest" style={{ width: width(score - points) }} />
        <span style={{ left: width(most) }} />
      </div>
      <ul className="integrity-key" aria-hidden="true">
        <li data-part="complaints">{t('integrity.complaints.fromComplaints')}</li>
        <li data-part="rest">{t('integrity.complaints.rest')}</li>
        <li data-part="cap">{t('integrity.complaints.cap', { most: said.most, cap: complaintCap })}</li>
      </ul>
    </>
  ) // biome-ignore format: long lines of attributes
}

/** Regions by their share, most first and small ones last; classes from D to A. */
function partsOf(rows: readonly ComplaintShare[], part: Part): ComplaintShare[] {
  const found = rows.filter(row => row.part === part)
  const few = ({ businesses }: ComplaintShare): number => Number(businesses < leastRoster)
  return part === 'class'
    ? found.reverse()
    : found.sort((a, b) => few(a) - few(b) || (shareOf(b) ?? -1) - (shareOf(a) ?? -1))
}
