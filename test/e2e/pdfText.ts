import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** One printed page: its size in points, and every text on it with where it begins. */
export interface PdfPage {
  readonly width: number
  readonly height: number
  readonly items: readonly { readonly text: string; readonly x: number; readonly y: number; readonly width: number }[]
  /** All texts in the order in which they are painted, without spaces: how far letters stand apart is the printer's. */
  readonly text: string
}

/** Radicals that a font draws with the glyph of a character: a PDF may name either. */
const radicals =
  '戶户⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟'
const characters = new Map(
  [...radicals].flatMap((sign, i, all) => (i % 2 === 0 ? [[sign, all[i + 1] ?? sign] as const] : [])),
)

/** A text without spaces, and with one sign for those that look the same. */
export const bare = (text: string): string =>
  [
    ...text
      .normalize('NFKC')
      .replace(/\s+/g, '')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(/[\u00b7\u2022\u2027\u2219\u22c5\u30fb]/g, '·'),
  ]
    .map(sign => characters.get(sign) ?? sign)
    .join('')

/** The pages of a PDF, as another program reads them. */
export async function pdfPages(bytes: Uint8Array): Promise<PdfPage[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: true }).promise
  try {
    const pages: PdfPage[] = []
    for (let n = 1; n <= document.numPages; n++) {
      const page = await document.getPage(n)
      const [left = 0, low = 0, right = 0, high = 0] = page.view
      const content = await page.getTextContent()
      const items = content.items.flatMap(item =>
        'str' in item && item.str.trim() !== ''
          ? [
              {
                text: item.str,
                x: Number(item.transform[4]) - left,
                y: Number(item.transform[5]) - low,
                width: item.width,
              },
            ]
          : [],
      )
      pages.push({ width: right - left, height: high - low, items, text: bare(items.map(item => item.text).join('')) })
    }
    return pages
  } finally {
    await document.destroy()
  }
}
