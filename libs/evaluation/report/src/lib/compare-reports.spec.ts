/** Two reports differ in what came, what went and what changed; what only one of them ran is no difference. */
import { compareReports, differenceLines } from './compare-reports';
import { experiment, finding, report } from './report.fixture';

it('finds no difference between findings that are the same, whatever was measured', () => {
  const [before, now] = [report(experiment()), { ...report(experiment()), measured: null }];
  expect(differenceLines(compareReports(before, now))).toEqual([]);
});

it('lists what was added, what is gone and what changed', () => {
  const before = experiment({ findings: [finding({ id: 'gone' }), finding({ id: 'kept', data: { cases: 1, old: true } })] });
  const now = experiment({
    summary: 'Two cases were tried.',
    broken: ['It holds.'],
    findings: [finding({ id: 'kept', severity: 'high', observation: 'Stuck.', data: { cases: 2 } }), finding({ id: 'new', severity: 'low', observation: 'Late.' })],
  });
  expect(differenceLines(compareReports(report(before), report(now)))).toEqual([
    '+ tiny/new (low): Late.',
    '- tiny/gone (none): Nothing to see.',
    '~ tiny summary: "One case was tried." -> "Two cases were tried."',
    '~ tiny broken: "" -> "It holds."',
    '~ tiny/kept severity: "none" -> "high"',
    '~ tiny/kept observation: "Nothing to see." -> "Stuck."',
    '~ tiny/kept data.cases: 1 -> 2',
    '~ tiny/kept data.old: true -> (none)',
  ]);
});

it('leaves out experiments that only one of them has', () => {
  const other = experiment({ id: 'other', findings: [finding({ severity: 'critical' })] });
  expect(differenceLines(compareReports(report(experiment(), other), report(experiment())))).toEqual([]);
  expect(differenceLines(compareReports(report(experiment()), report(experiment(), other)))).toEqual([]);
});
