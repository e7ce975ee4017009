import { describe, expect, it } from 'vitest'
import { QueryError } from '../../src/engine/engine'
import { EngineEnded, isTrap, readable, refusal } from '../../src/engine/failures'
import { trap } from './helper'

describe('a trap', () => {
  it.each([
    trap('memory access out of bounds'),
    trap('anything that WebAssembly throws'),
    new Error('null function or function signature mismatch'),
    new Error('unreachable'),
    new Error('table index is out of bounds'),
    new Error('Aborted(OOM)'),
    new Error('INTERNAL Error: Attempted to access index 1 within vector of size 1'),
    new Error('FATAL Error: Failed: database has been invalidated because of a previous fatal error'),
  ])('is %s', error => {
    expect(isTrap(error)).toBe(true)
    expect(refusal(error, 'SELECT 1')).toMatchObject({ kind: 'engine', statement: 'SELECT 1', cause: error })
  })

  it.each([
    new Error("Conversion Error: Could not convert string 'unreachable' to INT32"),
    new Error('Catalog Error: Table with name "memory access out of bounds" does not exist!'),
    new Error('Binder Error: null function or function signature mismatch'),
    new Error('Out of Memory Error: failed to allocate data of size 16.0 MiB'),
    new TypeError('A column cannot be read'),
    'unreachable',
  ])('is not %s', error => expect(isTrap(error)).toBe(false))
})

describe('refusal', () => {
  it.each([
    [new Error('Out of Memory Error: could not allocate block of size 256.0 KiB'), 'memory'],
    [new RangeError('Array buffer allocation failed'), 'memory'],
    [new Error('std::bad_alloc'), 'memory'],
    [new Error('Parser Error: syntax error'), 'query'],
    [new EngineEnded('The engine was closed', 'closed'), 'closed'],
    [new EngineEnded("The engine's worker ended", 'engine'), 'engine'],
  ])('of %s is of kind %s', (error, kind) => {
    expect(refusal(error, 's')).toMatchObject({ name: 'QueryError', kind, statement: 's', message: error.message })
  })

  it('leaves a QueryError and an AbortError as they are', () => {
    const errors = [new QueryError('no', 'query', 's'), new DOMException('stop', 'AbortError')]
    for (const error of errors) expect(refusal(error, 't')).toBe(error)
  })

  it('makes the messages readable that DuckDB gives as JSON', () => {
    const json = '{"exception_type":"Parser","exception_message":"syntax error","position":"0"}'
    expect(readable(json)).toBe('Parser Error: syntax error')
    expect(readable('{not JSON')).toBe('{not JSON')
    expect(readable('{"a":1}')).toBe('{"a":1}')
  })
})
