import { availableParallelism } from 'node:os';
import { ConfigReader, StoreError } from '@holdpoint/pipeline-application';
import type { ConfigSource, PlanContext } from '@holdpoint/pipeline-config';
import { Piscina } from 'piscina';
import type { PlanTask } from './plan-task';
import { TurnsByUser } from './turns-by-user';

/** Each keeps 60 MB and more (measured). */
const THREADS_MAX = 4;

/** Whoever reads the worst that is allowed takes less than two seconds; the rest is for those who wait before. */
const READ_WITHIN_MS = 20_000;

/**
 * Configurations that wait for a thread, of all users and of one; whoever comes then is told to come again. Each may hold
 * a text of 1 MiB.
 */
const [WAITING_MAX, WAITING_OF_USER_MAX] = [200, 20];

/** What {@link ThreadedConfigReader} is made of. */
export interface ConfigThreads {
  /** The program of the threads. */
  readonly worker: URL;
  /** Told of a thread that could not start or has died; others take its place. */
  readonly onError: (error: unknown) => void;
  /** How long a configuration may wait for a thread and be read, in milliseconds; 20,000 when left out. */
  readonly readWithinMs?: number;
}

/**
 * Reads configurations in threads of their own: one of a thousand jobs takes some 0.2 s, the worst that is allowed more than
 * a second, and whoever shares the process would wait for that long with callbacks and deadlines. Short ones too: twenty
 * regular expressions that take as long fit into a kilobyte. To hand a text over and its plan back takes 0.2 ms. Users take
 * turns, for the worst of one would make all others wait.
 * What could not be read for want of a thread is thrown as a {@link StoreError}: another try may be luckier.
 */
export class ThreadedConfigReader extends ConfigReader {
  private readonly pool: Piscina;
  private readonly turns: TurnsByUser;

  constructor(private readonly threads: ConfigThreads) {
    super();
    const maxThreads = Math.min(THREADS_MAX, Math.max(1, availableParallelism() - 1));
    // One at least, which has read its program when the process starts, and takes the place of one that dies.
    this.pool = new Piscina({ filename: threads.worker.href, minThreads: 1, maxThreads });
    this.turns = new TurnsByUser({ running: maxThreads, waiting: WAITING_MAX, waitingOfUser: WAITING_OF_USER_MAX });
    // An error that nobody waits for, as of a thread that cannot start, would end the process.
    this.pool.on('error', threads.onError);
  }

  parse(text: string, username: string): ReturnType<ConfigReader['parse']> {
    return this.run('parse', text, username);
  }

  plan(source: ConfigSource, context: PlanContext): ReturnType<ConfigReader['plan']> {
    const task: PlanTask = { source, context };
    return this.run('plan', task, context.username);
  }

  /** Ends the threads: a test does, a process just ends. */
  stop(): Promise<void> {
    return this.pool.destroy();
  }

  private async run<T>(name: string, task: unknown, username: string): Promise<T> {
    const signal = AbortSignal.timeout(this.threads.readWithinMs ?? READ_WITHIN_MS);
    try {
      return await this.turns.run(username, signal, (): Promise<T> => this.pool.run(task, { name, signal }));
    } catch (error) {
      if (!isForWantOfThread(error)) throw error;
      this.threads.onError(error);
      throw new StoreError('unavailable', { cause: error });
    }
  }
}

/** Too many wait, it took too long, or the thread has died; anything else was thrown by the reading itself, and is a bug. */
function isForWantOfThread(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, message, code } = error as NodeJS.ErrnoException;
  return name === 'AbortError' || name === 'NoTurn' || message.startsWith('worker exited') || (code ?? '').startsWith('ERR_WORKER');
}
