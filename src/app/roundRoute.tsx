import { useEffect } from 'react'
import { RoundBook } from '../round/book'
import { openDisk } from '../storage/kept'
import type { RoundServices } from '../views/round/contracts'
import { RoundPage } from '../views/round/RoundPage'
import { offline } from './offline/offline'
import { localTime, newId } from './versionStamp'

/** Milliseconds that a round's file beside the app may take. */
const fileWithin = 30_000

let made: (Omit<RoundServices, 'book'> & { readonly book: RoundBook }) | null = null

/** It needs nothing of the session: on a phone without a network there are no extracts. */
function services(): NonNullable<typeof made> {
  if (made !== null) return made
  const now = (): string => localTime().slice(0, 19)
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('rounds')
  const book = new RoundBook({ disk: openDisk(), channel, writer: newId(), now })
  // A phone that was away for hours shows what another window wrote meanwhile.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void book.refresh()
  })
  made = { book, offline: offline(), now, fetchRound }
  return made
}

/** A file in the app's own folder, or below it. */
async function fetchRound(path: string, signal: AbortSignal): Promise<string> {
  const folder = new URL('.', document.baseURI)
  const url = new URL(path, folder)
  if (!url.href.startsWith(folder.href)) throw new Error(`${path}: is not in the folder of this app, ${folder.href}`)
  const ends = new AbortController()
  const end = (): void => ends.abort()
  signal.addEventListener('abort', end)
  const timer = setTimeout(end, fileWithin)
  try {
    const answer = await fetch(url, { signal: ends.signal })
    if (!answer.ok) throw new Error(`${url.href}: the server answered ${answer.status}; ask the office for the file`)
    return await answer.text()
  } catch (cause) {
    if (!ends.signal.aborted || signal.aborted) throw cause
    throw new Error(`${url.href}: no answer for ${fileWithin / 1000} s; try again where there is a network`, { cause })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/** The round on this device. */
export function RoundRoute() {
  // Another page of the app may have removed everything meanwhile.
  useEffect(() => void services().book.refresh(), [])
  return <RoundPage services={services()} />
}
