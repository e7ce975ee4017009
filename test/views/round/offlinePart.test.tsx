import { describe, expect, it } from 'vitest'
import { OfflinePart } from '../../../src/views/round/OfflinePart'
import type { Installing, OfflineContract, OfflineKeeping } from '../../../src/views/round/offlineContract'
import { html } from '../../ui/render'

const nothing = async () => undefined
function shown(keeping: OfflineKeeping, install: Installing = null): string {
  const state = { keeping, install }
  const acts = { keep: nothing, remove: nothing, update: nothing, promptInstall: nothing }
  const offline: OfflineContract = { state: () => state, subscribe: () => () => undefined, ...acts }
  return html(<OfflinePart offline={offline} />)
}
const buttons = (markup: string): string[] =>
  [...markup.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, text]) => text ?? '')
const whole = { bytes: 45_110_000, at: '2026-11-30T01:00:00.000Z' }

describe('the app on a phone', () => {
  it('is offered with its size', () => {
    const markup = shown({ kind: 'none' })
    expect(buttons(markup)).toEqual(['Keep on this phone'])
    expect(markup).toContain('about 45 MB')
  })

  it('cannot be kept on plain HTTP or in a private window, with what to do', () => {
    expect(shown({ kind: 'insecure' })).toContain('https://')
    expect(shown({ kind: 'unsupported' })).toContain('private window')
    expect(buttons(shown({ kind: 'insecure' }))).toEqual([])
  })

  it('comes with a bar in bytes', () => {
    const markup = shown({ kind: 'keeping', done: 9_000_000, total: 45_000_000 })
    expect(markup).toContain('9 MB of 45 MB')
    expect(markup).toContain('value="0.2"')
    expect(shown({ kind: 'keeping', done: 0, total: 0 })).not.toContain('value=')
  })

  it('is one line when all is well, and can be removed', () => {
    const markup = shown({ kind: 'kept', ...whole, lasting: true })
    expect(markup).toMatch(/Kept on this phone: works without a network.*45\.1 MB/s)
    expect(markup).not.toContain('did not promise')
    expect(buttons(markup)).toEqual(['Remove, 45.1 MB become free'])
    expect(shown({ kind: 'kept', ...whole, lasting: false })).toContain('did not promise')
  })

  it('offers a newer version and says what to do before', () => {
    const markup = shown({ kind: 'newer', ...whole, lasting: null })
    expect(buttons(markup)[0]).toBe('Reload')
    expect(markup).toContain('Save what you are filling in')
  })

  it.each(['storage', 'network', 'server', 'ended', 'refused', 'gone'] as const)(
    'says what failed (%s), where and what to do',
    kind => {
      const failure = { kind, file: 'assets/a-1.js', detail: 'text/html' }
      const markup = shown({ kind: 'failed', failure, usable: false })
      expect(markup).toContain('role="alert"')
      expect(markup).toContain('assets/a-1.js')
      expect(markup).not.toContain('still works without a network')
      expect(buttons(markup).length).toBe(1)
      const usable = shown({ kind: 'failed', failure, usable: true })
      expect(usable).toContain('The version that was kept before still works without a network.')
      expect(buttons(usable)).toContain('Remove')
    },
  )

  it('is installed by a button where the browser offers it, else by its menu', () => {
    const state = { kind: 'kept', ...whole, lasting: true } as const
    expect(buttons(shown(state, 'possible'))).toContain('Install as an app')
    expect(shown(state, 'manual')).toContain('Add to Home screen')
    expect(shown(state, 'installed')).not.toContain('Install as an app')
  })
})
