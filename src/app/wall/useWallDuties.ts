import { useEffect, useState } from 'react'
import type { Session, SessionState } from '../session'
import { forceTheme } from '../shell/theme'

/** Milliseconds after which a load that failed is tried again: nobody stands there to do it. */
const againAfter = 300_000

/** What somebody would do who stood beside the wall: load newer data, try again what failed, keep the screen awake. */
export function useWallDuties(session: Session, { newer, phase }: SessionState): void {
  useEffect(() => {
    forceTheme('dark')
    return () => forceTheme(null)
  }, [])

  useEffect(() => {
    if (newer && phase === 'live') void session.retry()
  }, [session, newer, phase])

  useEffect(() => {
    if (phase !== 'failed' && phase !== 'cancelled') return
    const timer = setTimeout(() => void session.retry(), againAfter)
    return () => clearTimeout(timer)
  }, [session, phase])

  useEffect(() => {
    // Absent on plain HTTP and in older browsers: the screen then does as its system says.
    const { wakeLock } = navigator as { readonly wakeLock?: WakeLock }
    if (wakeLock === undefined) return
    let held: WakeLockSentinel | null = null
    let ended = false
    const hold = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return
      const lock = await wakeLock.request('screen').catch(() => null)
      if (ended) void lock?.release().catch(() => undefined)
      else held = lock
    }
    const shown = (): void => void hold()
    // A hidden page loses it.
    document.addEventListener('visibilitychange', shown)
    void hold()
    return () => {
      ended = true
      document.removeEventListener('visibilitychange', shown)
      void held?.release().catch(() => undefined)
    }
  }, [])
}

/** The time of this machine, to the minute. */
export function useClock(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
