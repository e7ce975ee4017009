import type { Progress } from '../../extracts/report'
import { type Texts, useTexts } from '../../i18n'
import c from './controls.module.css'
import { closeIcon } from './icons'
import s from './notices.module.css'

/** What the page has to say about itself. Texts come ready; `error.title` says what failed, `detail` where and why. */
export type Notice =
  | { readonly kind: 'newVersion'; readonly onLoad: () => void; readonly onDismiss?: () => void }
  /** Answers of an earlier moment are on screen while the engine opens; `version` is shortened here. */
  | { readonly kind: 'published' | 'kept'; readonly version: string }
  | { readonly kind: 'progress'; readonly progress: Progress; readonly onCancel?: () => void }
  | {
      readonly kind: 'error'
      readonly title: string
      readonly detail?: string
      readonly onRetry?: () => void
      readonly onDismiss?: () => void
    }

export interface NoticesProps {
  readonly notices: readonly Notice[]
}

/** Cards in a corner: they cover a little and move nothing. */
export function Notices({ notices }: NoticesProps) {
  const texts = useTexts()
  return (
    <>
      <div className={c.srOnly} aria-live="polite">
        {notices.map(notice => (
          <p key={keyOf(notice)}>{spoken(notice, texts)}</p>
        ))}
      </div>
      {notices.length > 0 && (
        <section className={s.notices} aria-label={texts.t('app.notices')}>
          {notices.map(notice => (
            <div key={keyOf(notice)} className={s.notice}>
              <One notice={notice} texts={texts} />
            </div>
          ))}
        </section>
      )}
    </>
  )
}

const keyOf = (notice: Notice): string =>
  notice.kind === 'error' ? `error ${notice.title} ${notice.detail}` : notice.kind

const shortVersion = (version: string): string => version.slice(0, 7)

function spoken(notice: Notice, { t }: Texts): string {
  switch (notice.kind) {
    case 'newVersion':
      return t('app.notice.newVersion')
    case 'published':
    case 'kept':
      return t(`app.notice.${notice.kind}`, { version: shortVersion(notice.version) })
    case 'progress':
      return t(`app.step.${notice.progress.step}`)
    case 'error':
      return notice.title
  }
}

function One({ notice, texts }: { notice: Notice; texts: Texts }) {
  const { t } = texts
  switch (notice.kind) {
    case 'newVersion':
      return (
        <div className={s.noticeLine}>
          <div>
            <strong>{t('app.notice.newVersion')}</strong>
            <div className={c.hint}>{t('app.notice.newVersion.hint')}</div>
          </div>
          <button type="button" className={`${c.chip} ${c.primary}`} onClick={notice.onLoad}>
            {t('app.notice.load')}
          </button>
          <Dismiss what={t('app.notice.newVersion')} onDismiss={notice.onDismiss} />
        </div>
      )
    case 'published':
    case 'kept':
      return <div className={c.hint}>{spoken(notice, texts)}</div>
    case 'progress':
      return <ProgressNotice progress={notice.progress} onCancel={notice.onCancel} texts={texts} />
    case 'error':
      return (
        <div role="alert">
          <div className={s.noticeLine}>
            <strong className={c.bad}>{notice.title}</strong>
            {notice.onRetry && (
              <button type="button" className={c.chip} onClick={notice.onRetry}>
                {t('app.retry')}
              </button>
            )}
            <Dismiss what={notice.title} onDismiss={notice.onDismiss} />
          </div>
          {notice.detail !== undefined && <div className={s.noticeDetail}>{notice.detail}</div>}
        </div>
      )
  }
}

/** `what`: its title, to tell one cross from another. */
function Dismiss({ what, onDismiss }: { what: string; onDismiss: (() => void) | undefined }) {
  const { t } = useTexts()
  if (!onDismiss) return null
  return (
    <button
      type="button"
      className={c.quiet}
      title={t('app.dismiss')}
      aria-label={`${t('app.dismiss')}: ${what}`}
      onClick={onDismiss}
    >
      {closeIcon}
    </button>
  )
}

interface ProgressNoticeProps {
  readonly progress: Progress
  readonly onCancel: (() => void) | undefined
  readonly texts: Texts
}

function ProgressNotice({ progress, onCancel, texts: { t, formats } }: ProgressNoticeProps) {
  const share = Math.min(Math.max(progress.share, 0), 1)
  const counts = [
    progress.totalRows > 0 &&
      t('app.progress.rows', { rows: formats.count(progress.rows), total: formats.count(progress.totalRows) }),
    progress.totalBytes > 0 &&
      t('app.progress.bytes', { bytes: formats.bytes(progress.bytes), total: formats.bytes(progress.totalBytes) }),
  ].filter(text => text !== false)
  return (
    <div className={c.progress}>
      <div className={s.noticeLine}>
        <div className={s.progressStep}>
          <strong>{t(`app.step.${progress.step}`)}</strong>
          {progress.file !== null && <span className={s.progressFile}>{progress.file}</span>}
        </div>
        <span className={s.progressShare}>{Math.floor(share * 100)}%</span>
        {onCancel && (
          <button type="button" className={c.chip} onClick={onCancel}>
            {t('app.cancel')}
          </button>
        )}
      </div>
      <progress className={s.progressBar} max={1} value={share} aria-label={t('app.progress')} />
      <div className={`${c.hint} ${s.progressCounts}`}>{counts.join(' · ')}</div>
    </div>
  )
}
