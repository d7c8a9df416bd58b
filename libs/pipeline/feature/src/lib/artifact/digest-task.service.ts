import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { err } from '@holdpoint/kernel';
import { ArtifactRegistry, DecideParkedEvents, type UndecidedEvent } from '@holdpoint/pipeline-application';
import {
  ArtifactRevisions,
  digestTaskOf,
  parkedDigestsTaskOf,
  Registries,
  RESOLVE_DIGEST,
  RESOLVE_PARKED_DIGESTS,
  type DigestTask,
  type RegistryToAsk,
  type TaskTry,
} from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from '../tasks/task-handlers';

/**
 * Finds out what a digest stands for that events depend on, and decides these events again. Registries are asked here,
 * after the event is stored and outside the corridor. It may run more than once: an answer that is stored is not asked for
 * again, and an event that has been decided for a job is not decided for it again. A registry that is made is asked about
 * all digests that events of its project wait for.
 */
@Injectable()
export class DigestTaskService implements OnModuleInit {
  private readonly logger = new Logger(DigestTaskService.name);

  constructor(
    private readonly handlers: TaskHandlers,
    private readonly registries: Registries,
    private readonly registry: ArtifactRegistry,
    private readonly revisions: ArtifactRevisions,
    private readonly parked: DecideParkedEvents,
  ) {}

  onModuleInit(): void {
    this.handlers.add(new Map([[RESOLVE_PARKED_DIGESTS, ({ payload }: TaskTry) => this.registries.askAboutParked(parkedDigestsTaskOf(payload))]]));
    this.handlers.addOutside(new Map([[RESOLVE_DIGEST, (task: TaskTry) => this.resolve(digestTaskOf(task.payload), task)]]));
  }

  /**
   * A registry that is away is asked again by the next try; after the last one it counts as having nothing to say, until
   * another event asks. What is known already does not wait for it, and an event that cannot be decided keeps nobody.
   */
  private async resolve(task: DigestTask, made: TaskTry): Promise<void> {
    const before = await this.decide(task, made);
    const asked = await this.registries.toAsk(task.projectId, task.digest);
    const answered = await Promise.all(asked.map((registry) => this.ask(task, registry, made)));
    const undecided = asked.length > 0 ? await this.decide(task, made) : before;
    if (answered.includes(false)) throw new Error('a registry has not answered yet');
    if (undecided.length > 0) throw new Error(`${undecided.length} events of ${task.digest} could not be decided now`);
  }

  private async decide({ projectId, digest }: DigestTask, { signal }: TaskTry): Promise<readonly UndecidedEvent[]> {
    const undecided = await this.parked.execute(projectId, digest, signal);
    for (const { callbackId, problem } of undecided) {
      this.logger.warn({ msg: 'a parked event could not be decided', projectId, digest, callbackId, err: problem });
    }
    return undecided;
  }

  /** False when the registry is to be asked again. */
  private async ask({ projectId, digest }: DigestTask, { repository, credentials }: RegistryToAsk, made: TaskTry): Promise<boolean> {
    const answer = credentials.ok
      ? await this.registry.revisionOf({ repository, digest, credentials: credentials.value, signal: made.signal })
      : err({ problem: credentials.error, mayPass: true });
    if (!answer.ok) this.logger.warn({ msg: 'a registry did not say what a digest stands for', projectId, digest, repository, problem: answer.error.problem });
    if (!answer.ok && answer.error.mayPass && made.attempt < made.attemptsMax) return false;
    const sha = answer.ok ? answer.value.sha : null;
    await this.revisions.add({ projectId, digest, repository, source: 'registry', sha, ref: null, createdBy: 'registry' });
    return true;
  }
}
