import { HOUR_MS } from '@holdpoint/kernel';
import type { Replica, TimeWorld } from '../worlds/time-world';
import { DroppingEnforcer, type DropRule } from './dropping-enforcer';
import type { Enforcer } from './enforcer';
import { berlinWallClock } from './local-clock';
import { SweepEnforcer } from './sweep-enforcer';
import { TaskEnforcer } from './task-enforcer';

/** One way of noticing deadlines. */
export interface Variant {
  readonly id: string;
  readonly title: string;
  /** Whether each pipeline has a scheduled task. */
  readonly tasks: boolean;
  /** True where the product's own parts act: they must hold, whatever happens. */
  readonly product: boolean;
  enforcers(process: EnforcingProcess): readonly Enforcer[];
}

/** What an enforcer is built on. */
export interface EnforcingProcess {
  readonly world: TimeWorld;
  readonly replica: Replica;
  readonly tickMs: number;
}

const sweep = ({ replica, tickMs }: EnforcingProcess): Enforcer => new SweepEnforcer(replica.sweep, { tickMs, timers: true });
const tick = ({ replica, tickMs }: EnforcingProcess): Enforcer => new SweepEnforcer(replica.sweep, { tickMs, timers: false });
const task = ({ replica, world }: EnforcingProcess): Enforcer => new TaskEnforcer(replica.tasks, world);

const dropping =
  (isOverdue: DropRule['isOverdue'], fixedPeriodMs?: number) =>
  ({ world, replica, tickMs }: EnforcingProcess): readonly Enforcer[] => [
    new DroppingEnforcer(world, replica.corridor, { periodMs: fixedPeriodMs ?? tickMs, isOverdue }),
  ];

/** GitLab's cleaner of running builds: each hour it drops what nobody has updated for an hour, by the clock of its process. */
const runnerCleaner = dropping(({ startedAt }, processNow) => startedAt <= processNow - HOUR_MS, HOUR_MS);

const processClock = dropping(({ deadlineAt }, processNow) => deadlineAt <= processNow);

const localTime = dropping(
  ({ startedAt, deadlineAt }, processNow) => berlinWallClock(startedAt) + (deadlineAt - startedAt) <= berlinWallClock(processNow),
);

/** The ways of noticing that are compared, the product's first. */
export const VARIANTS: readonly Variant[] = [
  { id: 'sweep', title: 'A cron tick and timers', tasks: false, product: true, enforcers: (process) => [sweep(process)] },
  { id: 'task', title: 'A scheduled task for each pipeline', tasks: true, product: true, enforcers: (process) => [task(process)] },
  { id: 'sweep_and_task', title: 'Both', tasks: true, product: true, enforcers: (process) => [sweep(process), task(process)] },
  { id: 'tick', title: 'A cron tick alone', tasks: false, product: true, enforcers: (process) => [tick(process)] },
  { id: 'runner_cleaner', title: 'The cleaner that runners have', tasks: false, product: false, enforcers: runnerCleaner },
  { id: 'process_clock', title: 'A cron tick by the clock of the process', tasks: false, product: false, enforcers: processClock },
  { id: 'local_time', title: 'A cron tick by local time', tasks: false, product: false, enforcers: localTime },
];
