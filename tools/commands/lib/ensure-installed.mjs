import { existsSync, readFileSync } from 'node:fs';
import { CommandError } from './command.mjs';
import { inRoot } from './paths.mjs';
import { quietly } from './run-step.mjs';

const OLDEST_NODE = [20, 19];

/** Makes sure that Node is new enough and that node_modules holds what package-lock.json asks for. */
export async function ensureInstalled() {
  checkNode(process.versions.node);
  if (isInstalled()) return;
  // NODE_ENV=production would leave out what the build needs.
  await quietly('Installing packages (npm ci, about a minute)', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
}

function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  const [oldMajor, oldMinor] = OLDEST_NODE;
  if (major > oldMajor || (major === oldMajor && minor >= oldMinor)) return;
  throw new CommandError(`Holdpoint needs Node ${OLDEST_NODE.join('.')} or later; this is ${version}.`);
}

/**
 * npm notes in node_modules what it has put there, as the last thing it does. Comparing that with the lock file, rather
 * than with a stamp of our own, also recognises what somebody installed by hand.
 */
function isInstalled() {
  const wanted = packagesOf(inRoot('package-lock.json'));
  const present = packagesOf(inRoot('node_modules/.package-lock.json'));
  return present !== null && Object.entries(wanted).every(([path, entry]) => path === '' || isSatisfied(entry, present[path]));
}

/** Optional packages are those of other platforms, too; they may be absent. */
function isSatisfied(wanted, present) {
  if (!present) return Boolean(wanted.optional || wanted.devOptional);
  return present.version === wanted.version && present.integrity === wanted.integrity;
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}
