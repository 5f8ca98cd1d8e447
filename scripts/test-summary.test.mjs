import { expect, it } from "vitest";
import { summarize } from "./test-summary.mjs";

const report = (passed, failed, skipped = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped.length,
  numTodoTests: 0,
  testResults: [{ assertionResults: skipped.map((fullName) => ({ fullName, status: "skipped" })) }],
});

it("sums over projects and names what was skipped", () => {
  const results = [
    { code: 0, tests: true, report: report(3, 0, ["through PgBouncer: not installed"]) },
    { code: 1, tests: true, report: report(4, 2) },
    { code: 0, tests: false },
  ];
  expect(summarize(results)).toEqual({
    passed: 7,
    failed: 2,
    skipped: 1,
    skippedTests: ["through PgBouncer: not installed"],
  });
});

it("counts a part that failed without a failed test", () => {
  const results = [
    { code: 1, tests: false },
    { code: 1, tests: true, report: report(5, 0) },
    { code: 124, tests: true },
  ];
  expect(summarize(results)).toMatchObject({ passed: 5, failed: 3 });
});
