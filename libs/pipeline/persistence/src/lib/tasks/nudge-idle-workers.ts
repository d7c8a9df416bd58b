import type { Worker, WorkerEvents } from 'graphile-worker';

/** How soon a worker looks again that was told of a task and found none, by half as much either way; then it waits for the poll. */
const LOOK_AGAIN_MS: readonly number[] = [20, 80, 320];

/** A timer of Node may be so much early. */
const EARLY_MS = 2;

/** The last look of a worker, which found nothing. */
interface Look {
  readonly atMs: number;
  /** How often it had looked again by then. */
  readonly again: number;
  /** Whether the next look will be another of these. */
  isOwn: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Has workers look again that were told of a task and found none, or have just ended one; answers what ends that, to be
 * called before they end.
 * graphile-worker 0.16 looks for tasks with all free queues locked, and passes over queues that are: of workers that are
 * told of one task in one moment, the one that could do it may find its queue locked by one that cannot. Until the poll
 * came, 2 to 8 of 20 hooks were sent 1.1 to 1.8 s late (measured).
 */
export function nudgeIdleWorkers(events: WorkerEvents, pollIntervalMs: number): () => void {
  const looks = new Map<Worker, Look>();
  events.on('worker:getJob:empty', ({ worker }) => {
    const last = looks.get(worker);
    clearTimeout(last?.timer);
    looks.set(worker, nextLook(worker, last, pollIntervalMs));
  });
  return () => looks.forEach(({ timer }) => clearTimeout(timer));
}

function nextLook(worker: Worker, last: Look | undefined, pollIntervalMs: number): Look {
  const atMs = performance.now();
  const isPoll = last === undefined || atMs - last.atMs >= pollIntervalMs - EARLY_MS;
  const look: Look = { atMs, again: isPoll ? LOOK_AGAIN_MS.length : againAfter(last), isOwn: false, timer: undefined };
  const delayMs = LOOK_AGAIN_MS[look.again];
  if (delayMs !== undefined) look.timer = setTimeout(() => nudge(worker, look), delayMs * spread());
  return look;
}

/** Somebody else has told the worker of a task: that begins anew. */
const againAfter = ({ again, isOwn }: Look): number => (isOwn ? again + 1 : 0);

/** Two workers that found each other's locks must not look again in the same moment. */
const spread = (): number => 0.5 + Math.random();

/** One that has a task to do looks again by itself. */
function nudge(worker: Worker, look: Look): void {
  try {
    look.isOwn = worker.nudge();
  } catch {
    // It has ended meanwhile, which it says by an assertion; others take its place.
  }
}
