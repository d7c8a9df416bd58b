import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What spans the job tables: the view that unites them, and the rule that a name has one latest job among them. */
export class Processables1763900004000 implements MigrationInterface {
  readonly name = 'Processables1763900004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROCESSABLES);
    await runner.query(ONE_LATEST_JOB);
    for (const table of ['builds', 'external_jobs']) await runner.query(trigger(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['builds', 'external_jobs']) await runner.query(`DROP TRIGGER one_latest_job ON ${table}`);
    await runner.query('DROP FUNCTION refuse_second_latest_job()');
    await runner.query('DROP VIEW processables');
  }
}

/** `[{name, optional}]` in order; null orders the job by stage. Read only for jobs that have a list. */
const needsOf = (foreignKey: string): string => `
    CASE WHEN job.scheduling_type = 'dag' THEN coalesce((
      SELECT json_agg(json_build_object('name', need.name, 'optional', need.optional) ORDER BY need.position)
      FROM needs need WHERE need.${foreignKey} = job.id), '[]') END`;

/** The view as this migration makes it. */
export const PROCESSABLES = `
  CREATE VIEW processables AS
  SELECT job.id, job.type AS kind, job.pipeline_id, job.stage_id, job.name, job.status, job."when",
    job.allow_failure, job.start_in_ms, job.timeout_ms, job.interruptible, job.retry, job.options, job.attempt,
    job.retried, job.enqueue_immediately, job.created_at, job.queued_at, job.scheduled_at, job.started_at,
    job.finished_at, job.deadline_at, job.failure_reason, ${needsOf('build_id')} AS needs
  FROM builds job
  UNION ALL
  SELECT job.id, 'external'::text, job.pipeline_id, job.stage_id, job.name, job.status,
    'on_success'::text, job.allow_failure, NULL::bigint, job.timeout_ms, job.interruptible, NULL::jsonb, job.options,
    job.attempt, job.retried, false, job.created_at, NULL::timestamptz, NULL::timestamptz, job.started_at,
    job.finished_at, job.deadline_at, job.failure_reason, ${needsOf('external_job_id')}
  FROM external_jobs job`;

/** Once per INSERT, not per row: 1,000 jobs of a new pipeline are checked by one query. */
const ONE_LATEST_JOB = `
  CREATE FUNCTION refuse_second_latest_job() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (
      SELECT FROM inserted
      JOIN builds USING (pipeline_id, name)
      JOIN external_jobs USING (pipeline_id, name)
      WHERE NOT builds.retried AND NOT external_jobs.retried
    ) THEN
      RAISE unique_violation USING
        MESSAGE = 'a pipeline has one latest job of a name, be it a build or an external job',
        CONSTRAINT = 'uq_processables_latest';
    END IF;
    RETURN NULL;
  END $$`;

const trigger = (table: string): string => `
  CREATE TRIGGER one_latest_job AFTER INSERT ON ${table} REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_second_latest_job()`;
