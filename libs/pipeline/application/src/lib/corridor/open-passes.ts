import { hearsOf, keysOfJob, PipelinePass, type CiModel, type CommandResult, type ExternalOptions, type JobFacts, type Period, type PipelineFacts } from '@holdpoint/pipeline-domain';
import type { PipelineTransaction, StoredParkedCallback } from '../ports/pipeline-store';
import type { CorridorMember } from './corridor-member';

/** A pass under way, with the members that it answers. */
export class OpenPass {
  readonly results: CommandResult[] = [];
  private readonly pass: PipelinePass;

  constructor(
    model: CiModel,
    readonly facts: PipelineFacts,
    readonly members: readonly CorridorMember[],
  ) {
    this.pass = new PipelinePass(model, facts);
  }

  /** Carries on until a job starts to wait, or to the end; answers the jobs that have started. */
  advance(): readonly JobFacts[] {
    let started = this.expire();
    while (started.length === 0 && this.results.length < this.members.length) {
      const member = this.members[this.results.length];
      if (member) this.results.push(this.pass.run(member.command));
      started = this.expire();
    }
    return started;
  }

  /** What time alone has started must find what was parked for it before the next member is heard. */
  private expire(): readonly JobFacts[] {
    const started = this.pass.takeStarted();
    if (started.length > 0) return started;
    this.pass.expire();
    return this.pass.takeStarted();
  }

  /** Applies a callback that was parked to the job that has all of its keys: it may have named it by a match key alone. */
  apply({ command }: StoredParkedCallback, jobName: string): void {
    this.pass.run({ ...command, jobName });
  }

  /** Applies what this batch has parked for jobs that it has started. */
  applyOwn(jobNames: readonly string[]): void {
    this.pass.applyParked(jobNames);
  }

  asksForBelow(): boolean {
    return this.pass.asksForBelow();
  }

  changes(below: readonly Period[]): ReturnType<PipelinePass['changes']> {
    return this.pass.changes(below);
  }
}

/**
 * Runs passes side by side to their end. Whenever jobs have begun to wait, callbacks that were parked for them are
 * applied before anything else happens in their pipelines, as they would be if each command had a transaction of its
 * own. Answers the parked callbacks that were applied.
 */
export async function runOpenPasses(
  transaction: PipelineTransaction,
  passes: readonly OpenPass[],
): Promise<readonly number[]> {
  const applied = new Set<number>();
  for (let busy: 'wait' | 'try' = 'wait'; ; busy = 'try') {
    const started = passes.map((pass) => ({ pass, jobs: pass.advance().map((job) => keyedJob(pass.facts, job)) }));
    const keys = [...new Set(started.flatMap(({ jobs }) => jobs.flatMap(({ keys }) => keys)))];
    if (keys.length === 0) return [...applied];
    const parked = await transaction.findParked(keys, busy);
    for (const { pass, jobs } of started) {
      applyParked(pass, jobs, parked, applied);
      pass.applyOwn(jobs.map(({ name }) => name));
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
  pass: OpenPass,
  jobs: readonly KeyedJob[],
  parked: readonly StoredParkedCallback[],
  applied: Set<number>,
): void {
  for (const callback of parked) {
    const job = jobs.find((started) => fits(started, callback));
    if (!job || applied.has(callback.id)) continue;
    applied.add(callback.id);
    pass.apply(callback, job.name);
  }
}
