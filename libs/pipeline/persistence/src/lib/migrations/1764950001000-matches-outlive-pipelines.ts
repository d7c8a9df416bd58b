import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A pipeline that is deleted takes its history along, and leaves what callbacks did in it: the ledger says what every call
 * came to, and the numbers that it names are given to no other pipeline or job.
 */
export class MatchesOutlivePipelines1764950001000 implements MigrationInterface {
  readonly name = 'MatchesOutlivePipelines1764950001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(takesAlong('job_history'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM callback_matches match WHERE pipeline_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM pipelines pipeline WHERE pipeline.id = match.pipeline_id)`);
    await runner.query(takesAlong('job_history', 'callback_matches'));
  }
}

const takesAlong = (...tables: readonly string[]): string => `
  CREATE OR REPLACE FUNCTION delete_ledger_of_pipelines() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${tables.map((table) => `DELETE FROM ${table} USING deleted WHERE ${table}.pipeline_id = deleted.id;`).join('\n    ')}
    RETURN NULL;
  END $$`;
