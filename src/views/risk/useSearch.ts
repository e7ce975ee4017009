import { useEffect, useState } from 'react'
import { useEngine } from '../../engine/useRows'
import { nameCharacters, type SearchText } from '../../queries/riskList'

/** Milliseconds without a key before a search begins. */
const pause = 150

/**
 * What is searched for, a moment after the last key. Letters are read as sounds too: the dictionary of sounds is fetched
 * with the first of them; until it is there, and where it cannot be had, names, codes and addresses alone are searched.
 */
export function useSearch(text: string): SearchText | null {
  const { engine, extractVersion } = useEngine()
  const [search, setSearch] = useState<SearchText | null>(() => plain(text))
  useEffect(() => {
    let over = false
    const timer = setTimeout(() => {
      setSearch(plain(text))
      if (!/^[a-zü'\s]{2,}$/i.test(text.trim())) return
      patternOf(text, extractVersion, () => engine.rows(nameCharacters()))
        .then(sounds => {
          if (!over) setSearch(now => (now?.text === text.trim() ? { ...now, sounds } : now))
        })
        .catch(() => undefined)
    }, pause)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [text, engine, extractVersion])
  return search
}

const plain = (text: string): SearchText | null => (text.trim() === '' ? null : { text: text.trim(), sounds: null })

type Sounds = (text: string) => string | null
let known: { readonly version: string; readonly sounds: Promise<Sounds> } | null = null

async function patternOf(text: string, version: string, letters: () => Promise<readonly { letter: string }[]>) {
  if (known?.version !== version) {
    const sounds = Promise.all([import('./sounds'), letters()]).then(([{ readingsOf, soundPattern }, rows]) => {
      const readings = readingsOf(rows.map(row => row.letter))
      return (wanted: string) => soundPattern(wanted, readings)
    })
    known = { version, sounds }
    // What failed is tried again with the next search.
    sounds.catch(() => {
      if (known?.sounds === sounds) known = null
    })
  }
  return (await known.sounds)(text)
}
