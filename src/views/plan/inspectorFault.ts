import { isMessage, type Texts } from '../../i18n'
import type { Failure } from '../../ui/ErrorNote'

const codes = ['large', 'kind', 'encoding', 'rows', 'merged', 'cells'] as const

/** Why a file, or a sheet of it, could not be read. The reader comes with the first file, so its errors are told by their fields. */
export function faultOf(fault: unknown, where: string, { t, formats }: Texts): Failure {
  const what = t('plan.inspectors.file.failed', { file: where })
  const advice = t('plan.inspectors.file.advice')
  const { code, value, kind, message } = (fault ?? {}) as Readonly<Record<string, unknown>>
  const own = codes.find(each => each === code)
  if (own !== undefined)
    return {
      what,
      where: t(`plan.inspectors.file.${own}`, { value: String(value), size: formats.bytes(Number(value)) }),
      advice,
    }
  const reason = `issues.file.${kind}`
  const detail = typeof message === 'string' ? message : String(fault)
  return { what, where: isMessage(reason) ? t(reason) : t('plan.inspectors.file.other'), detail, advice }
}
