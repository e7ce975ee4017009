import { describe, expect, it } from 'vitest'
import { join, raw, sql } from '../../../src/engine/sql'
import { wordOf } from '../../../src/extracts/expressions'
import { canonicalWord, guessWord } from '../../../src/extracts/guess/vocabulary'
import { type VocabularyName, vocabularies } from '../../../src/schema'
import { engine } from '../prepare/engine'

const names = Object.keys(vocabularies).filter((name): name is VocabularyName => name in vocabularies)

describe('a word of a source', () => {
  it.each(names)('of %s is what loading makes of it', async vocabulary => {
    const known = Object.entries<readonly string[]>(vocabularies[vocabulary]).flatMap(([word, names]) => [
      word,
      ...names,
    ])
    const texts = [
      ...known,
      ...known.flatMap(word => [word.replaceAll('*', ' x'), `${word.toUpperCase()}`, `x ${word.replaceAll('*', '')}`]),
      'nothing',
      '未知',
    ]
    const list = join(texts.map((text, i) => sql`(${i}, ${text})`))
    const rows = await engine.rows<{ v: string | null }>(
      sql`SELECT ${wordOf(raw('x'), vocabulary)} AS v FROM (VALUES ${list}) t(i, x) ORDER BY i`,
    )
    expect(texts.map(text => canonicalWord(vocabulary, text))).toEqual(rows.map(({ v }) => v))
  })

  it('has one meaning in its vocabulary', () => {
    for (const vocabulary of names) {
      const words = Object.values<readonly string[]>(vocabularies[vocabulary]).flat()
      expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
      expect(words.filter(word => word !== word.toLowerCase())).toEqual([])
    }
  })

  it('is unsure where vocabularies doubt it or it is only like one', () => {
    expect(guessWord('permit_status', 'REA', 3)).toEqual({ text: 'REA', count: 3, word: 'granted', sure: false })
    expect(guessWord('permit_status', 'Aproved', 1)).toMatchObject({ word: 'granted', sure: false })
    expect(guessWord('result', '本次检查未发现问题', 1)).toMatchObject({ word: 'ok', sure: false })
    expect(guessWord('result', 'zzz', 1)).toMatchObject({ word: null, sure: false })
  })
})
