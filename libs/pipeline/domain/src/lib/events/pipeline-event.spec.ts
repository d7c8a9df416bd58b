/** An event is the difference that a pass makes: nothing else is told, and whoever applies them all knows everything. */
import fc from 'fast-check';
import type { PipelineCommand } from '../commands/pipeline-command';
import { runPass } from '../commands/pipeline-pass';
import { applyChanges } from '../processing/apply-changes';
import { planOf, TestPipeline, type JobSketch } from '../processing/facts.fixture';
import { NO_PROGRESS, type JobFacts, type PipelineFacts } from '../processing/pipeline-facts';
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import { pipelineEvent, type ChangedJob, type PipelineEvent } from './pipeline-event';

const JOBS: readonly JobSketch[] = [
  { name: 'wait', stage: 'sync', kind: 'external', options: { external: {} } },
  { name: 'flaky', stage: 'sync', retry: { max: 2, when: ['always'] } },
  { name: 'after', stage: 'verify' },
  { name: 'by hand', stage: 'verify', when: 'manual', allowFailure: true },
];

/** Runs commands in one pass over a pipeline; new attempts get the numbers that follow. */
function pass(facts: PipelineFacts, ...commands: readonly PipelineCommand[]): { event: PipelineEvent | null; after: PipelineFacts } {
  const { changes } = runPass(HOLDPOINT_CI_MODEL, facts, commands);
  const last = Math.max(...facts.jobs.map(({ id }) => id));
  const numbers = new Map([...changes.clones, ...changes.added.jobs].map(({ id }, index) => [id, last + index + 1]));
  const numberOf = (id: number): number => numbers.get(id) ?? id;
  return { event: pipelineEvent(facts, changes, numberOf), after: applyChanges(facts, changes, numberOf) };
}

const fire = (event: string, ...jobNames: readonly string[]): PipelineCommand => ({ type: 'fire_event', event, jobNames, actor: 'test' });

const shortly = (event: PipelineEvent | null) => ({
  pipeline: [event?.data.pipeline.from, event?.data.pipeline.status],
  stages: event?.data.stages.map(({ name, status }) => `${name} ${status}`),
  jobs: event?.data.jobs.map(({ name, attempt, from, status }) => [name, attempt, from, status]),
});

describe('pipelineEvent', () => {
  it('tells what has changed and from what, and leaves the rest out', () => {
    const { facts } = new TestPipeline(planOf(JOBS));
    expect(facts.status).toBe('running');
    const { event } = pass({ ...facts, now: 2_000_000 }, fire('run', 'flaky'), fire('success', 'flaky', 'wait'));
    expect(shortly(event)).toEqual({
      pipeline: ['running', 'running'],
      stages: ['sync success', 'verify pending'],
      jobs: [
        ['wait', 1, 'running_externally', 'success'],
        ['flaky', 1, 'pending', 'success'],
        ['after', 1, 'created', 'pending'],
        ['by hand', 1, 'created', 'manual'],
      ],
    });
    expect(event).toMatchObject({ projectId: 1, pipelineId: 1, at: 2_000_000 });
  });

  it('tells new attempts by the numbers they are stored under, each with its count, also several of a pass', () => {
    const { facts } = new TestPipeline(planOf(JOBS));
    const { event } = pass(facts, fire('run', 'flaky'), fire('drop', 'flaky'), fire('run', 'flaky'), fire('drop', 'flaky'));
    expect(event?.data.jobs.map(({ id, name, attempt, from, status, retried }) => [id, name, attempt, from, status, retried])).toEqual([
      [4, 'flaky', 1, 'pending', 'failed', true],
      [7, 'flaky', 2, null, 'failed', true],
      [8, 'flaky', 3, null, 'pending', false],
    ]);
  });

  it('tells progress, which changes no status', () => {
    const { facts } = new TestPipeline(planOf(JOBS));
    for (const told of [{ percent: 0 }, { description: 'rolling out' }, { targetUrl: 'https://ci.test/1' }]) {
      const progress = { ...NO_PROGRESS, ...told };
      const report = { outcome: 'running', progress } as const;
      const { event } = pass(facts, { type: 'callback', callbackId: 'c', jobId: null, jobName: 'wait', matchKey: null, report, actor: 'argo' });
      expect(event?.data.jobs).toEqual([expect.objectContaining({ name: 'wait', from: 'running_externally', status: 'running_externally', progress })]);
    }
    expect(pass(facts, fire('success', 'wait')).event?.data.jobs[0]).toMatchObject({ name: 'wait', progress: null });
  });

  it('tells a commit status that is new with its stage, and by the name of a stage what was there', () => {
    const { facts } = new TestPipeline(planOf([{ name: 'build', stage: 'make' }]));
    const status = { type: 'commit_status', name: 'ci', state: 'running', description: null, targetUrl: null, coverage: null, actor: 'bot' } as const;
    const { event, after } = pass(facts, status, fire('run', 'build'));
    expect(event?.data.stages).toEqual([{ name: 'make', status: 'running' }, { name: 'external', status: 'running' }]);
    expect(event?.data.jobs.map(({ id, name, stage, from, attempt }) => [id, name, stage, from, attempt])).toEqual([
      [2, 'build', 'make', 'pending', 1],
      [3, 'ci', 'external', null, 1],
    ]);
    expect(pass(after, { ...status, name: 'lint' }).event?.data.jobs).toMatchObject([{ name: 'lint', stage: 'external' }]);
  });

  it('is told of the first pass even if it changes nothing, and of no other pass that changes nothing', () => {
    const { facts } = new TestPipeline(planOf([{ name: 'wait', kind: 'external', options: { external: {} } }]));
    expect(pass(facts, { type: 'process' }).event).toBeNull();
    const row = { status: facts.status, version: 1, historySeq: 0, startedAt: null, finishedAt: null, durationMs: null, wakeAt: null, updatedAt: 7 };
    const changes = { ...runPass(HOLDPOINT_CI_MODEL, facts, []).changes, pipeline: row };
    expect(shortly(pipelineEvent({ ...facts, version: 0 }, changes, (id) => id))).toEqual({ pipeline: ['running', 'running'], stages: [], jobs: [] });
    expect(pipelineEvent(facts, changes, (id) => id)).toBeNull();
    expect(pipelineEvent(facts, { ...changes, pipeline: { ...row, status: 'success' } }, (id) => id)?.data.pipeline).toMatchObject({ from: 'running', status: 'success' });
  });

  it('leaves out nothing: whoever applies every event knows the pipeline', () => {
    const commands = fc.array(fc.tuple(fc.constantFrom('run', 'success', 'drop', 'cancel', 'play', 'retry'), fc.constantFrom(...JOBS.map(({ name }) => name))), { maxLength: 20 });
    fc.assert(
      fc.property(commands, (events) => {
        let facts = new TestPipeline(planOf(JOBS)).facts;
        const watched = new Map(facts.jobs.map((job) => [job.id, seen(job)]));
        let status = facts.status;
        for (const [event, name] of events) {
          const passed = pass(facts, fire(event, name));
          for (const job of passed.event?.data.jobs ?? []) watched.set(job.id, seen(job));
          status = passed.event?.data.pipeline.status ?? status;
          facts = passed.after;
          expect([...watched.values()]).toEqual(facts.jobs.map(seen));
          expect(status).toBe(facts.status);
        }
      }),
    );
  });
});

const seen = ({ id, name, status, attempt, retried, failureReason, startedAt, finishedAt, deadlineAt }: JobFacts | ChangedJob) => ({
  id, name, status, attempt, retried, failureReason, startedAt, finishedAt, deadlineAt,
});
