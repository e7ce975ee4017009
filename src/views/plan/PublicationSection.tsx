import { useTexts } from '../../i18n'
import type { PublicationBlock, PublicationTable } from './publicationPage'

/** Rows on screen: more of them nobody reads there, and they would make the page slow. */
export const mostOnScreen = 200

export interface PublicationSectionProps {
  readonly id: string
  readonly heading: string
  readonly blocks: readonly PublicationBlock[]
  /** Every row, however many. */
  readonly whole: boolean
}

export function PublicationSection({ id, heading, blocks, whole }: PublicationSectionProps) {
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{heading}</h3>
      {blocks.map(block => (
        <Block key={block.kind} block={block} whole={whole} />
      ))}
    </section>
  )
}

function Block({ block, whole }: { readonly block: PublicationBlock; readonly whole: boolean }) {
  switch (block.kind) {
    case 'text':
      return <p>{block.text}</p>
    case 'facts':
      return (
        <dl>
          {block.facts.map(({ label, text, code }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{code ? <code>{text}</code> : text}</dd>
            </div>
          ))}
        </dl>
      )
    case 'list': {
      const shown = whole ? block.items : block.items.slice(0, mostOnScreen)
      return (
        <>
          <Cut shown={shown.length} all={block.items.length} />
          <ul>
            {shown.map((item, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no other identity
              <li key={i}>{item}</li>
            ))}
          </ul>
        </>
      )
    }
    case 'table':
      return <Table table={block.table} whole={whole} />
  }
}

function Table({ table, whole }: { readonly table: PublicationTable; readonly whole: boolean }) {
  const { caption, columns, rows } = table
  const shown = whole ? rows : rows.slice(0, mostOnScreen)
  return (
    <>
      <Cut shown={shown.length} all={rows.length} />
      <table>
        <caption className="ui-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, align }) => (
              <th key={label} scope="col" data-align={align}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in the order of the draw
            <tr key={i}>
              {row.map((cell, k) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand below their headings
                <td key={k} data-align={columns[k]?.align}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Cut({ shown, all }: { readonly shown: number; readonly all: number }) {
  const { t, formats } = useTexts()
  return shown < all ? (
    <p className="plan-pub-cut">
      {t('plan.publication.first', { shown: formats.count(shown), all: formats.count(all) })}
    </p>
  ) : null
}
