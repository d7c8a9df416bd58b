import { Injectable } from '@nestjs/common';
import type { Instant } from '@holdpoint/kernel';
import { UpdateBuild } from '@holdpoint/pipeline-application';
import { membersOf, type BuildUpdateCommand, type Status } from '@holdpoint/pipeline-domain';
import { RunnerQueue, type QueuedBuild } from '@holdpoint/pipeline-persistence';
import { ActiveCiModel } from '../core/active-ci-model';
import { interpretScript } from './interpret-script';

/** What a look at the builds came to. */
export interface AttendedBuilds {
  /** Builds that were started or ended. */
  readonly moved: number;
  /** When the next script ends; null when none is under way. */
  readonly nextAt: Instant | null;
}

/** Builds that are read at once. */
const PAGE = 200;

const NOTHING: AttendedBuilds = { moved: 0, nextAt: null };

/**
 * Executes the builds of a simulation. Nothing is kept in memory: whether a build is to be started or has ended follows
 * from its row and the store's clock, so that scripts take simulated time and whoever does this may be killed.
 */
@Injectable()
export class SimulatedBuilds {
  constructor(
    private readonly queue: RunnerQueue,
    private readonly updateBuild: UpdateBuild,
    private readonly model: ActiveCiModel,
  ) {}

  /** Starts every pending build and ends every one whose script is over. */
  async attend(): Promise<AttendedBuilds> {
    const { statuses } = this.model;
    const started = await this.attendAll(membersOf(statuses, 'pending', 'runner.queue'), start);
    const ended = await this.attendAll(membersOf(statuses, 'running', 'runner.execution'), end);
    return { moved: started.moved + ended.moved, nextAt: ended.nextAt };
  }

  private async attendAll(statuses: readonly Status[], decide: Decision): Promise<AttendedBuilds> {
    let { moved, nextAt } = NOTHING;
    for (let afterId = 0; ; ) {
      const { now, builds } = await this.queue.find(statuses, PAGE, afterId);
      const steps = builds.map((build) => decide(build, now));
      const reports = await Promise.all(builds.map((build, index) => this.report(build, steps[index])));
      moved += reports.filter(Boolean).length;
      nextAt = earliest([nextAt, ...steps.map((step) => step?.endsAt ?? null)]);
      const last = builds.at(-1);
      if (!last || builds.length < PAGE) return { moved, nextAt };
      afterId = last.jobId;
    }
  }

  /** False for a report that is refused: somebody else has moved the build meanwhile. */
  private async report({ jobId, pipelineId }: QueuedBuild, step: Step | undefined): Promise<boolean> {
    if (!step?.report) return false;
    const command = { type: 'build_update', jobId, actor: 'built-in runner', ...step.report } as const;
    return (await this.updateBuild.execute(pipelineId, command)).ok;
  }
}

/** What to report of a build now, or when its script ends. */
interface Step {
  readonly report?: Pick<BuildUpdateCommand, 'event' | 'failureReason'>;
  readonly endsAt?: Instant;
}

type Decision = (build: QueuedBuild, now: Instant) => Step;

const start: Decision = () => ({ report: { event: 'run' } });

const end: Decision = ({ script, startedAt }, now) => {
  const { durationMs, exitCode } = interpretScript(script);
  const endsAt = (startedAt ?? now) + durationMs;
  if (endsAt > now) return { endsAt };
  return { report: exitCode === 0 ? { event: 'success' } : { event: 'drop', failureReason: 'script_failure' } };
};

/** The earliest of several instants, or null. */
function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null);
}
