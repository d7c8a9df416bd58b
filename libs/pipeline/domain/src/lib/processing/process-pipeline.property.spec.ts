/**
 * Properties of processing over random pipelines and random events: what must hold whatever happens.
 * fast-check shrinks a failure to the smallest pipeline and prints its seed.
 */
import { NO_PROGRESS } from './pipeline-facts';
import * as fc from 'fast-check';
import { JobGraph } from '../graph/job-graph';
import type { JobPlan } from '../plan/pipeline-plan';
import { holdpointStatusModel } from '../status/holdpoint-status-model';
import { inSet } from '../status/in-set';
import type { Status } from '../status/status';
import type { CommandResult } from '../commands/command-result';
import type { PipelineCommand } from '../commands/pipeline-command';
import { planOf, TestPipeline, type JobSketch } from './facts.fixture';

const model = holdpointStatusModel();
const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const events = ['success', 'drop', 'run', 'cancel', 'enqueue', 'play', 'retry', 'process', 'skip', 'actionize'];

interface Sketch {
  readonly kind: 'build' | 'external';
  readonly stage: number;
  readonly when: JobPlan['when'];
  readonly allowFailure: boolean;
  readonly needs: readonly number[] | null;
  readonly retries: number;
  readonly delayMs: number;
}

const sketches: fc.Arbitrary<readonly Sketch[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('build' as const, 'external' as const),
    stage: fc.nat(2),
    when: fc.constantFrom(...(['on_success', 'on_failure', 'always', 'manual', 'delayed'] as const)),
    allowFailure: fc.boolean(),
    needs: fc.option(fc.uniqueArray(fc.nat(5), { maxLength: 3 })),
    retries: fc.nat(2),
    delayMs: fc.constantFrom(0, 1_000),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Needs point to jobs listed before, and stages never fall, so that every sketch is a legal pipeline. */
function pipelineOf(jobs: readonly Sketch[], autoCancel: boolean): TestPipeline {
  const sorted = [...jobs].sort((x, y) => x.stage - y.stage);
  const plans = sorted.map((job, index): JobSketch => ({
    name: names[index] ?? '',
    kind: job.kind,
    stage: `stage ${job.stage}`,
    when: job.kind === 'external' && (job.when === 'manual' || job.when === 'delayed') ? 'on_success' : job.when,
    startInMs: job.when === 'delayed' ? job.delayMs : null,
    allowFailure: job.allowFailure,
    needs: job.needs && job.needs.filter((need) => need < index).map((need) => ({ name: names[need] ?? '', optional: false })),
    retry: job.retries > 0 ? { max: job.retries, when: ['always'] } : null,
    timeoutMs: 5_000,
  }));
  return new TestPipeline(planOf(plans, autoCancel ? 'all' : 'none'));
}

const steps = fc.array(
  fc.record({ event: fc.constantFrom(...events), job: fc.nat(5), tickMs: fc.constantFrom(0, 0, 500, 5_000) }),
  { maxLength: 12 },
);

/** Drives a random pipeline and looks at it after every step. */
function holds(check: (pipeline: TestPipeline) => void): void {
  fc.assert(
    fc.property(sketches, fc.boolean(), steps, (jobs, autoCancel, moves) => {
      const pipeline = pipelineOf(jobs, autoCancel);
      check(pipeline);
      for (const { event, job, tickMs } of moves) {
        pipeline.now += tickMs;
        pipeline.fire(event, names[job % jobs.length] ?? '');
        check(pipeline);
      }
    }),
    { numRuns: 400 },
  );
}

describe('whatever happens to a pipeline', () => {
  it('processing it again changes nothing', () => {
    holds((pipeline) => {
      expect(pipeline.run({ type: 'process' }).changes).toMatchObject({ pipeline: null, jobs: [], stages: [] });
    });
  });

  it('a row never leaves success, failed or canceled, and leaves skipped only by process or enqueue', () => {
    holds((pipeline) => {
      for (const { from, event } of pipeline.history) {
        expect(['success', 'failed', 'canceled']).not.toContain(from);
        if (from === 'skipped') expect(['process', 'enqueue']).toContain(event);
      }
    });
  });

  it('a row has at most one ending', () => {
    holds((pipeline) => {
      const endings = pipeline.history.filter(({ ending }) => ending).map(({ jobId }) => jobId);
      expect(new Set(endings).size).toBe(endings.length);
    });
  });

  it('the pipeline is completed exactly when every latest job is completed or an ignored manual job', () => {
    const completed = (status: Status): boolean => inSet(model, 'completed', 'processing.previous', status);
    holds(({ facts }) => {
      const latest = facts.jobs.filter(({ retried }) => !retried);
      const settled = latest.every((job) => completed(job.status) || (job.status === 'manual' && job.allowFailure));
      expect({ completed: completed(facts.status), view: facts.status }).toEqual({ completed: settled, view: facts.status });
    });
  });

  it('an external job is never pending, and has a start and a deadline while it waits', () => {
    holds(({ facts }) => {
      for (const job of facts.jobs.filter(({ kind }) => kind === 'external')) {
        expect(job.status).not.toBe('pending');
        if (job.status === 'running_externally') expect(job.deadlineAt).toBe((job.startedAt ?? 0) + 5_000);
      }
    });
  });

  it('the wake-up is the earliest deadline or timer, and none is overdue after a pass', () => {
    holds(({ facts, now }) => {
      const due = facts.jobs.flatMap((job) => {
        if (job.retried) return [];
        if (job.status === 'scheduled') return job.scheduledAt ?? [];
        return ['running', 'running_externally'].includes(job.status) ? (job.deadlineAt ?? []) : [];
      });
      expect(facts.wakeAt).toBe(due.length > 0 ? Math.min(...due) : null);
      expect(due.every((at) => at > now)).toBe(true);
    });
  });

  it('a graph that was kept from the pass before changes nothing', () => {
    fc.assert(
      fc.property(sketches, fc.boolean(), steps, (jobs, autoCancel, moves) => {
        const [kept, fresh] = [pipelineOf(jobs, autoCancel), pipelineOf(jobs, autoCancel)];
        for (const { event, job } of moves) {
          kept.facts = { ...kept.facts, graph: kept.facts.graph ?? new JobGraph(kept.facts.jobs) };
          for (const pipeline of [kept, fresh]) pipeline.fire(event, names[job % jobs.length] ?? '');
          expect({ ...kept.facts, graph: undefined }).toEqual(fresh.facts);
        }
        expect(kept.history).toEqual(fresh.history);
      }),
      { numRuns: 400 },
    );
  });

  it('a batch gives what its members give one after another', () => {
    fc.assert(
      fc.property(sketches, steps, (jobs, moves) => {
        const [together, apart] = [pipelineOf(jobs, true), pipelineOf(jobs, true)];
        const first = together.facts.jobs;
        const commands = moves.map(({ event, job }, index) => {
          const { name, id } = first[job % first.length] ?? { name: '', id: 0 };
          return commandOf(event, name, id, index);
        });
        const batch = together.run(...commands).results.map(withoutIds);
        const single = commands.flatMap((command) => apart.run(command).results).map(withoutIds);
        expect(batch).toEqual(single);
        expect(together.view).toEqual(apart.view);
        expect(together.history.map(withoutJobId)).toEqual(apart.history.map(withoutJobId));
        expect({ ...together.facts, jobs: [], version: 0 }).toEqual({ ...apart.facts, jobs: [], version: 0 });
        expect(together.facts.jobs.map(stateOf)).toEqual(apart.facts.jobs.map(stateOf));
      }),
      { numRuns: 600 },
    );
  });
});

/** Commands of every type: what a batch may hold, callbacks for the same job among them. */
function commandOf(event: string, jobName: string, jobId: number, index: number): PipelineCommand {
  const actor = 'x';
  switch (index % 6) {
    case 0:
      return callbackOf('success', jobName, index);
    case 1:
      return callbackOf('failed', jobName, index);
    case 2:
      return { type: event === 'cancel' ? 'cancel_pipeline' : 'retry_pipeline', actor };
    case 3:
      return { type: 'build_update', jobId, event: event === 'drop' ? 'drop' : 'run', actor };
    default:
      return { type: 'fire_event', event, jobNames: [jobName], actor };
  }
}

/** New attempts get their numbers when a pass is stored: one pass or several number them in the same order, not alike. */
const withoutIds = (result: CommandResult): object => (result.type === 'done' ? { type: 'done' } : result.type === 'matched' ? { ...result.match, jobId: 0 } : result);
const withoutJobId = ({ jobId: _jobId, ...line }: TestPipeline['history'][number]): object => line;
const stateOf = ({ id: _id, ...job }: TestPipeline['facts']['jobs'][number]): object => job;

const callbackOf = (outcome: 'success' | 'failed', jobName: string, index: number): PipelineCommand => ({
  type: 'callback',
  callbackId: `${index}`,
  jobId: null,
  jobName,
  matchKey: null,
  report: { outcome, progress: NO_PROGRESS },
  actor: 'x',
});
