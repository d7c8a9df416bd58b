/** The group that GitLab puts a job into by its name. */
import { groupName } from './group-name';

it.each([
  ['test', 'test'],
  ['test 1/2', 'test'],
  ['test 1 / 2 ', 'test'],
  ['test:1:2', 'test'],
  ['test 1 2', 'test'],
  ['test: [a, b]', 'test'],
  ['test [a] 1/2', 'test'],
  ['test 1/2 3/4 5/6', 'test'],
  ['test 1/2 3/4 5/6 7/8', 'test 1/2'],
  ['test: [a]: [b]', 'test'],
  ['test1/2', 'test1/2'],
  ['test 1', 'test 1'],
  ['test[a]', 'test[a]'],
  ['1/2', '1/2'],
  [' [a]', ''],
  [' test ', 'test'],
  ['a 1/2 b', 'a 1/2 b'],
])('%s is of %s', (name, group) => {
  expect(groupName(name)).toBe(group);
});

it('takes little time for a name made to take long', () => {
  const started = process.cpuUsage().user;
  for (let at = 0; at < 100; at += 1) groupName(`${' ['.repeat(60)}${' 1'.repeat(60)}]x]`);
  expect(process.cpuUsage().user - started).toBeLessThan(1_000_000);
});
