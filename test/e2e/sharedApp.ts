import { afterAll, beforeAll } from 'vitest'
import { type AppOptions, type RunningApp, withApp } from './app'

/** One app for the tests of a file or a `describe`, in order; at their end `withApp` asserts what it always does. */
export function sharedApp(options: AppOptions | (() => AppOptions) = {}): () => RunningApp {
  let app: RunningApp | undefined
  let finish: () => void = () => {}
  let ended: Promise<void> = Promise.resolve()
  beforeAll(async () => {
    await new Promise<void>((opened, failed) => {
      const done = new Promise<void>(resolve => {
        finish = resolve
      })
      ended = withApp(typeof options === 'function' ? options() : options, running => {
        app = running
        opened()
        return done
      })
      ended.catch(failed)
    })
  })
  afterAll(async () => {
    finish()
    await ended
  })
  return () => {
    if (!app) throw new Error('the app is there inside tests only')
    return app
  }
}
