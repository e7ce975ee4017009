import { useCallback, useEffect, useRef, useState } from 'react'

export interface Rotation {
  readonly paused: boolean
  /** Grows with each turn and each start: what counts down begins anew with it. */
  readonly turn: number
  next(): void
  previous(): void
  toggle(): void
}

/** Calls `go` with 1 every so many seconds unless paused; by hand with 1 or -1, which gives the view its full time. */
export function useRotation(seconds: number, go: (by: 1 | -1) => void): Rotation {
  const [paused, pause] = useState(false)
  const [turn, setTurn] = useState(0)
  const latest = useRef(go)
  latest.current = go

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn has its full time
  useEffect(() => {
    if (paused) return
    const timer = setTimeout(() => {
      setTurn(now => now + 1)
      latest.current(1)
    }, seconds * 1000)
    return () => clearTimeout(timer)
  }, [paused, seconds, turn])

  const by = useCallback((step: 1 | -1): void => {
    setTurn(now => now + 1)
    latest.current(step)
  }, [])
  return {
    paused,
    turn,
    next: useCallback(() => by(1), [by]),
    previous: useCallback(() => by(-1), [by]),
    toggle: useCallback(() => {
      pause(now => !now)
      setTurn(now => now + 1)
    }, []),
  }
}
