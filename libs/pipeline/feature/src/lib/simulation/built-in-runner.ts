import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { UpdateBuild } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, membersOf } from '@holdpoint/pipeline-domain';
import { RunnerQueue, type QueuedBuild } from '@holdpoint/pipeline-persistence';
import { interpretScript } from './interpret-script';

/** How often the runner looks for builds. */
const LOOK_EVERY_MS = 50;

/** Builds that it looks at in one go. */
const BUILDS_MAX = 200;

const RUNNER = 'built-in runner';

/**
 * The runner of a simulation. It keeps nothing in memory: whether a build is to be started or has ended follows from
 * its row and the store's clock, so that it may be killed at any time and its scripts take simulated time.
 */
@Injectable()
export class BuiltInRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(BuiltInRunner.name);
  private looking: Promise<void> | null = null;

  constructor(
    private readonly queue: RunnerQueue,
    private readonly updateBuild: UpdateBuild,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    const timer = setInterval(() => {
      this.looking ??= this.look().finally(() => (this.looking = null));
    }, LOOK_EVERY_MS);
    this.scheduler.addInterval('built-in-runner', timer);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      const { statuses } = HOLDPOINT_CI_MODEL;
      const pending = membersOf(statuses, 'pending', 'runner.queue');
      const running = membersOf(statuses, 'running', 'runner.execution');
      const { now, builds } = await this.queue.find([...pending, ...running], BUILDS_MAX);
      await Promise.all(builds.map((build) => this.attend(build, now, pending.includes(build.status))));
    } catch (error) {
      this.logger.warn({ msg: 'the built-in runner could not look for builds and tries again', err: error });
    }
  }

  /** A build that somebody else has moved meanwhile refuses the report; the next look sees how it stands. */
  private async attend(build: QueuedBuild, now: number, isPending: boolean): Promise<void> {
    const { jobId, pipelineId, script } = build;
    const report = { type: 'build_update', jobId, actor: RUNNER } as const;
    if (isPending) {
      await this.updateBuild.execute(pipelineId, { ...report, event: 'run' });
      return;
    }
    const { durationMs, exitCode } = interpretScript(script);
    if (build.startedAt === null || build.startedAt + durationMs > now) return;
    if (exitCode === 0) await this.updateBuild.execute(pipelineId, { ...report, event: 'success' });
    else await this.updateBuild.execute(pipelineId, { ...report, event: 'drop', failureReason: 'script_failure' });
  }
}
