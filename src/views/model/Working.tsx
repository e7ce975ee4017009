import { useTexts } from '../../i18n'
import type { Doing } from '../../risk/model/doing'

/** A step of the worker's, reading a window day by day, or nothing before the page is live. */
export type Work = Doing | typeof waiting | { readonly step: 'days'; readonly share: number; readonly of: number }

export const waiting = { step: 'waiting', share: null } as const

/** What is being done, in words, and how far it is; null between two steps. */
export function Working({ work }: { readonly work: Work | null }) {
  const { t, formats } = useTexts()
  const words = work === null ? t('model.judge.busy') : t(`model.doing.${work.step}`)
  const share = work?.share ?? null
  return (
    <div className="model-working">
      {/* The words alone are a status: figures that run are not to be read out. */}
      <span role="status">{words}</span>
      {work?.step === 'days' ? (
        <span>
          {t('model.doing.days.of', { n: formats.count(Math.round(work.share * work.of)), of: formats.count(work.of) })}
        </span>
      ) : (
        share !== null && <span>{formats.rate(share)}</span>
      )}
      <progress className="model-progress" value={share ?? undefined} max={1} aria-label={words} />
    </div>
  )
}
