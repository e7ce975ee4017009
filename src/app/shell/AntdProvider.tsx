import { theme as antdTheme, ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale'
import dayjs from 'dayjs'
import { type ReactNode, use, useMemo } from 'react'
import { type Language, useTexts } from '../../i18n'
import { fetchOnce } from './fetchOnce'
import { useTheme } from './theme'

/** antd's words and dayjs's names of months, fetched with the first popover in that language. */
const locales: Readonly<Record<Language, () => Promise<Locale>>> = {
  zh: async () => (await Promise.all([import('antd/es/locale/zh_CN'), import('dayjs/locale/zh-cn')]))[0].default,
  en: async () => (await Promise.all([import('antd/es/locale/en_GB'), import('dayjs/locale/en-gb')]))[0].default,
}
const dayjsLocale: Readonly<Record<Language, string>> = { zh: 'zh-cn', en: 'en-gb' }

/** The nonce that the server wrote into the page; a file server writes none. */
function nonce(): string | undefined {
  const written = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  return written === undefined || written === '' || written === '__CSP_NONCE__' ? undefined : written
}

/** antd in the page's language and colours. Only lazy parts may import it: antd is no part of the first render. */
export function AntdProvider({ children }: { readonly children: ReactNode }) {
  const { language } = useTexts()
  const { theme } = useTheme()
  const locale = use(fetchOnce(locales[language]))
  dayjs.locale(dayjsLocale[language])
  const csp = useMemo(() => ({ nonce: nonce() }), [])
  const config = useMemo(() => {
    const colours = getComputedStyle(document.documentElement)
    const colour = (name: string, light: string, dark: string): string =>
      colours.getPropertyValue(name).trim() || (theme === 'dark' ? dark : light)
    const surface = colour('--raised', '#ffffff', '#222b37')
    return {
      algorithm: theme === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
      token: {
        colorPrimary: colour('--accent', '#1d5fbf', '#6ba3f5'),
        colorText: colour('--text', '#18212f', '#e6eaf0'),
        colorTextSecondary: colour('--muted', '#5d6878', '#a0abba'),
        colorBorder: colour('--line-strong', '#868f9d', '#738090'),
        colorBgContainer: surface,
        colorBgElevated: surface,
        fontFamily: 'inherit',
        fontSize: 13,
        borderRadius: 6,
        controlOutlineWidth: 0,
        motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      },
      components: { Tree: { titleHeight: matchMedia('(max-width: 640px)').matches ? 40 : 28 } },
    }
  }, [theme])
  return (
    <ConfigProvider
      locale={locale}
      theme={config}
      csp={csp}
      wave={{ disabled: true }}
      getPopupContainer={anchor => anchor?.closest<HTMLElement>('[role="dialog"]') ?? document.body}
    >
      {children}
    </ConfigProvider>
  )
}
