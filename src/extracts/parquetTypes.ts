import type { SchemaElement, SchemaTree } from 'hyparquet'
import type { SourceType } from './source'

/**
 * What a Parquet column holds. Times of day and UUIDs are text; decimals are numbers. A BYTE_ARRAY without an
 * annotation is `unannotated`: old writers (Impala, Hive, Spark) store text so, and only its bytes can tell.
 */
export function parquetType({ element, children }: SchemaTree): SourceType | 'unannotated' {
  if (children.length > 0 || element.num_children !== undefined || element.repetition_type === 'REPEATED')
    return 'nested'
  return annotatedType(element) ?? physicalType(element)
}

function annotatedType({ converted_type, logical_type }: SchemaElement): SourceType | null {
  switch (logical_type?.type ?? converted_type) {
    case 'STRING':
    case 'UTF8':
    case 'ENUM':
    case 'JSON':
    case 'UUID':
    case 'NULL':
    case 'TIME':
    case 'TIME_MILLIS':
    case 'TIME_MICROS':
      return 'text'
    case 'DECIMAL':
    case 'FLOAT16':
      return 'number'
    case 'DATE':
      return 'date'
    case 'TIMESTAMP':
    case 'TIMESTAMP_MILLIS':
    case 'TIMESTAMP_MICROS':
      return 'timestamp'
    case 'INTEGER':
      return 'integer'
    case 'BSON':
    case 'INTERVAL':
    case 'GEOMETRY':
    case 'GEOGRAPHY':
    case 'VARIANT':
      return 'binary'
    default:
      return null
  }
}

function physicalType({ type }: SchemaElement): SourceType | 'unannotated' {
  switch (type) {
    case 'BOOLEAN':
      return 'boolean'
    case 'INT32':
    case 'INT64':
      return 'integer'
    case 'INT96':
      return 'timestamp'
    case 'FLOAT':
    case 'DOUBLE':
      return 'number'
    case 'BYTE_ARRAY':
      return 'unannotated'
    case 'FIXED_LEN_BYTE_ARRAY':
    case undefined:
      return 'binary'
  }
}
