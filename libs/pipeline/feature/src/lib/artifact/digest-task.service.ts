import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ArtifactRegistry, EventLookup, ReportEvent } from '@holdpoint/pipeline-application';
import { ArtifactRevisions, digestTaskOf, Registries, RESOLVE_DIGEST, type DigestTask, type RegistryToAsk, type TaskTry } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from '../tasks/task-handlers';

/**
 * Finds out what a digest stands for that events depend on, and decides these events again. Registries are asked here,
 * after the event is stored and outside the corridor. It may run more than once: an answer that is stored is not asked for
 * again, and an event that has been decided for a job is not decided for it again.
 */
@Injectable()
export class DigestTaskService implements OnModuleInit {
  private readonly logger = new Logger(DigestTaskService.name);

  constructor(
    private readonly handlers: TaskHandlers,
    private readonly registries: Registries,
    private readonly registry: ArtifactRegistry,
    private readonly revisions: ArtifactRevisions,
    private readonly lookup: EventLookup,
    private readonly events: ReportEvent,
  ) {}

  onModuleInit(): void {
    this.handlers.addOutside(new Map([[RESOLVE_DIGEST, (task: TaskTry) => this.resolve(digestTaskOf(task.payload), task)]]));
  }

  /**
   * A registry that is away is asked again by the next try; after the last one it counts as having nothing to say, until
   * another event asks. What is known already does not wait for it.
   */
  private async resolve(task: DigestTask, made: TaskTry): Promise<void> {
    await this.decide(task);
    const asked = await this.registries.toAsk(task.projectId, task.digest);
    const answered = await Promise.all(asked.map((registry) => this.ask(task, registry, made)));
    if (asked.length > 0) await this.decide(task);
    if (answered.includes(false)) throw new Error('a registry has not answered yet');
  }

  private async decide({ projectId, digest }: DigestTask): Promise<void> {
    for (const { parkedId, callbackId } of await this.lookup.findParkedEvents(projectId, digest)) {
      const decided = await this.events.decideAgain(parkedId, callbackId);
      if (!decided.ok) throw new Error(`an event could not be decided now: ${decided.error}`);
    }
  }

  /** False when the registry is to be asked again. */
  private async ask({ projectId, digest }: DigestTask, { repository, credentials }: RegistryToAsk, made: TaskTry): Promise<boolean> {
    const answer = await this.registry.revisionOf({ repository, digest, credentials, signal: made.signal });
    if (!answer.ok) this.logger.warn({ msg: 'a registry did not say what a digest stands for', projectId, digest, repository, problem: answer.error.problem });
    if (!answer.ok && answer.error.mayPass && made.attempt < made.attemptsMax) return false;
    const sha = answer.ok ? answer.value.sha : null;
    await this.revisions.add({ projectId, digest, repository, source: 'registry', sha, ref: null, createdBy: 'registry' });
    return true;
  }
}
