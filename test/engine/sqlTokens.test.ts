import { describe, expect, it } from 'vitest'
import { refusedWord } from '../../src/engine/readOnly'
import { splitStatements, statementAt, tokensOf } from '../../src/engine/sqlTokens'

const split = (text: string) => splitStatements(text).map(each => each.text)
const tokens = (text: string) => tokensOf(text).map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`)

describe('a text is split', () => {
  it.each([
    ['SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
    ['SELECT 1;;\n;', ['SELECT 1']],
    ['', []],
    ['-- nothing; at all', []],
    ["SELECT ';' AS a; SELECT 'it''s;'", ["SELECT ';' AS a", "SELECT 'it''s;'"]],
    ['SELECT ";" FROM "a"";b"; SELECT 2', ['SELECT ";" FROM "a"";b"', 'SELECT 2']],
    ['SELECT $$;$$; SELECT $x$ ; $$ ; $x$', ['SELECT $$;$$', 'SELECT $x$ ; $$ ; $x$']],
    ["SELECT E'\\';'; SELECT 2", ["SELECT E'\\';'", 'SELECT 2']],
    ["SELECT '\\'; SELECT 2", ["SELECT '\\'", 'SELECT 2']],
    ['/* a; /* b; */ c; */ SELECT 1; -- d;\nSELECT 2', ['SELECT 1', 'SELECT 2']],
    ['SELECT 1 -- one;\n+ 1; SELECT 2', ['SELECT 1 -- one;\n+ 1', 'SELECT 2']],
    ["SELECT 'open; SELECT 2", ["SELECT 'open; SELECT 2"]],
    ['SELECT 主体 FROM "表;"; SELECT 𠮷', ['SELECT 主体 FROM "表;"', 'SELECT 𠮷']],
  ])('%s', (text, expected) => {
    expect(split(text)).toEqual(expected)
    for (const { from, to, text: part } of splitStatements(text)) expect(text.slice(from, to)).toBe(part)
  })

  it('into tokens', () => {
    expect(tokens(`SELECT a1, "b" + 1.5 -- c\nFROM 't'`)).toEqual([
      'word SELECT',
      'word a1',
      'mark ,',
      'name "b"',
      'mark +',
      'number 1',
      'mark .',
      'number 5',
      'word FROM',
      "text 't'",
    ])
  })

  it('and the statement at the cursor is found, at its end and behind it too', () => {
    const text = 'SELECT 1;\n\nSELECT 2;\n'
    expect([0, 8, 9, 10, 12, 19, 21].map(at => statementAt(text, at)?.text)).toEqual([
      'SELECT 1',
      'SELECT 1',
      'SELECT 1',
      'SELECT 1',
      'SELECT 2',
      'SELECT 2',
      'SELECT 2',
    ])
    expect(statementAt(' -- nothing', 3)).toBeNull()
  })
})

describe('a statement is refused', () => {
  it.each([
    ['DELETE FROM t', 'DELETE'],
    ['  -- SELECT\n insert INTO t VALUES (1)', 'INSERT'],
    ["COPY t TO 'x'", 'COPY'],
    ["ATTACH 'x'", 'ATTACH'],
    ['PRAGMA version', 'PRAGMA'],
    ['BEGIN', 'BEGIN'],
    ['ROLLBACK', 'ROLLBACK'],
    ['SET x = 1', 'SET'],
    ['RESET x', 'RESET'],
    ['USE x', 'USE'],
    ['EXPLAIN DELETE FROM t', 'DELETE'],
    ['EXPLAIN ANALYZE INSERT INTO t SELECT 1', 'INSERT'],
    ['EXPLAIN (ANALYZE, FORMAT json) UPDATE t SET a = 1', 'UPDATE'],
    ['DESCRIBE DELETE FROM t', 'DELETE'],
    ['WITH a AS (SELECT 1), b(x) AS MATERIALIZED (SELECT 2) DELETE FROM t', 'DELETE'],
    ['(DELETE FROM t)', 'DELETE'],
    ['"SELECT" 1', '"SELECT"'],
  ])('%s', (text, word) => {
    const refused = refusedWord(text)
    expect(refused?.word).toBe(word)
    expect(text.slice(refused?.from, refused?.to).toUpperCase()).toBe(word)
  })

  it.each([
    'SELECT \'DELETE FROM t\' AS "drop" -- INSERT',
    'select "set" from t',
    'SELECT * REPLACE (1 AS a) FROM t',
    'WITH a AS (SELECT 1), "b" AS (SELECT 2) SELECT * FROM a',
    'WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) FROM a',
    'FROM t',
    '((SELECT 1))',
    'VALUES (1)',
    'TABLE t',
    'DESCRIBE t',
    'DESCRIBE SELECT 1',
    'SHOW TABLES',
    'SUMMARIZE t',
    'EXPLAIN ANALYZE SELECT 1',
    'EXPLAIN (FORMAT json) SELECT 1',
    'PIVOT t ON a USING sum(b)',
    '',
  ])('unless it only reads: %s', text => {
    expect(refusedWord(text)).toBeNull()
  })
})
