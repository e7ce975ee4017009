import { Link } from 'react-router'
import { print } from '../../engine/literals'
import { figureLabel, tableTitle, useTexts } from '../../i18n'
import { formulaOf } from '../../queries/formulas'
import type { FigureKey } from '../../schema'

export interface FiguresProps {
  readonly keys: readonly FigureKey[]
  readonly asOf: string
  to(id: string): string
}

/** Definition of each figure, and its formula as the questions ask it: neither is written a second time. */
export function Figures({ keys, asOf, to }: FiguresProps) {
  const { t, language } = useTexts()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <dl className="dictionary-figures">
      {keys.map(key => {
        const { table, numerator, denominator, day } = formulaOf(key, asOf)
        return (
          <div key={key} id={`figures.${key}`}>
            <dt>
              <Link to={to(`figures.${key}`)}>{figureLabel(key, language)}</Link>
              <small>{figureLabel(key, other)}</small>
              <code>{key}</code>
            </dt>
            <dd>
              <p>{figureLabel(key, language, 'what')}</p>
              <p className="dictionary-formula">
                <code>{print(numerator)}</code>
                {denominator !== null && (
                  <>
                    <span>÷</span> <code>{print(denominator)}</code>
                  </>
                )}
              </p>
              <p className="dictionary-quiet">
                {t('dictionary.from', { table: tableTitle(table, language) })} ·{' '}
                {t(table === 'entities' ? 'dictionary.until' : 'dictionary.by')}{' '}
                <code>{print(day).replaceAll('"', '')}</code>
              </p>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
