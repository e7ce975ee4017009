import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../src/engine/sql'
import { bytesOf, likeness, similarFrom } from '../../src/extracts/entities'
import { testEngine } from '../engine/helper'
import { pick, randomOf } from '../filters/random'
import { sweep } from '../sweep'

/*
 * Most pairs of names are left out by a bound before they are compared. It must leave out no pair that is alike: the engine's
 * own Jaro-Winkler of every pair says which are.
 */

const engine = testEngine()
beforeAll(() => engine.open())
afterAll(() => engine.close())

/** Characters of one to four bytes, few enough that names share some. */
const letters = [...'ABCDEFGHIJ0123456789-.()', ...'éßøяЖ', ...'云岭康成体育发展餐饮管理有限公司店路', ...'😀𠮷𠀋']

/** A name and another one some changes away from it, near the bound as often as not. */
function pairs(seed: number, count: number): (readonly [string, string])[] {
  const random = randomOf(seed)
  return Array.from({ length: count }, () => {
    const some = letters.slice(0, random() < 0.3 ? 24 : undefined)
    const first = Array.from({ length: 1 + Math.floor(random() * 24) }, () => pick(random, some))
    const second = [...first]
    for (let changes = Math.floor(random() * 8); changes > 0; changes--) {
      const at = Math.floor(random() * (second.length + 1))
      const kind = random()
      if (kind < 0.4) second.splice(at, 1, pick(random, some))
      else if (kind < 0.6) second.splice(at, 1)
      else if (kind < 0.8) second.splice(at, 0, pick(random, some))
      else second.splice(at, 0, ...second.splice(Math.floor(random() * second.length), 1))
    }
    return [first.join(''), second.join('')] as const
  })
}

describe('the likeness of names', () => {
  it('is Jaro-Winkler wherever that is enough, and less than enough elsewhere', async () => {
    let [alike, left] = [0, 0]
    for (let seed = 1; seed <= sweep(100); seed++) {
      const names = JSON.stringify([...pairs(seed, 400), ['', ''], ['', 'A'], ['云岭', '云岭']])
      const found = await engine.rows<{ a: string; b: string; bounded: number; whole: number }>(sql`
        WITH pairs AS (SELECT p[1] AS x, p[2] AS y FROM (SELECT unnest(CAST(${names} AS VARCHAR[][])) AS p)),
          w AS (SELECT *, ${bytesOf('name')} FROM (SELECT DISTINCT x AS name FROM pairs)),
          e AS (SELECT *, ${bytesOf('name')} FROM (SELECT DISTINCT y AS name FROM pairs))
        SELECT w.name AS a, e.name AS b, CAST(${likeness('w', 'e')} AS DOUBLE) AS bounded, jaro_winkler_similarity(w.name, e.name) AS whole
        FROM pairs JOIN w ON w.name = x JOIN e ON e.name = y`)
      expect(found.length).toBeGreaterThan(400)
      const wrong = found.filter(({ bounded, whole }) => (whole >= similarFrom ? bounded !== whole : bounded > whole))
      expect(wrong, `seed ${seed}`).toEqual([])
      alike += found.filter(({ whole }) => whole >= similarFrom).length
      left += found.filter(({ bounded, whole }) => bounded < whole).length
    }
    // Both kinds are there, or the test says nothing.
    expect(alike).toBeGreaterThan(1_000)
    expect(left).toBeGreaterThan(500)
  })
})
