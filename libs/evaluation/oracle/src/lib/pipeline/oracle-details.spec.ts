// Proves why and when jobs are said to have failed, begun and ended.
import { oracleDetails } from './oracle-details';
import { external, job, pipelineOf, play } from './pipeline.fixture';

const waiting = () => pipelineOf([external('test', { timeoutMs: 100_000, heartbeatMs: 60_000 })]);
const unnoticed = (ms: number) => ({ type: 'advance', ms, unnoticed: true }) as const;
const report = (outcome: 'failed' | 'running') => ({ type: 'callback', callback: { job: 'test', outcome } }) as const;
const NOTHING = { failure_reason: null, started_at: null, finished_at: null, deadline_at: null };

describe('oracleDetails', () => {
  it('begins with the work, which a build in the queue has not', () => {
    const start = pipelineOf([job('build')]);
    expect(oracleDetails(start)['build']).toEqual(NOTHING);
    expect(oracleDetails(play(start, 'advance 5', 'run build'))['build']).toMatchObject({ started_at: 5, finished_at: null, deadline_at: 3_600_005 });
    expect(oracleDetails(play(start, 'advance 5', 'drop build'))['build']).toEqual({ ...NOTHING, finished_at: 5, failure_reason: 'unknown_failure' });
  });

  it('ends what time has ended when that was, whenever it is noticed', () => {
    expect(oracleDetails(play(waiting(), unnoticed(90_000), report('failed')))['test']).toMatchObject({ failure_reason: 'heartbeat_timeout', finished_at: 60_000 });
    const heard = play(waiting(), unnoticed(50_000), report('running'), unnoticed(70_000), report('failed'));
    expect(oracleDetails(heard)['test']).toMatchObject({ failure_reason: 'job_execution_timeout', finished_at: 100_000, deadline_at: 100_000 });
    const canceling = play(waiting(), 'start_cancel test', unnoticed(70_000), report('failed'));
    expect(oracleDetails(canceling)['test']).toMatchObject({ failure_reason: null, started_at: 0, finished_at: 60_000 });
  });

  it('tells a failure that was reported, and begins anew with the next attempt', () => {
    const failed = play(waiting(), 'advance 5', report('failed'));
    expect(oracleDetails(failed)['test']).toMatchObject({ failure_reason: 'api_failure', started_at: 0, finished_at: 5 });
    expect(oracleDetails(play(failed, 'advance 5', 'retry test'))['test']).toEqual({ ...NOTHING, started_at: 10, deadline_at: 100_010 });
  });
});
