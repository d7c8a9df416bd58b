import { assert, type Instant } from '@holdpoint/kernel';
import { Corridor, InMemoryPipelineStore, SweepOverdue, type NewPipeline } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, type JobFacts, type JobId, type PipelineFacts, type PipelineId } from '@holdpoint/pipeline-domain';
import { MemoryTasks } from './memory-tasks';
import { MemoryWakeUps } from './memory-wake-ups';
import type { Replica, TimeWorld, WaitingJob } from './time-world';

const PROJECT_ID = 1;

/** A world in memory: the product's corridor and sweep on the in-memory store, with a modelled queue. */
export class MemoryWorld implements TimeWorld {
  private clock: Instant = 0;
  private store = new InMemoryPipelineStore(() => this.clock);
  private pipelineIds: PipelineId[] = [];
  private tasks = new MemoryTasks(this);

  async begin(at: Instant, pipelines: readonly Omit<NewPipeline, 'projectId'>[], withTasks: boolean): Promise<void> {
    this.clock = at;
    this.store = new InMemoryPipelineStore(() => this.clock);
    this.pipelineIds = [];
    this.tasks = new MemoryTasks(this);
    const corridor = new Corridor(this.store, HOLDPOINT_CI_MODEL);
    for (const pipeline of pipelines) {
      const { id } = await this.store.create({ ...pipeline, projectId: PROJECT_ID });
      this.pipelineIds.push(id);
    }
    await Promise.all(this.pipelineIds.map((pipelineId) => corridor.submit({ pipelineId, command: { type: 'process' } })));
    if (withTasks) await this.tasks.reschedule();
  }

  setClock(at: Instant): Promise<void> {
    this.clock = at;
    return Promise.resolve();
  }

  now(): Instant {
    return this.clock;
  }

  openReplica(): Replica {
    const corridor = new Corridor(this.store, HOLDPOINT_CI_MODEL);
    const sweep = new SweepOverdue(new MemoryWakeUps(() => this.pipelines(), () => this.clock), corridor);
    return { corridor, sweep, tasks: this.tasks.takenBy(corridor), stop: () => corridor.stop() };
  }

  jobs(): Promise<readonly WaitingJob[]> {
    return Promise.resolve(this.pipelines().flatMap(({ id, jobs }) => jobs.flatMap((job) => waitingJob(id, job))));
  }

  failures(): Promise<ReadonlyMap<JobId, number>> {
    const counts = new Map<JobId, number>();
    for (const { jobId, to } of this.store.history) if (to === 'failed') counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
    return Promise.resolve(counts);
  }

  loseTasks(): Promise<void> {
    this.tasks.lose();
    return Promise.resolve();
  }

  private pipelines(): readonly PipelineFacts[] {
    return this.pipelineIds.map((id) => {
      const facts = this.store.read(id);
      assert(facts, 'a pipeline that was created is stored');
      return facts;
    });
  }
}

function waitingJob(pipelineId: PipelineId, { id, name, startedAt, deadlineAt, finishedAt }: JobFacts): readonly WaitingJob[] {
  return startedAt === null || deadlineAt === null ? [] : [{ id, pipelineId, name, startedAt, deadlineAt, finishedAt }];
}
