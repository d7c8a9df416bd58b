import { availableParallelism } from 'node:os';
import { ConfigReader } from '@holdpoint/pipeline-application';
import type { ConfigSource, PlanContext } from '@holdpoint/pipeline-config';
import { Piscina } from 'piscina';
import type { PlanTask } from './plan-task';

/** A thread that has had nothing to do for so long ends: it keeps 60 MB and more, and takes 0.1 s to start (measured). */
const IDLE_MS = 60_000;

/**
 * Reads configurations in threads of their own: one of a thousand jobs takes some 0.2 s, the worst that is allowed more than
 * a second, and whoever shares the process would wait for that long with callbacks and deadlines. Short ones too: twenty
 * regular expressions that take as long fit into a kilobyte. To hand a text over and its plan back takes 0.2 ms.
 */
export class ThreadedConfigReader extends ConfigReader {
  private readonly pool: Piscina;

  /** `worker` is the program of the threads, which start when the first text comes. */
  constructor(worker: URL) {
    super();
    const maxThreads = Math.max(1, availableParallelism() - 1);
    this.pool = new Piscina({ filename: worker.href, minThreads: 0, maxThreads, idleTimeout: IDLE_MS });
  }

  parse(text: string): ReturnType<ConfigReader['parse']> {
    return this.pool.run(text, { name: 'parse' });
  }

  plan(source: ConfigSource, context: PlanContext): ReturnType<ConfigReader['plan']> {
    const task: PlanTask = { source, context };
    return this.pool.run(task, { name: 'plan' });
  }
}
