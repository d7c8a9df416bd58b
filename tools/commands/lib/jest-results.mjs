import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/** Where each project's Jest run leaves its result (see nx.json). */
export const RESULTS_DIR = inRoot('dist/test-results');

/**
 * What one project's Jest run came to. A suite that could not even be loaded is one failure; so is a run that left no result.
 * @returns {{ passed: number, failed: number, skipped: number, failures: string[] }}
 */
export function readJestResult({ project, passed: taskPassed }, folder = RESULTS_DIR) {
  const file = `${folder}/${project}.json`;
  if (!existsSync(file)) return failure(`${project}: Jest left no result (no tests, or it could not start)`);
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const failures = failuresOf(project, result);
  if (failures.length === 0 && !taskPassed) failures.push(`${project}: all tests passed, but the run failed`);
  return { passed: result.numPassedTests, failed: failures.length, skipped: result.numPendingTests + result.numTodoTests, failures };
}

function failure(text) {
  return { passed: 0, failed: 1, skipped: 0, failures: [text] };
}

function failuresOf(project, { testResults }) {
  return testResults.flatMap((suite) => {
    const failed = suite.assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${project}: ${fullName}`);
    const broken = suite.status === 'failed' && failed.length === 0;
    return broken ? [`${project}: ${suite.name.replace(`${inRoot()}/`, '')} cannot run`] : failed;
  });
}
