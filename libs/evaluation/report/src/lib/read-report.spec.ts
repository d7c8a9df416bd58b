/** What is written keeps to the schema and is read again; what does not keep to it is neither written nor read. */
import { FAMILIES, SEVERITIES } from '@holdpoint/evaluation-experiment';
import schema from '../../report.schema.json';
import { readReport, writeReport } from './read-report';
import { findingsOnly, type Report } from './report';
import { experiment, finding, hostileReport, report } from './report.fixture';

const good = report(experiment({ findings: [finding({ severity: 'high', reproduction: 'config: {}' })] }), experiment({ id: 'other', crash: 'It fell.' }));
const read = (value: unknown): unknown => {
  const result = readReport(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
  return result.ok ? result.value : result.error;
};

it.each([
  ['a report', good],
  ['a report without measurements', findingsOnly(good)],
  ['a report without experiments', report()],
])('reads %s that was written', (_name, value) => {
  expect(read(writeReport(value))).toEqual(value);
});

it('keeps texts as they are, whatever they hold', () => {
  expect(read(writeReport(hostileReport))).toEqual(hostileReport);
});

it.each([
  ['no JSON', '{', 'it is not JSON'],
  ['another format', { ...good, format: 'holdpoint.evaluation-report/2' }, /^it is no report: report\/format/],
  ['a seed that is none', { ...good, seed: -1 }, /report\/seed/],
  ['a key that nobody knows', { ...good, commit: 'abc' }, /additional properties/],
  ['a severity that does not exist', report(experiment({ findings: [finding({ severity: 'awful' as 'high' })] })), /severity/],
  ['data that nests', report(experiment({ findings: [finding({ data: { a: [] as unknown as string } })] })), /data/],
  ['a figure that is no number', { ...good, measured: { machine: {}, figures: [{ experiment: 'a', id: 'a', title: 'a', value: '1', unit: 'ms' }] } }, /value/],
])('refuses %s', (_name, value, problem) => {
  expect(read(value)).toEqual(expect.stringMatching(problem));
});

it.each(Object.keys(good))('misses %s', (key) => {
  const { [key as keyof Report]: _left, ...rest } = good;
  expect(read(rest)).toMatch(new RegExp(`must have required property '${key}'`));
});

it('does not write what does not keep to the schema', () => {
  const measured = { machine: {}, figures: [{ experiment: 'a', id: 'a', title: 'a', value: Number.NaN, unit: 'ms' }] };
  expect(() => writeReport({ ...good, measured })).toThrow(/must keep to its schema.*value/);
});

it('has a schema with the words of the types', () => {
  expect(schema.$defs.finding.properties.severity.enum).toEqual(SEVERITIES);
  expect(schema.$defs.experiment.properties.family.enum).toEqual(FAMILIES);
});
