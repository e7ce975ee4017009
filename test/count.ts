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
  testResults: z.array(
    z.object({
      status: z.string(),
      name: z.string().optional(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string().optional(),
          fullName: z.string().optional(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
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

/**
 * What failed by Vitest's JSON report, a line each: the file, the test, and what was wrong in the first line of its
 * message. They stand above hundreds of lines of tests that passed; a log of which only the end is kept must have them.
 */
export function failuresOf(report: unknown, root = ''): string[] {
  const parsed = Report.safeParse(report)
  if (!parsed.success) return ['no report']
  return parsed.data.testResults.flatMap(file => {
    const name = (file.name ?? '').replace(root, '').replace(/^[\\/]/, '')
    const line = (what: readonly string[]) => what.filter(Boolean).join(' › ')
    if (file.status === 'failed' && file.assertionResults.length === 0) return [line([name, firstLine(file.message)])]
    return file.assertionResults
      .filter(test => test.status === 'failed')
      .map(test => line([name, test.fullName ?? '', firstLine(test.failureMessages?.[0])]))
  })
}

function firstLine(text: string | undefined): string {
  return (text ?? '').trim().split('\n', 1).join('').slice(0, 300)
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
