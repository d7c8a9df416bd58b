/** Proves that no setting of a real installation reaches a simulation. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const declared = readFileSync(join(__dirname, '../../libs/platform/runtime/src/lib/environment/environment-variables.ts'), 'utf8');
const settings = [...declared.matchAll(/^ {2}readonly ([A-Z_]+)\b/gm)].map(([, name = '']) => name);

/** What a program sees that is given no more than what is inherited. */
function seenBy(env: NodeJS.ProcessEnv): readonly string[] {
  const module = (name: string): string => JSON.stringify(join(__dirname, 'lib', name));
  const script = `
    import { inheritedEnvironment } from ${module('inherited-environment.mjs')};
    import { startProgram } from ${module('supervise.mjs')};
    await startProgram('-p', ['Object.keys(process.env).join()'], { inherited: inheritedEnvironment() }).ended;`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }).stdout.trim().split(',');
}

it('keeps back every setting of the API but its log level, and nothing else', () => {
  expect(settings).toEqual(expect.arrayContaining(['ROLE', 'HOLDPOINT_HOOK_ALLOW', 'TIMEOUT_CRON', 'UV_THREADPOOL_SIZE', 'LOG_LEVEL']));
  const others = { PATH: '/bin', HOSTNAME: 'here', XPORT: '1', npm_lifecycle_event: 'demo' };
  const seen = seenBy({ ...Object.fromEntries(settings.map((name) => [name, '1'])), ...others });
  expect(new Set(seen.filter((name) => settings.includes(name) || Object.hasOwn(others, name)))).toEqual(new Set(['LOG_LEVEL', ...Object.keys(others)]));
});
