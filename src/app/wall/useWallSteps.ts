import { useEffect, useMemo, useState } from 'react'
import type { Profile } from '../../extracts/report'
import { type Keeping, keepingOf } from '../saved/keeping'
import type { Session } from '../session'
import { keptSettings, readSettings, stepsOf, type WallSettings, type WallStep, wallOptions } from './steps'

const keyOf = async (session: Session): Promise<string> => `wall of ${await session.url()}`

export const keptWall = async (session: Session): Promise<WallSettings> =>
  readSettings(await session.storage.get(await keyOf(session)))

export const keepWall = async (session: Session, settings: WallSettings): Promise<void> =>
  session.storage.set(await keyOf(session), keptSettings(settings))

/** What takes turns, and for how long each. None while it is not known, and where nothing was chosen. */
export function useWallSteps(session: Session, profile: Profile | null) {
  const [settings, setSettings] = useState<WallSettings | null>(null)
  const [keeping, setKeeping] = useState<Keeping | null>(null)
  useEffect(() => {
    let gone = false
    void Promise.all([keptWall(session), keepingOf(session)]).then(([kept, opened]) => {
      if (gone) return
      setSettings(kept)
      setKeeping(opened)
    })
    return () => {
      gone = true
    }
  }, [session])
  const views = keeping?.views
  const [version, bump] = useState(0)
  useEffect(() => views?.subscribe(() => bump(now => now + 1)), [views])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the views
  const steps = useMemo<readonly WallStep[]>(
    () =>
      settings === null || profile === null || views === undefined
        ? []
        : stepsOf(settings, wallOptions(profile, views.state().value)),
    [settings, profile, views, version],
  )
  return { steps, every: settings?.every ?? 30 }
}
