import { availableParallelism } from 'node:os';
import { ConfigReader, ConfigReaderUnavailable } from '@holdpoint/pipeline-application';
import type { ConfigSource, PlanContext } from '@holdpoint/pipeline-config';
import { Piscina } from 'piscina';
import type { ConfigTask } from './config-task';
import { TurnsByUser } from './turns-by-user';

const MIB = 1_048_576;

/** Each keeps 60 MB and more (measured). */
const THREADS_MAX = 4;

/** Whoever reads the worst that is allowed takes less than two seconds; the rest is for those who wait before. */
const READ_WITHIN_MS = 20_000;

/**
 * What may wait for a thread, of all users and of one, in characters; whoever comes then is told to come again. 200 and 20
 * texts of 1 MiB, the largest, and many more of what people write: of 40 pipelines that one user made at once, 17 were
 * refused when texts were counted.
 */
const [WAITING_CHARS_MAX, WAITING_CHARS_OF_USER_MAX] = [200 * MIB, 20 * MIB];

/** What a text of a few lines takes while it waits, and the most that can wait: 1,280 of one user. */
const TEXT_CHARS_MIN = 16 * 1_024;

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
 * What could not be read for want of a thread is thrown as {@link ConfigReaderUnavailable}: another try may be luckier.
 */
export class ThreadedConfigReader extends ConfigReader {
  private readonly pool: Piscina;
  private readonly turns: TurnsByUser;

  constructor(private readonly threads: ConfigThreads) {
    super();
    const maxThreads = Math.min(THREADS_MAX, Math.max(1, availableParallelism() - 1));
    // One at least, which has read its program when the process starts, and takes the place of one that dies.
    this.pool = new Piscina({ filename: threads.worker.href, minThreads: 1, maxThreads });
    this.turns = new TurnsByUser({ running: maxThreads, waitingSize: WAITING_CHARS_MAX, waitingSizeOfUser: WAITING_CHARS_OF_USER_MAX });
    // An error that nobody waits for, as of a thread that cannot start, would end the process.
    this.pool.on('error', threads.onError);
  }

  read(source: ConfigSource, context: PlanContext): ReturnType<ConfigReader['read']> {
    return this.run('read', { source, context });
  }

  plan(source: ConfigSource, context: PlanContext): ReturnType<ConfigReader['plan']> {
    return this.run('plan', { source, context });
  }

  /** Ends the threads: a test does, a process just ends. */
  stop(): Promise<void> {
    return this.pool.destroy();
  }

  private async run<T>(name: string, task: ConfigTask): Promise<T> {
    const { username } = task.context;
    const signal = AbortSignal.timeout(this.threads.readWithinMs ?? READ_WITHIN_MS);
    try {
      return await this.turns.run({ username, size: Math.max(charsOf(task), TEXT_CHARS_MIN), signal }, (): Promise<T> => this.pool.run(task, { name, signal }));
    } catch (error) {
      if (!isForWantOfThread(error)) throw error;
      this.threads.onError(error);
      throw new ConfigReaderUnavailable({ cause: error });
    }
  }
}

/** Of the text and of the files that it includes. */
const charsOf = ({ source, context: { tree } }: ConfigTask): number =>
  [...(tree?.files.values() ?? [])].reduce((sum, text) => sum + (text?.length ?? 0), typeof source === 'string' ? source.length : 0);

/** Too much waits, it took too long, or the thread has died; anything else was thrown by the reading itself, and is a bug. */
function isForWantOfThread(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, message, code } = error as NodeJS.ErrnoException;
  return name === 'AbortError' || name === 'NoTurn' || message.startsWith('worker exited') || (code ?? '').startsWith('ERR_WORKER');
}
