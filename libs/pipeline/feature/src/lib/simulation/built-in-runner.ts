import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { SimulatedBuilds } from './simulated-builds';

/** How often the runner looks for builds, and how often while it cannot reach them. */
const LOOK_EVERY_MS = 50;
const LOOK_AGAIN_AFTER_FAILURE_MS = 2_000;

/** The runner of a simulation: executes builds as time passes. */
@Injectable()
export class BuiltInRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(BuiltInRunner.name);
  private looking: Promise<void> | null = null;
  private notBefore = 0;

  constructor(
    private readonly builds: SimulatedBuilds,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    const timer = setInterval(() => {
      if (performance.now() >= this.notBefore) this.looking ??= this.look().finally(() => (this.looking = null));
    }, LOOK_EVERY_MS);
    this.scheduler.addInterval('built-in-runner', timer);
  }

  async onApplicationShutdown(): Promise<void> {
    this.notBefore = Number.POSITIVE_INFINITY;
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      await this.builds.attend();
    } catch (error) {
      this.notBefore = Math.max(this.notBefore, performance.now() + LOOK_AGAIN_AFTER_FAILURE_MS);
      this.logger.warn({ msg: 'the built-in runner could not look for builds and tries again', err: error });
    }
  }
}
