import type { ReadTable } from '../../extracts/intake/intake'
import { useTexts } from '../../i18n'

/** Rows that are shown: enough to see what the file is. */
const most = 6

/** The first rows as they are after masking. */
export function Preview({ read }: { readonly read: ReadTable }) {
  const { t } = useTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="ex-scroll ex-preview" tabIndex={0} aria-label={t('extracts.preview')}>
      <table className="ex-table">
        <thead>
          <tr>
            {read.columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {read.preview.slice(0, most).map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity
            <tr key={i}>
              {row.map((value, at) => (
                <td key={read.columns[at]?.name ?? at} title={value ?? undefined}>
                  {value ?? <span className="ex-faint">–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
