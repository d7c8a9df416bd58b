import type { CallbackRecord, JobNumbers, NewPipeline } from '@holdpoint/pipeline-application';
import {
  HOLDPOINT_CI_MODEL,
  applyChanges,
  namedAttempts,
  runPass,
  type CommitStatusCommand,
  type JobFacts,
  type JobId,
  type NamedAttempts,
  type PassOutcome,
  type PipelineCommand,
  type PipelineFacts,
  type PipelineId,
  type PipelinePlan,
} from '@holdpoint/pipeline-domain';
import { STORY_PLAN } from '../plan-builder';
import type { StoreUnderTest } from './store-under-test';

/** What a pass did to a stored pipeline. */
export interface DrivenPass {
  readonly before: PipelineFacts;
  readonly outcome: PassOutcome;
  readonly numbers: JobNumbers;
  /** What the store should now hold of what was loaded. */
  readonly expected: PipelineFacts;
}

/** Drives a store as the corridor does, one transaction for each call. */
export class StoreDriver {
  constructor(readonly subject: StoreUnderTest) {}

  /** Creates a pipeline and answers its number. */
  async create(plan: PipelinePlan = STORY_PLAN, given: Partial<NewPipeline> = {}): Promise<PipelineId> {
    return (await this.subject.store.create(this.newPipeline(plan, given))).id;
  }

  newPipeline(plan: PipelinePlan, given: Partial<NewPipeline> = {}): NewPipeline {
    const [projectId] = this.subject.projectIds;
    const variables = [{ key: 'TARGET', value: 'staging' }];
    const commit = { ref: 'main', sha: 'a'.repeat(40), source: 'api', createdBy: 'root' };
    return { projectId, ...commit, variables, defaultTimeoutMs: 3_600_000, plan, ...given };
  }

  /** The stored facts of a pipeline, with the older attempts that are named. */
  async load(pipelineId: PipelineId, named: NamedAttempts = []): Promise<PipelineFacts> {
    const [facts] = await this.subject.store.transaction(async (transaction) => {
      return (await transaction.lock([pipelineId], 'wait', new Map([[pipelineId, named]]))).facts;
    });
    if (!facts) throw new Error(`pipeline ${pipelineId} is not stored`);
    return facts;
  }

  /** Runs commands on a pipeline and writes what they do; older attempts in `jobIds` are loaded beside those named. */
  run(
    pipelineId: PipelineId,
    commands: readonly PipelineCommand[],
    more: { readonly jobIds?: readonly JobId[]; readonly callbacks?: readonly CallbackRecord[] } = {},
  ): Promise<DrivenPass> {
    const asked = [...commands.map(namedAttempts), more.jobIds ?? []];
    const named = asked.includes('all') ? 'all' : asked.flatMap((attempts) => (attempts === 'all' ? [] : attempts));
    return this.subject.store.transaction(async (transaction) => {
      const { facts: [before] } = await transaction.lock([pipelineId], 'wait', new Map([[pipelineId, named]]));
      if (!before) throw new Error(`pipeline ${pipelineId} is not stored`);
      const outcome = runPass(HOLDPOINT_CI_MODEL, before, commands);
      const numbers = await transaction.write({ changes: [outcome.changes], callbacks: more.callbacks ?? [], unparked: [] });
      const expected = applyChanges(before, outcome.changes, (jobId) => numbers(pipelineId, jobId));
      return { before, outcome, numbers, expected };
    });
  }

  /** Fires an event on jobs by name. */
  fire(pipelineId: PipelineId, event: string, ...jobNames: readonly string[]): Promise<DrivenPass> {
    return this.run(pipelineId, [fire(event, ...jobNames)]);
  }
}

/** Facts as they compare: without what no pass writes (`now`) or keeps (`updatedAt`), and jobs in order of number. */
export function comparable(facts: PipelineFacts): Omit<PipelineFacts, 'now' | 'graph'> {
  return stored({ ...facts, jobs: [...facts.jobs].sort((a, b) => a.id - b.id) });
}

const stored = ({ now: _now, updatedAt: _updatedAt, graph: _graph, ...rest }: PipelineFacts & { updatedAt?: number }) => rest;

/** The latest attempt of a job; throws when the pipeline has none of that name. */
export function jobNamed(facts: PipelineFacts, name: string): JobFacts {
  const job = facts.jobs.find((candidate) => candidate.name === name && !candidate.retried);
  if (!job) throw new Error(`the pipeline has no job ${name}`);
  return job;
}

/** The command that fires an event on jobs by name. */
export const fire = (event: string, ...jobNames: readonly string[]): PipelineCommand => ({
  type: 'fire_event',
  event,
  jobNames,
  actor: 'tester',
});

/** The command that reports a commit status. */
export const commitStatus = (
  name: string,
  state: CommitStatusCommand['state'],
  told: Partial<CommitStatusCommand> = {},
): CommitStatusCommand => ({
  type: 'commit_status',
  name,
  state,
  description: null,
  targetUrl: null,
  coverage: null,
  actor: 'bot',
  ...told,
});

/** A promise that is resolved from outside. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
