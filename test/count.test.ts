import { describe, expect, it } from 'vitest'
import { failuresOf, ofReport, total } from './count'

const report = (counts: Partial<Record<'passed' | 'failed' | 'pending' | 'todo', number>>, files: unknown[] = []) => ({
  success: true,
  numPassedTests: counts.passed ?? 0,
  numFailedTests: counts.failed ?? 0,
  numPendingTests: counts.pending ?? 0,
  numTodoTests: counts.todo ?? 0,
  testResults: files,
})

describe('the count of a run', () => {
  it('is that of the report', () => {
    expect(ofReport(report({ passed: 5, pending: 1, todo: 1 }), true)).toEqual({ passed: 5, failed: 0, skipped: 2 })
    expect(ofReport(report({ passed: 5, failed: 2 }), false)).toEqual({ passed: 5, failed: 2, skipped: 0 })
  })

  it('fails without a report, without tests, and for errors outside of tests', () => {
    expect(ofReport(undefined, true).failed).toBe(1)
    expect(ofReport(report({}), true).failed).toBe(1)
    expect(ofReport(report({ pending: 3 }), true).failed).toBe(1)
    expect(ofReport(report({ passed: 5 }), false).failed).toBe(1)
  })

  it('counts a file that could not be run as one failure', () => {
    const broken = { status: 'failed', assertionResults: [] }
    expect(ofReport(report({ passed: 5 }, [broken, broken]), false)).toEqual({ passed: 5, failed: 2, skipped: 0 })
  })

  it('names what failed, so that the end of a long log has it', () => {
    const failed = { status: 'failed', fullName: 'a draw is even', failureMessages: ['Error: 3 of 4\n  at line 5'] }
    const files = [
      { status: 'failed', name: '/root/test/draw.test.ts', assertionResults: [{ status: 'passed' }, failed] },
      { status: 'failed', name: '/root/test/city.test.ts', message: 'no city', assertionResults: [] },
      { status: 'passed', name: '/root/test/map.test.ts', assertionResults: [{ status: 'passed' }] },
    ]
    expect(failuresOf(report({ passed: 2, failed: 1 }, files), '/root')).toEqual([
      'test/draw.test.ts › a draw is even › Error: 3 of 4',
      'test/city.test.ts › no city',
    ])
    expect(failuresOf(report({ passed: 2 }))).toEqual([])
    expect(failuresOf(undefined)).toEqual(['no report'])
  })

  it('adds up', () => {
    const one = { passed: 1, failed: 2, skipped: 3 }
    expect(total([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 })
    expect(total([])).toEqual({ passed: 0, failed: 0, skipped: 0 })
  })
})
