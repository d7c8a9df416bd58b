import { parseCiConfig, planPipeline } from '@holdpoint/pipeline-config';
import { applyChanges, HOLDPOINT_CI_MODEL, JobGraph, newPipelineFacts, NO_PROGRESS, runPass, type PipelineCommand, type PipelineFacts } from '@holdpoint/pipeline-domain';
import type { Outcome } from '../report/figure';
import { digits } from '../report/figure';
import { distanceFromLine, median } from '../report/statistics';
import { manyWaits, waitName } from '../seed/configs';
import { mainThreadCpuMs } from '../server/process-costs';
import type { BenchContext } from './bench-context';

const SIZES = [100, 500, 1_000, 2_000, 5_000, 10_000];
const BAR_SIZE = 2_000;
/** Jobs that are looked at for one figure: some 400 ms, since the kernel's count of CPU time is exact to a few. */
const JOBS_PER_FIGURE = 2_000_000;
const HOW = 'CPU time of the thread that runs it';
const IDENTITY = { id: 1, projectId: 1, ref: 'main', sha: '0'.repeat(40) } as const;

interface Story {
  readonly size: number;
  readonly facts: PipelineFacts;
}

/** Passes of the pure core in this process: a callback in a pipeline of builds that each need a wait. */
export function measurePass({ options, say }: BenchContext): Outcome {
  const stories = SIZES.map((size) => ({ size, facts: waitingPipeline(size) }));
  stories.forEach(costOfPass);
  const rounds = Array.from({ length: options.rounds }, () => stories.map((story) => ({ size: story.size, cost: costOfPass(story) })));
  const costs = (size: number): readonly number[] => rounds.map((points) => points.find((point) => point.size === size)?.cost ?? Number.NaN);
  const bySize = SIZES.map((size) => `${digits(size)}: ${digits(median(costs(size)))} ms`);
  say('pass: done');
  return {
    figures: [
      { row: 'pass', samples: costs(BAR_SIZE), detail: `a callback that ends one wait and starts one build, half of the jobs waiting; ${HOW}` },
      { row: 'pass-growth', samples: rounds.map(distanceFromLine), detail: bySize.join(', ') },
    ],
    mismatches: [],
  };
}

/** A pipeline of so many jobs in which every wait waits, with its graph, as a process keeps pipelines of 20 jobs and more. */
function waitingPipeline(jobs: number): PipelineFacts {
  const config = parseCiConfig(manyWaits(jobs / 2));
  if (!config.ok) throw new Error(config.error.map(({ message }) => message).join('\n'));
  const context = {
    ...IDENTITY, refType: 'branch', source: 'api', defaultBranch: 'main', projectId: 1,
    commitMessage: '', commitAuthor: '', commitTimestamp: '', username: 'root', user: null, projectPath: 'bench', projectTitle: 'bench', variables: [],
  } as const;
  const plan = planPipeline(config.value, context);
  if (!plan.ok) throw new Error(plan.error.message);
  let id = 0;
  const fresh = newPipelineFacts(HOLDPOINT_CI_MODEL, plan.value, { ...IDENTITY, now: 0, defaultTimeoutMs: 3_600_000, nextId: () => (id += 1) });
  const { changes } = runPass(HOLDPOINT_CI_MODEL, fresh, [{ type: 'process' }]);
  const facts = applyChanges(fresh, changes, (jobId) => jobId);
  return { ...facts, graph: new JobGraph(facts.jobs) };
}

/** CPU milliseconds of one pass, garbage collection included; not by the clock, which also runs while others compute. */
function costOfPass({ size, facts }: Story): number {
  const report = { outcome: 'success', progress: NO_PROGRESS } as const;
  const command: PipelineCommand = { type: 'callback', callbackId: 'one', jobId: null, jobName: waitName(0), matchKey: null, report, actor: 'bench' };
  const passes = JOBS_PER_FIGURE / size;
  const before = mainThreadCpuMs();
  for (let pass = 0; pass < passes; pass += 1) runPass(HOLDPOINT_CI_MODEL, facts, [command]);
  return (mainThreadCpuMs() - before) / passes;
}
