import { scansOf } from './plan-scans';

it('names the tables of a plan and the indexes by which it reads them', () => {
  const index = { 'Node Type': 'Index Scan', 'Relation Name': 'pipeline_wake_ups', 'Index Name': 'ix_pipeline_wake_ups_wake_at' };
  const plan = { 'Node Type': 'Result', Plans: [{ 'Node Type': 'Limit', Plans: [index] }, { 'Node Type': 'Seq Scan', 'Relation Name': 'clock' }] };
  expect(scansOf(plan)).toEqual(['Index Scan on pipeline_wake_ups by ix_pipeline_wake_ups_wake_at', 'Seq Scan on clock']);
  expect(scansOf(undefined)).toEqual([]);
});
