import type { AppStorage } from '../../storage/kept'

/** A statement under a name. */
export interface Saved {
  readonly name: string
  readonly sql: string
}

const savedKey = 'sql saved'
const draftKey = 'sql draft'
/** Most statements that are kept; the oldest give way. */
const mostSaved = 100

const isSaved = (value: unknown): value is Saved =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'sql' in value &&
  typeof value.name === 'string' &&
  typeof value.sql === 'string'

const listIn = (value: unknown): Saved[] => (Array.isArray(value) ? value.filter(isSaved) : [])

/** Newest first. */
export const readSaved = async (storage: AppStorage): Promise<Saved[]> => listIn(await storage.get(savedKey))

/** Keeps a statement; one of the same name is replaced. Resolves to the new list. */
export async function keepSaved(storage: AppStorage, saved: Saved): Promise<Saved[]> {
  await storage.update(savedKey, value =>
    [saved, ...listIn(value).filter(each => each.name !== saved.name)].slice(0, mostSaved),
  )
  return readSaved(storage)
}

export async function removeSaved(storage: AppStorage, name: string): Promise<Saved[]> {
  await storage.update(savedKey, value => listIn(value).filter(each => each.name !== name))
  return readSaved(storage)
}

/** What stood in the editor last; null without. */
export async function readDraft(storage: AppStorage): Promise<string | null> {
  const draft = await storage.get(draftKey)
  return typeof draft === 'string' ? draft : null
}

export const keepDraft = (storage: AppStorage, sql: string): Promise<void> => storage.set(draftKey, sql)
