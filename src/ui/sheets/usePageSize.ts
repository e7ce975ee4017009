import { useEffect } from 'react'
import { type Paper, sizes } from './blocks'

/**
 * Printed pages are sheets of this size without margins, as long as the component lives; `html[data-sheets]` tells the
 * shell that it is not to be printed. A style sheet made by script: the page's policy refuses style elements, and the
 * size is not known to a file.
 */
export function usePageSize(paper: Paper): void {
  useEffect(() => {
    const { width, height } = sizes[paper]
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0; }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    document.documentElement.dataset.sheets = paper
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter(each => each !== sheet)
      delete document.documentElement.dataset.sheets
    }
  }, [paper])
}
