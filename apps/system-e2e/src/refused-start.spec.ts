/** A process that is told what cannot be says so to people, in one line without an address or a stack, and ends. */
import { freePort } from '@holdpoint/evaluation-process';
import { HoldpointProcess } from './lib/holdpoint-process';

const NOWHERE = 'postgres://user:seCret@127.0.0.1:1/none';

/** All that a process prints that does not start. */
async function printed(databaseUrl: string, env: Readonly<Record<string, string>>): Promise<string> {
  const started = HoldpointProcess.start(await freePort(), databaseUrl, { LOG_LEVEL: 'info', ...env });
  return started.then(
    () => 'it started',
    (error: Error) => error.message,
  );
}

it.each<[string, string, Record<string, string>]>([
  ['DATABASE_URL', 'postgres://user:seCret#@127.0.0.1/none', {}],
  ['HOLDPOINT_HOOK_ALLOW', NOWHERE, { HOLDPOINT_HOOK_ALLOW: 'not/a//place' }],
  ['HOLDPOINT_REGISTRY_ALLOW', NOWHERE, { HOLDPOINT_REGISTRY_ALLOW: 'not/a//place' }],
])('refuses a malformed %s', async (name, databaseUrl, env) => {
  const output = await printed(databaseUrl, env);
  expect(output).toMatch(new RegExp(`^the process does not answer:\nHoldpoint cannot start:\n- ${name} .*\n$`));
  expect(output).not.toContain('seCret');
});

it('lists everything that is wrong at once', async () => {
  const output = await printed(NOWHERE, { PORT: 'many', HOLDPOINT_HOOK_ALLOW: 'not/a//place', HOLDPOINT_REGISTRY_ALLOW: 'not/a//place' });
  expect(output).toMatch(/cannot start:\n- PORT .*\n- HOLDPOINT_HOOK_ALLOW .*\n- HOLDPOINT_REGISTRY_ALLOW .*\n$/);
});
