import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Strangers decide how many minutes have refused calls in them: old ones are counted by the day, and few have a sample. */
export class RefusedCallsByTheDay1764700002000 implements MigrationInterface {
  readonly name = 'RefusedCallsByTheDay1764700002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE refused_calls ADD COLUMN whole_day boolean NOT NULL DEFAULT false, ALTER COLUMN sample DROP NOT NULL');
    await runner.query('CREATE INDEX ix_refused_calls_minute ON refused_calls (minute) WHERE NOT whole_day');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_refused_calls_minute');
    await runner.query(`UPDATE refused_calls SET sample = '${NO_SAMPLE}' WHERE sample IS NULL`);
    await runner.query('ALTER TABLE refused_calls DROP COLUMN whole_day, ALTER COLUMN sample SET NOT NULL');
  }
}

const NO_SAMPLE = JSON.stringify({ remoteAddress: '', headers: [], bodyBytes: null, bodyKeys: [] });
