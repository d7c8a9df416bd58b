import { scansOf, wholeReads } from './plan-scans';

it('names the tables of a plan and the indexes by which it reads them', () => {
  const index = { 'Node Type': 'Index Scan', 'Relation Name': 'pipeline_wake_ups', 'Index Name': 'ix_pipeline_wake_ups_wake_at' };
  const plan = { 'Node Type': 'Result', Plans: [{ 'Node Type': 'Limit', Plans: [index] }, { 'Node Type': 'Seq Scan', 'Relation Name': 'clock' }] };
  expect(scansOf(plan)).toEqual(['Index Scan on pipeline_wake_ups by ix_pipeline_wake_ups_wake_at', 'Seq Scan on clock']);
  expect(scansOf(undefined)).toEqual([]);
});

it('a whole table is read by whatever scan is sequential, but for the clock', () => {
  const scans = ['Index Scan on a by ix_a', 'Seq Scan on simulation_clock', 'Seq Scan on a', 'Seq Scan on clock'];
  expect(wholeReads(scans)).toEqual(['Seq Scan on a', 'Seq Scan on clock']);
});
