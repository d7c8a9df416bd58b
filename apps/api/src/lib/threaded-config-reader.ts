import { availableParallelism } from 'node:os';
import { ConfigReader, InlineConfigReader } from '@holdpoint/pipeline-application';
import type { ConfigSource, PlanContext } from '@holdpoint/pipeline-config';
import { Piscina } from 'piscina';
import type { PlanTask } from './plan-task';

/** Characters that take some milliseconds, as long as handing the result of a thread back. */
const SMALL_CHARS = 8_192;

/** A thread that has had nothing to do for so long ends: it keeps 60 MB and more (measured). */
const IDLE_MS = 60_000;

/**
 * Reads large configurations in threads of their own: one of a thousand jobs takes some 0.2 s, the largest that is allowed
 * more than a second, and whoever shares the process would wait for that long with callbacks and deadlines.
 */
export class ThreadedConfigReader extends ConfigReader {
  private readonly inline = new InlineConfigReader();
  private readonly pool: Piscina;

  /** `worker` is the program of the threads, which start when the first large text comes. */
  constructor(worker: URL) {
    super();
    const maxThreads = Math.max(1, availableParallelism() - 1);
    this.pool = new Piscina({ filename: worker.href, minThreads: 0, maxThreads, idleTimeout: IDLE_MS });
  }

  parse(text: string): ReturnType<ConfigReader['parse']> {
    return isSmall(text) ? this.inline.parse(text) : this.pool.run(text, { name: 'parse' });
  }

  plan(source: ConfigSource, context: PlanContext): ReturnType<ConfigReader['plan']> {
    if (isSmall(source)) return this.inline.plan(source, context);
    const task: PlanTask = { source, context };
    return this.pool.run(task, { name: 'plan' });
  }
}

function isSmall(source: ConfigSource): boolean {
  if (typeof source === 'string') return source.length <= SMALL_CHARS;
  return source.reduce((length, { text }) => length + text.length, 0) <= SMALL_CHARS;
}
