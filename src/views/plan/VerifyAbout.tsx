import { useTexts } from '../../i18n'
import { verifyCommand } from './publicationPage'

/** What verifying proves and what it cannot (docs/draw.md), and how to do it without this page. */
export function VerifyAbout() {
  const { t } = useTexts()
  return (
    <div className="plan-verify-about">
      <section className="plan-verify-card" aria-labelledby="plan-verify-proves">
        <h3 id="plan-verify-proves">{t('plan.verify.proves')}</h3>
        <ul>
          <li>{t('plan.verify.proves.drawn')}</li>
          <li>{t('plan.verify.proves.bound')}</li>
          <li>{t('plan.verify.proves.blind')}</li>
        </ul>
      </section>
      <section className="plan-verify-card" aria-labelledby="plan-verify-cannot">
        <h3 id="plan-verify-cannot">{t('plan.verify.cannot')}</h3>
        <ul>
          <li>{t('plan.verify.cannot.before')}</li>
          <li>{t('plan.verify.cannot.number')}</li>
          <li>{t('plan.verify.cannot.roster')}</li>
        </ul>
      </section>
      <section className="plan-verify-card" aria-labelledby="plan-verify-own">
        <h3 id="plan-verify-own">{t('plan.verify.own')}</h3>
        <p>{t('plan.verify.own.command')}</p>
        <code>{verifyCommand}</code>
        <p>{t('plan.verify.own.program')}</p>
      </section>
    </div>
  )
}
