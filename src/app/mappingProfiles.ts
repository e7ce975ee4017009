import { parseProfile, toProfileJson } from '../extracts/guess/profileJson'
import { makeProfile, type SavedProfile } from '../extracts/guess/profiles'
import type { ReadTable } from '../extracts/intake/intake'
import type { ExtractSettings } from '../extracts/settings'
import type { TableName } from '../schema'
import type { AppStorage } from '../storage/kept'
import type { ProfileStore } from '../views/extracts/contracts'

const key = 'mapping profiles'

/** Saved mappings in the browser's storage; several tabs may change them. A profile that cannot be read is left out. */
export class MappingProfiles implements ProfileStore {
  #list: readonly SavedProfile[] = []
  readonly #listeners = new Set<() => void>()

  constructor(private readonly storage: AppStorage) {
    void this.refresh()
  }

  readonly list = (): readonly SavedProfile[] => this.#list
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly persistent = (): boolean => this.storage.persistent

  /** Reads the list anew: another tab, or "remove everything", may have changed it. */
  async refresh(): Promise<void> {
    this.#take(await this.storage.get(key))
  }

  async save(name: string, table: TableName, read: ReadTable, settings: ExtractSettings): Promise<void> {
    const { header, encoding, separator } = read
    const how = {
      ...(read.format !== 'parquet' && { header }),
      ...(encoding !== null && { encoding }),
      ...(separator !== null && { separator }),
    }
    const columns = read.columns.map(column => column.name)
    const saved = new Date().toISOString()
    await this.#put([makeProfile(name, table, columns, settings, { read: how, saved })])
  }

  async remove(name: string): Promise<void> {
    await this.#change(list => list.filter(profile => profile.name !== name))
  }

  async importJson(text: string): Promise<readonly string[]> {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    const profiles = (Array.isArray(value) ? value : [value]).map(each => parseProfile(JSON.stringify(each)))
    await this.#put(profiles)
    return profiles.map(profile => profile.name)
  }

  exportJson(names: readonly string[]): string {
    const chosen = this.#list.filter(profile => names.includes(profile.name))
    return chosen.length === 1 && chosen[0] ? toProfileJson(chosen[0]) : `${JSON.stringify(chosen, null, 2)}\n`
  }

  /** A profile of a name that is there already takes its place. */
  async #put(profiles: readonly SavedProfile[]): Promise<void> {
    const names = new Set(profiles.map(profile => profile.name))
    await this.#change(list => [...profiles, ...list.filter(profile => !names.has(profile.name))])
  }

  async #change(change: (list: readonly SavedProfile[]) => readonly SavedProfile[]): Promise<void> {
    await this.storage.update(key, value => change(profilesIn(value)))
    await this.refresh()
  }

  #take(value: unknown): void {
    this.#list = profilesIn(value)
    for (const listener of this.#listeners) listener()
  }
}

function profilesIn(value: unknown): SavedProfile[] {
  if (!Array.isArray(value)) return []
  return value.flatMap(each => {
    try {
      return [parseProfile(JSON.stringify(each))]
    } catch (error) {
      console.warn(`A saved mapping is left out: ${String(error)}`)
      return []
    }
  })
}
