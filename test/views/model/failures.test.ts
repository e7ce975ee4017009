import { describe, expect, it } from 'vitest'
import { ExtractError } from '../../../src/extracts/source'
import { formats, type Language, messagesOf, startI18n, type Texts } from '../../../src/i18n'
import { resources } from '../../../src/i18n/resources'
import { type FaultCode, faultParameters, RiskError } from '../../../src/risk/faults'
import { failureOf } from '../../../src/views/model/failures'

startI18n('en', true)
const textsOf = (language: Language): Texts => ({ t: messagesOf(language), language, formats: formats(language) })
const codes = Object.keys(faultParameters) as FaultCode[]

describe('what failed on the page of the model', () => {
  it.each(codes)('%s is worded in both languages, with all that is told', code => {
    const names: readonly string[] = faultParameters[code]
    const error = new RiskError(code, Object.fromEntries(names.map(name => [name, `<${name}>`])), 'in English')
    for (const language of ['zh', 'en'] as const) {
      const text = (resources(language) as Record<string, string>)[`model.fault.${code}`] ?? ''
      expect([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()).toEqual([...names].sort())
      const { what, advice = '', detail } = failureOf('what', error, textsOf(language))
      expect([what, detail]).toEqual(['what', undefined])
      for (const name of names) expect(advice).toContain(`<${name}>`)
      expect(/\p{Script=Han}/u.test(advice)).toBe(language === 'zh')
      expect(advice).not.toContain('in English')
    }
  })

  it('has days and numbers as the language writes them, and what a checker said as a detail', () => {
    const told = { from: '2014-01-02', to: '2014-02-03', n: 12_345, critical: 0 }
    const { advice } = failureOf('what', new RiskError('one_outcome', told, ''), textsOf('zh'))
    expect(advice).toContain(formats('zh').day('2014-01-02'))
    expect(advice).toContain('12,345')
    const field = new RiskError('file_field', { file: 'a.json', field: 'weights.S1' }, 'all', 'Too big')
    expect(failureOf('what', field, textsOf('zh')).detail).toBe('Too big')
  })

  it('says in the language what nobody foresaw, with the words of the engine or the worker as they are', () => {
    for (const language of ['zh', 'en'] as const) {
      const texts = textsOf(language)
      const unknown = failureOf('what', new Error('Binder Error: no such table'), texts)
      expect(unknown).toMatchObject({ advice: texts.t('model.fault.unknown'), detail: 'Binder Error: no such table' })
      const stopped = failureOf('what', new ExtractError('backtest', 'worker', 'out of memory'), texts)
      expect(stopped).toMatchObject({ advice: texts.t('model.fault.worker'), detail: 'backtest: out of memory' })
    }
  })
})
