/**
 * Sums the reports of several runs. A part that failed without a failed test, such as the linter or a test file that
 * could not be loaded, counts as one failure, so that the sum never looks better than the exit code.
 *
 * @param {{ code: number, tests: boolean, report?: object }[]} results exit code and vitest's JSON report of each part
 */
export function summarize(results) {
  /** @type {{ passed: number, failed: number, skipped: number, skippedTests: string[] }} */
  const sum = { passed: 0, failed: 0, skipped: 0, skippedTests: [] };
  for (const { code, tests, report } of results) {
    const failed = report?.numFailedTests ?? 0;
    sum.failed += code !== 0 && failed === 0 ? 1 : failed;
    if (!tests || report === undefined) continue;
    sum.passed += report.numPassedTests;
    sum.skipped += report.numPendingTests + report.numTodoTests;
    const all = report.testResults.flatMap((file) => file.assertionResults);
    sum.skippedTests.push(
      ...all.filter((test) => /^(pending|skipped|todo)$/.test(test.status)).map((test) => test.fullName),
    );
  }
  return sum;
}
