import { useEffect, useState } from 'react'

/** A number that changes when text may have another size: fonts that came late, another zoom. */
export function useLook(): number {
  const [look, setLook] = useState(0)
  useEffect(() => {
    const { fonts } = document
    const changed = (): void => setLook(now => now + 1)
    let ratio = devicePixelRatio
    const zoomed = (): void => {
      if (devicePixelRatio === ratio) return
      ratio = devicePixelRatio
      changed()
    }
    fonts.addEventListener('loadingdone', changed)
    addEventListener('resize', zoomed)
    return () => {
      fonts.removeEventListener('loadingdone', changed)
      removeEventListener('resize', zoomed)
    }
  }, [])
  return look
}
