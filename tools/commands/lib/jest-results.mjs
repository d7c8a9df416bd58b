import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { inRoot } from './paths.mjs';

/** Where each project's Jest run leaves its result (see nx.json). */
export const RESULTS_DIR = inRoot('dist/test-results');

const MESSAGE_LINES = 20;
const MESSAGE_COLUMNS = 200;

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
    const failed = suite.assertionResults.filter(({ status }) => status === 'failed');
    const broken = suite.status === 'failed' && failed.length === 0;
    if (broken) return [`${project}: ${suite.name.replace(`${inRoot()}/`, '')} cannot run${beginningOf(suite.message)}`];
    return failed.map(({ fullName, failureMessages }) => `${project}: ${fullName}${beginningOf(failureMessages[0])}`);
  });
}

/** Enough of a message to know what was wrong where only the last lines of a run are kept, without its colours. */
function beginningOf(message = '') {
  const lines = stripVTControlCharacters(message).split('\n').filter((line) => line.trim() !== '');
  return lines.slice(0, MESSAGE_LINES).map((line) => `\n  ${line.slice(0, MESSAGE_COLUMNS)}`).join('');
}
