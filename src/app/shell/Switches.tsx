import { type ReactNode, useRef, useState } from 'react'
import { changeLanguage, useTexts } from '../../i18n'
import c from './controls.module.css'
import { darkIcon, lightIcon, systemIcon } from './icons'
import { Popover } from './Popover'
import { setTheme, type ThemeChoice, themeChoices, useTheme } from './theme'

export function LanguageSwitch() {
  const { t, language } = useTexts()
  const other = language === 'zh' ? 'en' : 'zh'
  const [failed, fail] = useState(false)
  const failure = `${t('app.error.part')} – ${t('app.error.reload')}`
  return (
    <button
      type="button"
      className={c.chip}
      lang={other}
      title={failed ? failure : t('app.language.switch')}
      onClick={() =>
        changeLanguage(other).then(
          () => fail(false),
          () => fail(true),
        )
      }
    >
      {t('app.language.other')}
      <span className={c.srOnly}>{t('app.language.switch')}</span>
      {failed && (
        <span role="alert" className={c.srOnly}>
          {failure}
        </span>
      )}
    </button>
  )
}

const icons: Readonly<Record<ThemeChoice, ReactNode>> = {
  light: lightIcon,
  dark: darkIcon,
  system: systemIcon,
}

export function ThemeSwitch() {
  const { t } = useTexts()
  const { choice } = useTheme()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const label = `${t('app.theme')} – ${t(`app.theme.${choice}`)}`
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={`${c.chip} ${c.iconOnly}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        {icons[choice]}
      </button>
      {open && (
        <Popover anchor={anchor} label={t('app.theme')} width={168} onClose={() => setOpen(false)}>
          <div className={c.options}>
            {themeChoices.map(each => (
              <button
                key={each}
                type="button"
                className={c.option}
                aria-pressed={each === choice}
                onClick={() => {
                  setTheme(each)
                  setOpen(false)
                }}
              >
                {icons[each]}
                {t(`app.theme.${each}`)}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  )
}
