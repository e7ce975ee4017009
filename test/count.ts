import { z } from 'zod'

/** How a part of the run ended. */
export interface TestCount {
  passed: number
  failed: number
  skipped: number
}

export const emptyCount: TestCount = { passed: 0, failed: 0, skipped: 0 }

const Report = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/**
 * The count of one run from Vitest's JSON report. What is no test failed counts as one failure: no report, a file
 * that could not be run, an error outside of tests, no test at all.
 */
export function ofReport(report: unknown, exitedWell: boolean): TestCount {
  const parsed = Report.safeParse(report)
  if (!parsed.success) return { ...emptyCount, failed: 1 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data
  const brokenFiles = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length
  const failed = numFailedTests + brokenFiles
  const unexplained = failed === 0 && (!exitedWell || numPassedTests === 0) ? 1 : 0
  return { passed: numPassedTests, failed: failed + unexplained, skipped: numPendingTests + numTodoTests }
}

export function total(counts: readonly TestCount[]): TestCount {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    emptyCount,
  )
}
