import { useTexts } from '../../i18n'
import type { Shown } from '../../insight/forecast/shown'
import type { Step } from '../../insight/forecast/slots'
import { modelWords, type OutlookWords } from '../../parts/outlookWords'
import type { TableName } from '../../schema'
import { Card, type FrameState, type Origin } from '../../ui/Card'
import { PlainTable } from '../../ui/PlainTable'
import { errorsTable } from './outlookTables'

export interface OutlookQualityProps {
  readonly table: TableName
  readonly step: Step
  readonly shown: Shown | null
  readonly words: OutlookWords | null
  readonly state: FrameState
  readonly origin: Origin
  readonly subtitle: string
}

/** What is expected in words, and how good it is: errors on held-out periods beside those of the naive forecasts. */
export function OutlookQuality({ table, step, shown, words, state, origin, subtitle }: OutlookQualityProps) {
  const texts = useTexts()
  const { t } = texts
  const title = t(`outlook.quality.${table}`)
  const form = shown === null ? null : modelWords(shown, texts)
  const tested = shown !== null && shown.verdict.byAhead.length > 0
  return (
    <Card
      id={`outlook-${table}-quality`}
      className="outlook-quality"
      title={title}
      subtitle={subtitle}
      state={state}
      origin={origin}
      table={tested ? errorsTable(shown, step, texts, true) : undefined}
    >
      {words !== null && shown !== null && (
        <>
          <p className="outlook-headline" data-shown={shown.verdict.shown ?? 'none'}>
            {words.headline}
          </p>
          {words.more.map(text => (
            <p key={text}>{text}</p>
          ))}
          <p className="outlook-judged">{words.judged.join(texts.language === 'zh' ? '' : ' ')}</p>
          {tested && <PlainTable data={errorsTable(shown, step, texts, false)} caption={title} />}
          {form !== null && <p className="outlook-form">{form}</p>}
        </>
      )}
    </Card>
  )
}
