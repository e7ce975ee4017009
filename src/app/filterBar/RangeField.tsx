import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTexts } from '../../i18n'
import { AntdProvider } from '../shell/AntdProvider'
import c from '../shell/controls.module.css'
import s from './filterBar.module.css'

export interface RangeFieldProps {
  readonly value: { readonly from: string | null; readonly to: string } | null
  /** Days that can be picked, both included. */
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly onPick: (range: { from: string; to: string }) => void
}

/** A free range of days. Days stay ISO texts: dayjs holds them as plain local dates only inside the picker. */
export default function RangeField(props: RangeFieldProps) {
  // A phone's own picker is larger and known to its user.
  return matchMedia('(max-width: 640px)').matches ? (
    <PlainRange key={`${props.value?.from} ${props.value?.to}`} {...props} />
  ) : (
    <AntdProvider>
      <AntdRange {...props} />
    </AntdProvider>
  )
}

const iso = 'YYYY-MM-DD'

function AntdRange({ value, firstDay, lastDay, onPick }: RangeFieldProps) {
  const { t, language } = useTexts()
  const from = value?.from ?? firstDay
  return (
    <DatePicker.RangePicker
      className={s.picker}
      allowClear={false}
      value={value && from !== null ? [dayjs(from), dayjs(value.to)] : null}
      minDate={firstDay === null ? undefined : dayjs(firstDay)}
      maxDate={lastDay === null ? undefined : dayjs(lastDay)}
      format={language === 'zh' ? iso : [`D MMM YYYY`, iso]}
      placeholder={[t('app.window.from'), t('app.window.to')]}
      onChange={picked => {
        const [first, last] = picked ?? []
        if (first && last) onPick({ from: first.format(iso), to: last.format(iso) })
      }}
    />
  )
}

function PlainRange({ value, firstDay, lastDay, onPick }: RangeFieldProps) {
  const { t } = useTexts()
  const [from, setFrom] = useState(value?.from ?? firstDay ?? '')
  const [to, setTo] = useState(value?.to ?? '')
  const wrong = from !== '' && to !== '' && from > to
  return (
    <div className={s.plainRange}>
      {(
        [
          ['app.window.from', from, setFrom],
          ['app.window.to', to, setTo],
        ] as const
      ).map(([label, day, set]) => (
        <label key={label}>
          <span className={c.hint}>{t(label)}</span>
          <input
            type="date"
            className={c.field}
            value={day}
            min={firstDay ?? undefined}
            max={lastDay ?? undefined}
            onChange={event => set(event.target.value)}
          />
        </label>
      ))}
      <button
        type="button"
        className={`${c.chip} ${c.primary}`}
        disabled={from === '' || to === '' || wrong}
        onClick={() => onPick({ from, to })}
      >
        {t('app.filters.apply')}
      </button>
      {wrong && <p className={`${c.hint} ${c.bad}`}>{t('app.window.order')}</p>}
    </div>
  )
}
