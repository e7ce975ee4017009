import { afterAll } from 'vitest'
import { testEngine } from '../../engine/helper'

/** The engine of all tests of preparing. */
export const engine = testEngine()
afterAll(() => engine.close())
