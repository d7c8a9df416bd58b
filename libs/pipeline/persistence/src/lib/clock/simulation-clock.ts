import { namedStatement } from '@holdpoint/database';
import { err, ok, type Instant, type Result } from '@holdpoint/kernel';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { runCommitted } from '../sql/run-transaction';

/** A reading of the store's clock. */
export interface ClockReading {
  readonly now: Instant;
  /** True once a simulation has set or stepped the clock: it moves only when it is told to. */
  readonly stands: boolean;
}

const readClock = namedStatement<[]>(
  'read_clock',
  'SELECT holdpoint_now() AS now, instant IS NOT NULL AS stands FROM simulation_clock',
);

const readMark = namedStatement<[]>('read_simulated', 'SELECT simulated FROM simulation_clock');

const mark = namedStatement<[]>('mark_simulated', 'UPDATE simulation_clock SET simulated = true WHERE NOT simulated');

/** The row's own instant, not the function's: of two steps at once the second waits and adds to the first. */
const stepClock = namedStatement<[number]>(
  'step_clock',
  `UPDATE simulation_clock SET simulated = true,
     instant = coalesce(instant, holdpoint_now()) + $1::float8 * interval '1 millisecond'
   WHERE $1::float8 >= 0 RETURNING instant AS now`,
);

const setClock = namedStatement<[Instant]>(
  'set_clock',
  `UPDATE simulation_clock SET simulated = true, instant = to_timestamp($1::float8 / 1000)
   WHERE to_timestamp($1::float8 / 1000) >= coalesce(instant, holdpoint_now()) RETURNING instant AS now`,
);

/** The store's clock as a simulation drives it: it stands still from the first step on, and never goes back. */
export class SimulationClock {
  constructor(private readonly pool: Pool) {}

  async read(): Promise<ClockReading> {
    const [reading] = await readRows<ClockReading>(this.pool, readClock());
    if (!reading) throw new Error('The clock has no reading');
    return reading;
  }

  /** Moves the clock forward by milliseconds, and stops it there; 0 stops it where it is. */
  step(ms: number): Promise<Result<Instant, 'backwards'>> {
    return this.move(stepClock(ms));
  }

  /** Moves the clock forward to an instant, and stops it there. */
  set(instant: Instant): Promise<Result<Instant, 'backwards'>> {
    return this.move(setClock(instant));
  }

  /** Marks the database as simulated, for good. */
  async markSimulated(): Promise<void> {
    await runCommitted(this.pool, (client) => client.query(mark()));
  }

  /** Tells whether the database was ever simulated: such a one must not be taken for a real one. */
  async isSimulated(): Promise<boolean> {
    const [row] = await readRows<{ simulated: boolean }>(this.pool, readMark());
    return row?.simulated ?? false;
  }

  private async move(statement: ReturnType<typeof stepClock>): Promise<Result<Instant, 'backwards'>> {
    const { rows } = await runCommitted(this.pool, (client) => client.query<{ now: Instant }>(statement));
    const [row] = rows;
    return row ? ok(row.now) : err('backwards');
  }
}
