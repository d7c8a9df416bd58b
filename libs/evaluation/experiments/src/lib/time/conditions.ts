import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '@holdpoint/kernel';

/** What happens to the processes, or to their queue, some time after the start. */
export interface Fault {
  readonly afterMs: number;
  readonly fault: 'stop' | 'start' | 'lose_tasks';
}

/** Under what deadlines are to be kept. */
export interface Condition {
  readonly id: string;
  readonly title: string;
  /** When the jobs start. */
  readonly start: Instant;
  /** One pipeline each, with two jobs. */
  readonly timeoutsMs: readonly number[];
  readonly replicas: number;
  /** How far the clocks of the processes are ahead of the store's. */
  readonly skewMs: number;
  readonly tickMs: number;
  /** In order; the processes run from the start. */
  readonly faults: readonly Fault[];
  /** The way of noticing from which this takes what it lives by: it may fail here. */
  readonly fatalTo: string | null;
}

/** Some between two ticks, so that a tick alone is late. */
const TIMEOUTS_MS = [10 * MINUTE_MS + 30 * SECOND_MS, 25 * MINUTE_MS, 45 * MINUTE_MS + 10 * SECOND_MS, 90 * MINUTE_MS, 150 * MINUTE_MS + 40 * SECOND_MS];

/** A little before a full hour, as no job starts on the hour. */
const USUAL_START = Date.UTC(2026, 5, 1, 9, 50);

const STEADY: Condition = {
  id: 'steady',
  title: 'one process, nothing goes wrong',
  start: USUAL_START,
  timeoutsMs: TIMEOUTS_MS,
  replicas: 1,
  skewMs: 0,
  tickMs: 5 * MINUTE_MS,
  faults: [],
  fatalTo: null,
};

const condition = (id: string, title: string, given: Partial<Condition>): Condition => ({ ...STEADY, id, title, ...given });

const down = (fromMs: number, toMs: number): readonly Fault[] => [
  { afterMs: fromMs, fault: 'stop' },
  { afterMs: toMs, fault: 'start' },
];

const LOST: Fault = { afterMs: 15 * MINUTE_MS, fault: 'lose_tasks' };

/** Deadlines that one restart finds at once. */
const RESTART_DEADLINES = 1_000;

/** Two jobs have one deadline. */
const MANY_TIMEOUTS_MS = Array.from({ length: RESTART_DEADLINES / 2 }, (_, index) => 10 * MINUTE_MS + index * 6 * SECOND_MS);

/** Everything deadlines must outlast. */
export const CONDITIONS: readonly Condition[] = [
  STEADY,
  condition('worker_down', 'no process runs for an hour', { faults: down(5 * MINUTE_MS, 65 * MINUTE_MS) }),
  condition('four_replicas', 'four processes', { replicas: 4 }),
  condition('clock_ahead', 'the clock of the process is an hour ahead', { skewMs: HOUR_MS }),
  condition('clock_behind', 'the clock of the process is an hour behind', { skewMs: -HOUR_MS }),
  condition('summer_time', 'summer time begins', { start: Date.UTC(2026, 2, 29, 0, 50) }),
  condition('winter_time', 'summer time ends', { start: Date.UTC(2026, 9, 25, 0, 50) }),
  condition('restart', `a restart after ${RESTART_DEADLINES} deadlines`, { timeoutsMs: MANY_TIMEOUTS_MS, faults: down(5 * MINUTE_MS, 65 * MINUTE_MS) }),
  condition('month', 'waits of up to a month', { timeoutsMs: [7 * DAY_MS, 26 * DAY_MS, 31 * DAY_MS], tickMs: 6 * HOUR_MS }),
  condition('queue_lost', 'the queue loses its tasks', { faults: [LOST], fatalTo: 'task' }),
  condition('queue_lost_restart', 'the queue loses its tasks, and the process restarts two hours later', {
    faults: [LOST, ...down(135 * MINUTE_MS, 136 * MINUTE_MS)],
    fatalTo: 'task',
  }),
];
