import type { ExtractSettings } from '../../extracts/settings'
import type { ExtractServices } from './contracts'
import { type TableState, told } from './flowState'

/** Keeps the mappings that the analyst named. Resolves to what went wrong, for the extracts are in all the same. */
export async function saveProfiles(
  tables: readonly TableState[],
  settingsOf: (table: TableState) => ExtractSettings | null,
  profiles: ExtractServices['profiles'],
): Promise<string | null> {
  try {
    for (const table of tables) {
      const settings = settingsOf(table)
      const name = table.saveAs?.trim()
      if (!name || !table.read || !settings || table.kind === 'skip' || table.kind === 'businesses') continue
      await profiles.save(name, table.kind, table.read, settings)
    }
    return null
  } catch (error) {
    return told(error)
  }
}
