import { hashTexts, projectRoot } from './files'

declare global {
  /** `prepareVersion()` of the build; not defined in Node outside Vite. */
  const __PREPARE_VERSION__: string
}

/** What decides how extracts become tables and answers; answers of another version are never shown. */
const SOURCES = ['src/schema.ts', 'src/schema', 'src/extracts', 'src/risk', 'src/queries', 'src/engine']

/** The version of the code that prepares and asks: 16 hex digits that change with any of its files. */
export function prepareVersion(root = projectRoot): string {
  return hashTexts(root, SOURCES).slice(0, 16)
}
