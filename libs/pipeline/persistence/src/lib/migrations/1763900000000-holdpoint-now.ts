import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/**
 * The only clock of the database. `holdpoint_now()` is STABLE although a clock moves: a volatile function keeps the
 * planner from searching an index with it, and one statement wants one instant. Milliseconds, as the domain counts.
 */
export class HoldpointNow1763900000000 implements MigrationInterface {
  readonly name = 'HoldpointNow1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLOCK_TABLE);
    await runner.query('INSERT INTO simulation_clock DEFAULT VALUES');
    await runner.query(HOLDPOINT_NOW);
    await runner.query(HOLDPOINT_REAL_TIME);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION holdpoint_real_time(timestamptz)');
    await runner.query('DROP FUNCTION holdpoint_now()');
    await runner.query('DROP TABLE simulation_clock');
  }
}

const CLOCK_TABLE = `
  CREATE TABLE simulation_clock (
    only_row boolean NOT NULL DEFAULT true,
    simulated boolean NOT NULL DEFAULT false,
    instant timestamptz,
    CONSTRAINT pk_simulation_clock PRIMARY KEY (only_row),
    CONSTRAINT ck_simulation_clock_only_row CHECK (${CONDITIONS.onlyRow}),
    CONSTRAINT ck_simulation_clock_simulated CHECK (${CONDITIONS.simulatedWhenSet})
  )`;

const HOLDPOINT_NOW = `
  CREATE FUNCTION holdpoint_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT instant FROM simulation_clock), date_trunc('milliseconds', clock_timestamp()))
  $$`;

/** What real time it will be at an instant of the store's clock: queues outside the store live in real time. */
const HOLDPOINT_REAL_TIME = `
  CREATE FUNCTION holdpoint_real_time(at timestamptz) RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT clock_timestamp() + (at - holdpoint_now())
  $$`;
