import { mkdirSync, rmSync } from 'node:fs';
import { command, takeNoArguments } from './lib/command.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { RESULTS_DIR, readJestResult } from './lib/jest-results.mjs';
import { runTargets } from './lib/nx.mjs';

const HELP = `
npm test

Lint, types, builds, then all tests: unit, database and end-to-end. Each lint, type check and build counts as one test.
Results of unchanged projects come from Nx's cache. Databases are started as needed; nothing has to be prepared.
The last line is "N passed, N failed" (", N skipped" if any); exit code 1 if any failed or nothing ran.
`;

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

await command(HELP, async (args) => {
  takeNoArguments(args, 'npm test');
  await ensureInstalled();
  // What a project that no longer exists has left must not count; Nx puts the results of cached runs back.
  rmSync(RESULTS_DIR, { recursive: true, force: true });
  mkdirSync(RESULTS_DIR, { recursive: true });
  await phase('Lint and types', ['lint', 'typecheck'], asOneTest);
  await phase('Builds', ['build'], asOneTest);
  await phase('Tests', ['test'], (task) => readJestResult(task));
  return summary();
});

async function phase(title, targets, toResult) {
  process.stdout.write(`${title} …\n`);
  const { code, output, tasks } = await runTargets(targets);
  // Nx also reports what the targets depend on; builds have been counted by then.
  const results = tasks.filter(({ target }) => targets.includes(target)).map(toResult);
  if (results.length === 0) results.push(failed(`${title}: Nx ran no task`));
  if (code !== 0 && results.every(({ failed }) => failed === 0)) results.push(failed(`${title}: Nx ended with exit code ${code}`));
  if (code !== 0) process.stdout.write(`${output}\n`);
  results.forEach(add);
}

function asOneTest({ project, target, passed }) {
  return passed ? { passed: 1, failed: 0, skipped: 0, failures: [] } : failed(`${project}: ${target}`);
}

function failed(text) {
  return { passed: 0, failed: 1, skipped: 0, failures: [text] };
}

function add(result) {
  for (const key of Object.keys(total)) total[key] += result[key];
  failures.push(...result.failures);
}

function summary() {
  for (const text of failures) process.stdout.write(`FAILED ${text}\n`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}
