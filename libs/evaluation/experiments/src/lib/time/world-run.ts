import type { Instant } from '@holdpoint/kernel';
import type { JobId, PipelineId } from '@holdpoint/pipeline-domain';
import { Agenda } from './agenda';
import type { Condition, Fault } from './conditions';
import { earlier, type Enforcer } from './enforcers/enforcer';
import type { Variant } from './enforcers/variants';
import type { Replica, TimeWorld, WaitingJob } from './worlds/time-world';

interface Looking {
  readonly enforcer: Enforcer;
  /** By the store's clock. */
  nextAt: Instant | null;
}

/** A pass that somebody else asks for in the last millisecond before a deadline: it must not end the job. */
interface Touch {
  readonly at: Instant;
  readonly pipelineId: PipelineId;
}

/** One way of noticing deadlines at work in a world, from instant to instant at which something happens. */
export class WorldRun {
  /** When it was first seen that a job had ended. */
  readonly noticedAt = new Map<JobId, Instant>();
  private replicas: Replica[] = [];
  private looking: Looking[] = [];
  private readonly faults: Agenda<Fault & { readonly at: Instant }>;
  private readonly touches: Agenda<Touch>;
  private allEnded = false;

  constructor(
    private readonly world: TimeWorld,
    private readonly variant: Variant,
    private readonly condition: Condition,
    jobs: readonly WaitingJob[],
  ) {
    this.faults = new Agenda(condition.faults.map((fault) => ({ ...fault, at: condition.start + fault.afterMs })));
    const touches = new Map(jobs.map(({ pipelineId, deadlineAt }) => [pipelineId, { pipelineId, at: deadlineAt - 1 }]));
    this.touches = new Agenda([...touches.values()]);
  }

  /** The next instant at which anything happens; null when nothing will. */
  nextAt(): Instant | null {
    if (this.allEnded) return null;
    const { nextAt: faultAt } = this.faults;
    if (this.replicas.length === 0) return faultAt;
    return this.looking.reduce((next, { nextAt }) => earlier(next, nextAt), earlier(faultAt, this.touches.nextAt));
  }

  async visit(now: Instant): Promise<void> {
    await this.world.setClock(now);
    for (const { fault } of this.faults.take(now)) await this.apply(fault);
    await this.touch(now);
    await this.look(this.looking.filter(({ nextAt }) => nextAt !== null && nextAt <= now));
    await this.note(now);
  }

  /** What has ended must not end again. */
  lookOnceMore(): Promise<void> {
    return this.look(this.looking);
  }

  startProcesses(): void {
    const { world, variant, condition } = this;
    this.replicas = Array.from({ length: condition.replicas }, () => world.openReplica());
    const enforcers = this.replicas.flatMap((replica) => variant.enforcers({ world, replica, tickMs: condition.tickMs }));
    this.looking = enforcers.map((enforcer) => ({ enforcer, nextAt: world.now() }));
  }

  async stopProcesses(): Promise<void> {
    this.looking = [];
    await Promise.all(this.replicas.splice(0).map((replica) => replica.stop()));
  }

  private async touch(now: Instant): Promise<void> {
    // What nobody could ask for while no process ran is not asked for later.
    const touched = this.touches.take(now).filter(({ at }) => at === now);
    const [replica] = this.replicas;
    if (replica) await Promise.all(touched.map(({ pipelineId }) => replica.corridor.submit({ pipelineId, command: { type: 'process' } })));
  }

  private async apply(fault: Fault['fault']): Promise<void> {
    if (fault === 'stop') await this.stopProcesses();
    else if (fault === 'start') this.startProcesses();
    else await this.world.loseTasks();
  }

  private async look(looking: readonly Looking[]): Promise<void> {
    const { skewMs } = this.condition;
    const processNow = this.world.now() + skewMs;
    await Promise.all(
      looking.map(async (one) => {
        const wanted = await one.enforcer.look(processNow);
        one.nextAt = wanted === null ? null : wanted - skewMs;
      }),
    );
  }

  private async note(now: Instant): Promise<void> {
    const jobs = await this.world.jobs();
    const ended = jobs.filter(({ finishedAt }) => finishedAt !== null);
    for (const { id } of ended) if (!this.noticedAt.has(id)) this.noticedAt.set(id, now);
    this.allEnded = ended.length === jobs.length;
  }
}
