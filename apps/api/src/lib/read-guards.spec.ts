/** Proves that lists of hosts that cannot be read are told with everything else that is wrong with an environment. */
import { parseEnvironment } from '@holdpoint/runtime';
import { allowListProblems } from './read-guards';

const DATABASE_URL = 'postgres://x';

const variablesWrong = (variables: Record<string, string>): readonly (string | undefined)[] => {
  const environment = parseEnvironment({ DATABASE_URL, ...variables }, allowListProblems);
  return environment.ok ? [] : environment.error.map((problem) => problem.split(' ')[0]);
};

it('tells of both lists at once, beside the other problems', () => {
  const lists = { HOLDPOINT_HOOK_ALLOW: '10.0.0.0/8,not/a//place', HOLDPOINT_REGISTRY_ALLOW: 'not/a//place' };
  expect(variablesWrong(lists)).toEqual(['HOLDPOINT_HOOK_ALLOW', 'HOLDPOINT_REGISTRY_ALLOW']);
  const others = { PORT: 'many', UV_THREADPOOL_SIZE: 'many', HOLDPOINT_TRUSTED_PROXIES: 'proxy' };
  expect([...variablesWrong({ ...lists, ...others })].sort()).toEqual([...Object.keys(lists), ...Object.keys(others)].sort());
});

it('finds nothing wrong with lists that can be read', () => {
  expect(variablesWrong({ HOLDPOINT_HOOK_ALLOW: '10.0.0.0/8,localhost:8080', HOLDPOINT_REGISTRY_ALLOW: 'http://localhost:5000' })).toEqual([]);
});
