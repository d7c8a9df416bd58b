import { hearsOf, keysOfJob, withKnowledge, type CallbackCommand, type ExternalOptions, type JobFacts, type PipelineFacts, type PipelinePass } from '@holdpoint/pipeline-domain';
import type { PipelineTransaction, StoredParkedCallback } from '../ports/pipeline-store';

/**
 * Runs passes side by side to their end. Whenever jobs have begun to wait, callbacks that were parked for them are
 * applied before anything else happens in their pipelines, as they would be if each command had a transaction of its
 * own. Answers the parked callbacks that were applied.
 */
export async function runPasses(
  transaction: PipelineTransaction,
  passes: readonly PipelinePass[],
): Promise<readonly number[]> {
  const applied = new Set<number>();
  for (let busy: 'wait' | 'try' = 'wait'; ; busy = 'try') {
    const started = passes.map((pass) => ({ pass, jobs: pass.advance().map((job) => keyedJob(pass.facts, job)) }));
    const keys = [...new Set(started.flatMap(({ jobs }) => jobs.flatMap(({ keys }) => keys)))];
    if (keys.length === 0) return [...applied];
    const parked = await transaction.findParked(keys, busy);
    for (const { pass, jobs } of started) {
      applyParked(pass, jobs, parked, applied);
      pass.applyOwnParked(jobs.map(({ name }) => name));
    }
  }
}

interface KeyedJob {
  readonly name: string;
  readonly external: ExternalOptions;
  readonly keys: readonly string[];
}

const keyedJob = (facts: PipelineFacts, job: JobFacts): KeyedJob => ({
  name: job.name,
  external: job.external ?? {},
  keys: keysOfJob(facts, job),
});

/** A name is a key as well: a match key beside it is enough to find the callback, and not enough to be meant. */
const fits = ({ name, external, keys }: KeyedJob, { command, keys: carried }: StoredParkedCallback): boolean =>
  carried.every((key) => keys.includes(key)) && (command.jobName ?? name) === name && hearsOf(external, command.event);

/** All keys of a callback must be those of one job: it never falls back to a weaker one. */
function applyParked(
  pass: PipelinePass,
  jobs: readonly KeyedJob[],
  parked: readonly StoredParkedCallback[],
  applied: Set<number>,
): void {
  for (const callback of parked) {
    const job = jobs.find((started) => fits(started, callback));
    if (!job || applied.has(callback.id)) continue;
    applied.add(callback.id);
    pass.apply(commandFor(callback, job.name));
  }
}

/** It may have named the job by a match key alone, and more may be known of its digest than when it came. */
function commandFor({ command, revision }: StoredParkedCallback, jobName: string): CallbackCommand {
  if (!command.event || !revision) return { ...command, jobName };
  return { ...command, jobName, event: withKnowledge(command.event, revision.claims, revision.known) };
}
