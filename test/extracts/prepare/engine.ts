import { afterAll, beforeAll } from 'vitest'
import { createTexts } from '../../../src/extracts/expressions'
import { createTimes } from '../../../src/extracts/times'
import { testEngine } from '../../engine/helper'

/** The engine of all tests of preparing. */
export const engine = testEngine()
afterAll(() => engine.close())
beforeAll(() => engine.run([createTexts(), ...createTimes()]))
