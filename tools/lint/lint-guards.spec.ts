/**
 * A guard that the guards run. Lint can be silently green (without Nx's project graph the boundary rule only warns, and
 * skips), so violations are planted in a copy of the workspace, and lint, run through Nx as in a fresh clone, must name
 * each of them by its rule. A copy, because nothing else may ever meet a planted file.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LAWFUL, VIOLATIONS } from './violations.fixture';

const root = join(__dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'holdpoint-lint-'));
const COPIED = ['apps', 'libs', 'tools', 'nx.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json', 'eslint.config.mjs', 'jest.preset.js'];
let found: Map<string, string[]>;

beforeAll(() => {
  for (const name of COPIED) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const { file, text } of [...LAWFUL, ...VIOLATIONS]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  found = rulesByFile(lint());
}, 180_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function lint(): string {
  const nx = [join(root, 'node_modules/.bin/nx'), 'run-many', '-t', 'lint', '-p', 'pipeline-domain,pipeline-persistence,evaluation-oracle,webhook-adapters'];
  const env = { ...process.env, NX_CACHE_DIRECTORY: join(copy, '.nx/cache'), NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', NO_COLOR: '1' };
  delete (env as NodeJS.ProcessEnv)['NX_WORKSPACE_ROOT_PATH'];
  return spawnSync(process.execPath, [...nx, '--skip-nx-cache', '--output-style=static'], { cwd: copy, env, encoding: 'utf8' }).stdout;
}

/** ESLint prints a file's path on a line of its own, then a line for each finding that ends with the rule. */
function rulesByFile(output: string): Map<string, string[]> {
  const rules = new Map<string, string[]>();
  let file = '';
  for (const line of output.split('\n')) {
    if (line.startsWith(`${copy}/`)) file = line.slice(copy.length + 1).trim();
    const finding = /^\s+\d+:\d+\s+error\s.*\s(\S+)$/.exec(line)?.[1];
    if (finding) rules.set(file, [...(rules.get(file) ?? []), finding].sort());
  }
  return rules;
}

it.each(VIOLATIONS)('refuses $file', ({ file, rules }) => {
  expect([...new Set(found.get(file))]).toEqual(rules);
});

it.each(LAWFUL)('accepts $file', ({ file }) => {
  expect(found.get(file)).toBeUndefined();
});
