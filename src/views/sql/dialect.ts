import { PostgreSQL, SQLDialect } from '@codemirror/lang-sql'

const more = `asof anti semi positional qualify pivot unpivot summarize describe exclude replace columns sample tablesample
  using try_cast ilike glob macro lambda struct map list explain analyze nulls first last`

/** PostgreSQL with what DuckDB adds to it. */
export const duckDb = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords ?? ''} ${more.split(/\s+/).join(' ')}`,
  types:
    `${PostgreSQL.spec.types ?? ''} hugeint uhugeint tinyint utinyint usmallint uinteger ubigint blob double timestamp_ns
    timestamp_ms timestamp_s timestamptz varchar`.replace(/\s+/g, ' '),
  doubleDollarQuotedStrings: true,
  caseInsensitiveIdentifiers: true,
})
