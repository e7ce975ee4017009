import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { answer, type QueryKey } from '../../src/engine/answers'
import type { DuckDbEngine } from '../../src/engine/duckdb'
import { EngineContext } from '../../src/engine/useRows'
import { type Language, startI18n } from '../../src/i18n'

/** The HTML of a component once the engine has answered everything that it asks. */
export async function answered(element: ReactElement, engine: DuckDbEngine, language: Language = 'en', route = '/') {
  startI18n(language, true)
  const client = new QueryClient()
  const draw = (): string =>
    renderToStaticMarkup(
      <QueryClientProvider client={client}>
        <EngineContext value={{ engine, extractVersion: 'v' }}>
          <MemoryRouter initialEntries={[route]}>{element}</MemoryRouter>
        </EngineContext>
      </QueryClientProvider>,
    )
  for (;;) {
    const markup = draw()
    const open = client
      .getQueryCache()
      .getAll()
      .filter(query => query.state.data === undefined)
    if (open.length === 0) return markup
    for (const { queryKey } of open) {
      const [, strings, values] = queryKey as unknown as QueryKey
      await answer(client, engine, 'v', { strings, values })
    }
  }
}

/** Texts of the cells of each table of some HTML, row by row, without its head. */
export const cellsOf = (markup: string): string[][][] =>
  [...markup.matchAll(/<tbody>(.*?)<\/tbody>/gs)].map(([, body = '']) =>
    [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => cell),
    ),
  )
