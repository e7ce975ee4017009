import type { Language } from '../../i18n'
import { escaped, holdable } from '../../ui/xmlText'
import type { PublicationBlock, PublicationPage } from './publicationPage'

/** A text of the data as content of an element: it can be nothing but text. */
const text = (of: string): string => escaped(holdable(of))

/**
 * A page for A4 and for screens by itself. `mso-number-format` tells Excel, which opens such files too, that cells are
 * texts: "00123" keeps its zeros.
 */
const style = `
@page { size: A4; margin: 16mm 14mm; }
body { max-width: 182mm; margin: 0 auto; padding: 16px; color: #18212f; background: #fff; font: 10.5pt/1.5 PingFang SC, Microsoft YaHei, Noto Sans CJK SC, system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 4px; font-size: 18pt; line-height: 1.3; }
h2 { margin: 20px 0 6px; font-size: 12.5pt; break-after: avoid; }
p { margin: 0 0 6px; }
ul { margin: 0; padding-left: 18px; }
dl { display: grid; grid-template-columns: minmax(8em, 12em) minmax(0, 1fr); gap: 2px 12px; margin: 0; }
dt { color: #5d6878; }
dd { margin: 0; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 9pt; }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 3px 6px; border-bottom: 1px solid #b9c0ca; text-align: left; vertical-align: top; overflow-wrap: break-word; mso-number-format: "\\@"; }
th { border-bottom-color: #18212f; font-weight: 600; }
.right { text-align: right; white-space: nowrap; }
@media print { body { max-width: none; padding: 0; } }
`

/** The whole publication as one HTML file: nothing is fetched, and no script may run in it. */
export function publicationHtml(page: PublicationPage, language: Language): string {
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(page.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${text(page.title)}</h1>
<p>${text(page.office)}</p>
${page.sections
  .map(({ heading, blocks }) => `<section>\n<h2>${text(heading)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`)
  .join('\n')}
</main>
</body>
</html>
`
}

function blockHtml(block: PublicationBlock): string {
  switch (block.kind) {
    case 'text':
      return `<p>${text(block.text)}</p>`
    case 'list':
      return `<ul>\n${block.items.map(item => `<li>${text(item)}</li>`).join('\n')}\n</ul>`
    case 'facts':
      return `<dl>\n${block.facts
        .map(fact => {
          const said = text(fact.text)
          return `<dt>${text(fact.label)}</dt><dd>${fact.code ? `<code>${said}</code>` : said}</dd>`
        })
        .join('\n')}\n</dl>`
    case 'table': {
      const { caption, columns, rows } = block.table
      const kinds = columns.map(({ align }) => (align === 'right' ? ' class="right"' : ''))
      const head = columns.map(({ label }, i) => `<th scope="col"${kinds[i]}>${text(label)}</th>`).join('')
      const lines = rows.map(row => `<tr>${row.map((cell, i) => `<td${kinds[i]}>${text(cell)}</td>`).join('')}</tr>`)
      return `<table>\n<caption>${text(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>`
    }
  }
}
