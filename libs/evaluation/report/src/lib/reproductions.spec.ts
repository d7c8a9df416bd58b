/** Scenario files have names that every system takes, and no two the same. */
import { experiment, finding, hostileReport, report } from './report.fixture';
import { reproductionsOf } from './reproductions';

const named = (...ids: readonly string[]) =>
  reproductionsOf(report(experiment({ findings: ids.map((id) => finding({ id, reproduction: `# ${id}` })) }))).map(({ fileName }) => fileName);

it('names them by experiment and finding', () => {
  expect(named('fold.stage', 'a/b', 'a b', 'A_b')).toEqual(['tiny-fold.stage.yml', 'tiny-a_b.yml', 'tiny-a_b-2.yml', 'tiny-a_b-3.yml']);
});

it('takes no path and no end of names from an id', () => {
  expect(named('../../etc/passwd')).toEqual(['tiny-.._.._etc_passwd.yml']);
  expect(named('x'.repeat(1_000))[0]).toHaveLength(124);
  expect(reproductionsOf(hostileReport).map(({ fileName }) => fileName)).toEqual([expect.stringMatching(/^tiny-[a-z0-9_.-]+\.yml$/)]);
});

it('leaves out findings that have none', () => {
  expect(reproductionsOf(report(experiment()))).toEqual([]);
});
