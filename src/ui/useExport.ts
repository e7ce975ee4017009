import { useLayoutEffect, useRef, useState } from 'react'

/** One export at a time, with its progress in rows; leaving the page ends it. */
export function useExport<Format>(
  run: (format: Format, signal: AbortSignal, onProgress: (done: number) => void) => Promise<void>,
) {
  const [exporting, setExporting] = useState<number | null>(null)
  const [failed, fail] = useState<{ readonly error: Error; readonly format: Format } | null>(null)
  const control = useRef<AbortController | null>(null)
  const stop = (): void => control.current?.abort()
  useLayoutEffect(() => () => control.current?.abort(), [])
  const start = (format: Format): void => {
    const own = new AbortController()
    control.current = own
    fail(null)
    setExporting(0)
    run(format, own.signal, done => setExporting(done))
      .catch((error: unknown) => {
        if (!own.signal.aborted) fail({ format, error: error instanceof Error ? error : new Error(String(error)) })
      })
      .finally(() => setExporting(null))
  }
  return { exporting, failed, start, stop }
}
