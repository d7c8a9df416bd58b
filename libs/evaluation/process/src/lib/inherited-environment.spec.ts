/** Proves that no setting of a real installation reaches a process that is measured or tested. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inheritedEnvironment } from './inherited-environment';

const declared = readFileSync(join(__dirname, '../../../../platform/runtime/src/lib/environment/environment-variables.ts'), 'utf8');
const settings = [...declared.matchAll(/^ {2}readonly ([A-Z_]+)\b/gm)].map(([, name = '']) => name);

let before: NodeJS.ProcessEnv;
beforeEach(() => (before = process.env));
afterEach(() => (process.env = before));

it('keeps back every setting of the API but its log level, and nothing else', () => {
  expect(settings).toEqual(expect.arrayContaining(['ROLE', 'HOLDPOINT_HOOK_ALLOW', 'TIMEOUT_CRON', 'UV_THREADPOOL_SIZE', 'LOG_LEVEL']));
  const others = { PATH: '/bin', HOSTNAME: 'here', XPORT: '1', npm_lifecycle_event: 'demo', NODE_OPTIONS: '--no-warnings' };
  process.env = { ...Object.fromEntries(settings.map((name) => [name, 'theirs'])), ...others };
  expect(inheritedEnvironment()).toEqual({ LOG_LEVEL: 'theirs', ...others });
});
