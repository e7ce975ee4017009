/** DuckDB's types of the loaded tables as ClickHouse's: every value may be missing; a word is one of few. */
const types: Readonly<Record<string, string>> = {
  VARCHAR: 'String',
  DATE: 'Date32',
  TIMESTAMP: "DateTime64(6, 'UTC')",
  INTEGER: 'Int32',
  UINTEGER: 'UInt32',
  USMALLINT: 'UInt16',
  UTINYINT: 'UInt8',
  BIGINT: 'Int64',
  BOOLEAN: 'Bool',
  DOUBLE: 'Float64',
}

/** Throws a RangeError for a type that no loaded table has. */
export function clickHouseType(type: string, isWord: boolean): string {
  const found = types[type]
  if (found === undefined)
    throw new RangeError(`clickHouseType: ${type} has no counterpart; name it in clickhouseTypes.ts`)
  return isWord ? `LowCardinality(Nullable(${found}))` : `Nullable(${found})`
}

/**
 * Settings under which the server answers a question as DuckDB does, and sends what the page can read. They stand in the
 * profile of the user who asks (a read-only user may send none), and the page looks at them before it asks anything.
 */
export const neededSettings: Readonly<Record<string, string>> = {
  // What SQL says of NULL.
  join_use_nulls: '1',
  cast_keep_nullable: '1',
  aggregate_functions_null_for_empty: '1',
  group_by_use_nulls: '1',
  // A column stands before another one's new name.
  prefer_column_name_to_alias: '1',
  joined_subquery_requires_alias: '0',
  union_default_mode: 'DISTINCT',
  enable_materialized_cte: '1',
  session_timezone: 'UTC',
  // Arrow JS knows no compression.
  output_format_arrow_compression_method: 'none',
  output_format_arrow_string_as_string: '1',
  output_format_arrow_low_cardinality_as_dictionary: '0',
}
