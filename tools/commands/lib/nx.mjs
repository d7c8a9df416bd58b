import { existsSync, readFileSync, rmSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { capture, quietly } from './run-step.mjs';

/** Nx's note of what each task of its last run came to. */
const RUN_FILE = inRoot('.nx/cache/run.json');

/** The cache stays in the clone: by default Nx shares it between clones in the home directory, which may be read-only or stale. */
const ENVIRONMENT = { NX_CACHE_DIRECTORY: inRoot('.nx/cache'), NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', NX_INTERACTIVE: 'false' };

const program = [inRoot('node_modules/.bin/nx')];

/** Builds the named applications; Nx restores from its cache what has not changed. */
export async function ensureBuilt(...projects) {
  await quietly(`Building ${projects.join(', ')}`, process.execPath, [...program, 'run-many', '-t', 'build', '-p', projects.join(',')], ENVIRONMENT);
}

/**
 * Runs targets in every project that has them.
 * @returns {Promise<{ code: number, output: string, tasks: { project: string, target: string, passed: boolean }[] }>}
 */
export async function runTargets(targets, { parallel = 2, projects, exclude } = {}) {
  rmSync(RUN_FILE, { force: true });
  const choice = [...(projects ? ['-p', projects] : []), ...(exclude ? ['--exclude', exclude] : [])];
  const { code, output } = await capture(process.execPath, [...program, 'run-many', '-t', ...targets, `--parallel=${parallel}`, ...choice], ENVIRONMENT);
  return { code, output, tasks: tasksOfLastRun() };
}

function tasksOfLastRun() {
  if (!existsSync(RUN_FILE)) return [];
  const { tasks } = JSON.parse(readFileSync(RUN_FILE, 'utf8'));
  return tasks.map(({ projectName, target, status }) => ({ project: projectName, target, passed: status === 0 }));
}
