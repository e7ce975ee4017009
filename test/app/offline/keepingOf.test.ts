import { describe, expect, it } from 'vitest'
import { installingOf } from '../../../src/app/offline/installing'
import { type Facts, keepingOf } from '../../../src/app/offline/keepingOf'
import type { KeepFailure } from '../../../src/views/round/offlineContract'

const possible: Facts = {
  secure: true,
  supported: true,
  asked: true,
  active: false,
  newer: false,
  busy: false,
  progress: null,
  whole: undefined,
  failure: null,
  lasting: null,
}
const whole = { bytes: 45, at: '2026-11-30T01:00:00.000Z' }
const kept: Facts = { ...possible, active: true, whole, lasting: true }
const failure = (kind: KeepFailure['kind']): KeepFailure => ({ kind, file: 'a.js', detail: null })
const of = (facts: Facts, changed: Partial<Facts>) => keepingOf({ ...facts, ...changed })

describe('how the app is kept', () => {
  it('is said of the browser first', () => {
    expect(of(kept, { secure: false, supported: false })).toEqual({ kind: 'insecure' })
    expect(of(kept, { supported: false })).toEqual({ kind: 'unsupported' })
    expect(of(possible, { asked: false })).toEqual({ kind: 'asking' })
    expect(of(possible, {})).toEqual({ kind: 'none' })
  })

  it('goes by bytes until all are there', () => {
    expect(of(possible, { busy: true })).toEqual({ kind: 'keeping', done: 0, total: 0 })
    const progress = { done: 5, total: 45 }
    expect(of(possible, { busy: true, progress })).toEqual({ kind: 'keeping', ...progress })
    // What the browser threw away comes again.
    expect(of(kept, { whole: null, progress })).toEqual({ kind: 'keeping', ...progress })
    expect(of(kept, {})).toEqual({ kind: 'kept', ...whole, lasting: true })
    expect(of(kept, { whole: undefined })).toEqual({ kind: 'asking' })
  })

  it('is said to be newer once a newer version is whole, and not while it comes', () => {
    expect(of(kept, { busy: true, progress: { done: 1, total: 2 } }).kind).toBe('kept')
    expect(of(kept, { newer: true })).toEqual({ kind: 'newer', ...whole, lasting: true })
  })

  it('fails, and says whether there is something to use', () => {
    expect(of(possible, { failure: failure('network') })).toEqual({
      kind: 'failed',
      failure: failure('network'),
      usable: false,
    })
    expect(of(kept, { failure: failure('storage') })).toMatchObject({ kind: 'failed', usable: true })
    expect(of(kept, { whole: null })).toMatchObject({ kind: 'failed', failure: { kind: 'gone' }, usable: false })
  })

  it('does not fail where a newer version only met a weak signal', () => {
    for (const kind of ['network', 'ended'] as const) expect(of(kept, { failure: failure(kind) }).kind).toBe('kept')
  })
})

describe('installing', () => {
  const phone = { secure: true, standalone: false, offered: false, touch: true }

  it('is offered by the browser, else found in its menu, on what has a home screen', () => {
    expect(installingOf({ ...phone, offered: true })).toBe('possible')
    expect(installingOf(phone)).toBe('manual')
    expect(installingOf({ ...phone, touch: false })).toBeNull()
    expect(installingOf({ ...phone, secure: false })).toBeNull()
    expect(installingOf({ ...phone, standalone: true, offered: true })).toBe('installed')
  })
})
