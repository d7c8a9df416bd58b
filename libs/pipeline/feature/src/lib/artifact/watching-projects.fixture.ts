import type { ArtifactRevisionResponse } from '@holdpoint/pipeline-contract';
import { Corridor, ReportEvent, type InboundEvent, type ReportedCallback } from '@holdpoint/pipeline-application';
import { NO_PROGRESS, NO_REVISION, type EventOutcome, type RevisionClaims } from '@holdpoint/pipeline-domain';
import { TasksModule } from '../tasks/tasks.module';
import { TestApi } from '../test-api.fixture';
import { commitConfig, jobsOf, makePipeline, makeProject } from '../test-project.fixture';
import { DigestTasksModule } from './digest-tasks.module';

/** A job `wait` that waits for an object of Flux as soon as `push` has succeeded. */
export const WATCHING_CONFIG = `
push:
  stage: build
  script: echo
wait:
  stage: deploy
  external:
    provider: flux
    match: { kind: Kustomization, namespace: flux-system, name: podinfo }
verify:
  stage: .post
  script: echo
`;

/** The digest of an artifact. */
export const DIGEST = `sha256:${'d'.repeat(64)}`;

/** A commit that no project has. */
export const OTHER = 'f'.repeat(40);

/** The configuration with one more line for the external job. */
export const withOption = (more: string): string => WATCHING_CONFIG.replace('provider: flux', `provider: flux\n    ${more}`);

/** What was said of an event: for each job its name, the verdict and the reason. */
export const said = ({ matches }: ReportedCallback): readonly string[] =>
  matches.map(({ jobName, verdict, reason }) => `${jobName} ${verdict} ${reason}`);

/** A project, by its id, with a pipeline of the commit at the head of `main`. */
export interface Watching {
  readonly id: number;
  readonly sha: string;
  readonly pipelineId: number;
}

/** Projects whose jobs wait for events about an object, with the tasks that digests take, over HTTP. */
export class WatchingProjects {
  private occurred = 0;

  private constructor(readonly api: TestApi) {}

  static async start(): Promise<WatchingProjects> {
    return new WatchingProjects(await TestApi.start([TasksModule, DigestTasksModule]));
  }

  stop(): Promise<void> {
    return this.api.stop();
  }

  /** A project whose job does not wait yet. */
  async make(config = WATCHING_CONFIG): Promise<Watching> {
    return this.piped(await makeProject(this.api, config));
  }

  /** A project whose job waits. */
  async makeWaiting(config?: string): Promise<Watching> {
    const made = await this.make(config);
    await this.push(made.pipelineId);
    return made;
  }

  /** A newer commit of a project, with a pipeline whose job waits. */
  async later({ id }: Pick<Watching, 'id'>): Promise<Watching> {
    await commitConfig(this.api, id, `${WATCHING_CONFIG}# ${this.occurred++}`, 'update');
    const made = await this.piped(id);
    await this.push(made.pipelineId);
    return made;
  }

  /** Has the job `push` succeed. */
  async push(pipelineId: number): Promise<void> {
    const command = { type: 'fire_event', event: 'success', jobNames: ['push'], actor: 'runner' } as const;
    expect((await this.api.app.get(Corridor).submit({ pipelineId, command })).ok).toBe(true);
  }

  /** Registers what a digest stands for; answers the status of the answer. */
  async register(id: number, sha: string, digest = DIGEST, repository = 'registry.test/app'): Promise<number> {
    return (await this.api.post<ArtifactRevisionResponse>(`/projects/${id}/artifact_revisions`, { digest, repository, sha, ref: 'main' })).status;
  }

  /** An event about an object, which occurred after all before it. */
  eventOf(projectId: number, outcome: EventOutcome, revision: Partial<RevisionClaims>, name = 'podinfo'): InboundEvent {
    return {
      projectId,
      receiver: { name: 'prod', provider: 'flux' },
      event: {
        subject: { type: 'object', object: { kind: 'Kustomization', namespace: 'flux-system', name } },
        outcome,
        progress: { ...NO_PROGRESS, description: outcome },
        revision: { ...NO_REVISION, ...revision },
        occurredAt: (this.occurred += 1_000),
      },
      request: { event: { reason: 'x' } },
      replayOf: null,
      dryRun: false,
    };
  }

  async take(inbound: InboundEvent): Promise<ReportedCallback> {
    const reported = await this.api.app.get(ReportEvent).execute(inbound);
    if (!reported.ok) throw new Error(reported.error);
    return reported.value;
  }

  /** Takes a new event. */
  tell(projectId: number, outcome: EventOutcome, revision: Partial<RevisionClaims>, name?: string): Promise<ReportedCallback> {
    return this.take(this.eventOf(projectId, outcome, revision, name));
  }

  /** The status of a job. */
  async status(id: number, pipelineId: number, name = 'wait'): Promise<string | undefined> {
    return (await jobsOf(this.api, id, pipelineId))[name]?.status;
  }

  private async piped(id: number): Promise<Watching> {
    const { id: pipelineId, sha } = await makePipeline(this.api, id);
    return { id, sha, pipelineId };
  }
}
