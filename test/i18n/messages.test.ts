import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checks } from '../../src/extracts/issues'
import type { ExtractErrorKind } from '../../src/extracts/source'
import { restricts } from '../../src/filters/filters'
import { areas, languages, resources } from '../../src/i18n/resources'
import { figureKeys, mappable, tableNames, vocabularies } from '../../src/schema'

const all = { zh: resources('zh'), en: resources('en') } as Record<'zh' | 'en', Record<string, string>>
const keys = [...new Set([...Object.keys(all.zh), ...Object.keys(all.en)])].sort()
const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(found => found[1] ?? '').sort()

describe('messages', () => {
  it.each(Object.entries(areas))('of %s exist in both languages', (_, area) => {
    expect(Object.keys(area.en).sort()).toEqual(Object.keys(area.zh).sort())
  })

  it('leave out nothing of an area', () => {
    expect(keys.length).toBe(Object.values(areas).reduce((n, area) => n + Object.keys(area.zh).length, 0))
    expect(keys.length).toBeGreaterThan(200)
  })

  it('are filled in with the same things in both', () => {
    const differ = keys.filter(key => holes(all.zh[key] ?? '').join() !== holes(all.en[key] ?? '').join())
    expect(differ).toEqual([])
  })

  it('are texts, empty in both languages or where English has no counter word', () => {
    const empty = keys.filter(key => !all.zh[key]?.trim() !== !all.en[key]?.trim())
    expect(empty.filter(key => !/^figures\.\w+\.unit$/.test(key))).toEqual([])
  })

  it('have no braces left over and no spaces around them', () => {
    const odd = languages.flatMap(language =>
      keys.filter(key => {
        const text = all[language][key] ?? ''
        return text !== text.trim() || /[{}]/.test(text.replace(/\{\{\w+\}\}/g, ''))
      }),
    )
    expect(odd).toEqual([])
  })

  it('are in their language', () => {
    // The switch names the other language in that language.
    const own = keys.filter(key => !key.startsWith('app.language.'))
    expect(own.filter(key => /\p{Script=Han}/u.test(all.en[key] ?? ''))).toEqual([])
    const latin = (key: string): boolean => /[A-Za-z]{3,}/.test((all.zh[key] ?? '').replace(/\{\{\w+\}\}/g, ''))
    const untranslated = own.filter(key => latin(key) && !/\p{Script=Han}/u.test(all.zh[key] ?? ''))
    expect(untranslated).toEqual([])
  })
})

describe('there is a message', () => {
  const missing = (wanted: readonly string[]): string[] => wanted.filter(key => !Object.hasOwn(all.zh, key))

  it('for every word of a vocabulary', () => {
    const words = Object.entries(vocabularies).flatMap(([name, list]) =>
      Object.keys(list).map(word => `words.${name}.${word}`),
    )
    expect(missing(words)).toEqual([])
  })

  it('for every table, figure and filter', () => {
    expect(missing([...tableNames, 'entities'].map(table => `words.table.${table}`))).toEqual([])
    const parts = ['', '.short', '.unit', '.what']
    expect(missing(figureKeys.flatMap(key => parts.map(part => `figures.${key}${part}`)))).toEqual([])
    expect(missing(Object.keys(restricts).map(key => `app.${key}.title`))).toEqual([])
  })

  it('for every flaw that a check looks for', () => {
    const kinds = tableNames.flatMap(table => {
      const from = { source: 'x', fallbacks: [], constant: null, confidence: 1 }
      const mapping = Object.fromEntries(mappable(table).map(column => [column.name, from]))
      const shaping = {
        table,
        mapping,
        staged: [],
        ...{
          trimmed: [],
          words: {},
          dates: {},
          zone: null,
          score: null,
          extra: {},
          times: [],
          placed: false,
        },
        file: 0,
        department: null,
        closeWithin: null,
        decideWithin: null,
      }
      return checks({ ...shaping, hasRegions: true, extent: null }).map(check => check.kind)
    })
    expect(kinds.length).toBeGreaterThan(20)
    expect(missing([...kinds, 'repeated_id', 'future_date'].map(kind => `issues.${kind}`))).toEqual([])
  })

  it('for every way in which a file can fail', () => {
    const kinds: Record<ExtractErrorKind, true> = {
      missing: true,
      'not-parquet': true,
      format: true,
      encoding: true,
      truncated: true,
      hash: true,
      encrypted: true,
      nested: true,
      'too-large': true,
      decode: true,
      empty: true,
      mapping: true,
      values: true,
      catalogue: true,
      regions: true,
      load: true,
      worker: true,
    }
    expect(missing(Object.keys(kinds).map(kind => `issues.file.${kind}`))).toEqual([])
  })
})

describe('every message', () => {
  it('is used', () => {
    const source = new URL('../../src/', import.meta.url)
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter(file => /\.tsx?$/.test(file) && !file.replaceAll('\\', '/').startsWith('i18n/messages/'))
      .map(file => readFileSync(new URL(file.replaceAll('\\', '/'), source), 'utf8'))
      .join('\n')
    // `app.${key}.title` may be any key with one word in place of the hole.
    const made = [...files.matchAll(/`([a-z]+\.(?:[\w.-]|\$\{[^}]*\})+)`/g)]
      .map(([, template = '']) => template.split(/\$\{[^}]*\}/).map(part => part.replaceAll('.', '\\.')))
      .map(parts => new RegExp(`^${parts.join('[\\w-]+')}$`))
    const isMade = (key: string): boolean => made.some(pattern => pattern.test(key))
    // Shown by the page of the extracts.
    const later = (key: string): boolean => key.startsWith('issues.')
    expect(keys.filter(key => !files.includes(`'${key}'`) && !isMade(key) && !later(key))).toEqual([])
  })
})
