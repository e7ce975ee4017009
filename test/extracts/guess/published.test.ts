import { describe, expect, it } from 'vitest'
import { guessTable } from '../../../src/extracts/guess/guessTable'
import { needsOf } from '../../../src/extracts/guess/needsOf'
import { publishedChina } from '../../fixtures/publishedChina'
import { publishedEast } from '../../fixtures/publishedEast'
import { publishedWest } from '../../fixtures/publishedWest'
import { inputOf, tableOf } from './table'

describe('the headers of published extracts', () => {
  it.each([...publishedChina, ...publishedEast, ...publishedWest])(
    '$name',
    ({ headers, rows, path, table, columns, constants = {} }) => {
      const guess = guessTable(inputOf(tableOf(headers, rows, { path })))
      expect(guess.table).toBe(table)
      expect(guess.settings.columns).toEqual(columns)
      expect(guess.settings.constants).toEqual(constants)
      if (table !== 'businesses') expect(needsOf(table, guess.settings, headers).absent).toEqual([])
      expect(rows.every(row => row.length === headers.length)).toBe(true)
    },
  )
})
