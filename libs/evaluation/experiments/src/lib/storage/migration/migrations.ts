import { WAIT_COLUMNS } from '../layout/column-definitions';
import { COMMIT_STATUS_CHECKS, TYPE_CHECKS } from '../layout/type-checks';
import type { StorageVariant } from '../storage-variant';

/** A table that refers to jobs: it gets a second key, of which exactly one is set. */
const secondKey = (table: string): readonly string[] => [
  `ALTER TABLE before.${table} ALTER build_id DROP NOT NULL,
     ADD external_job_id bigint REFERENCES before.external_jobs (id) ON DELETE CASCADE,
     ADD CONSTRAINT ck_${table}_one_job CHECK (num_nonnulls(build_id, external_job_id) = 1)`,
  `CREATE INDEX ON before.${table} (external_job_id) WHERE external_job_id IS NOT NULL`,
];

/** Without its default: builds have no token that a callback could bring. */
const waitColumns = WAIT_COLUMNS.map((column) => `ADD ${column.replace(/ DEFAULT .*/, '')}`).join(', ');

const typeChecks = Object.entries(TYPE_CHECKS).map(([name, check]) => `ADD CONSTRAINT ${name} CHECK (${check})`).join(', ');

/** The statements that make room for external jobs in a filled database, by variant. */
export const MIGRATIONS: Readonly<Record<StorageVariant, readonly string[]>> = {
  own_table: [
    'CREATE TABLE before.external_jobs (LIKE public.external_jobs INCLUDING ALL)',
    `ALTER TABLE before.external_jobs ADD FOREIGN KEY (pipeline_id) REFERENCES public.pipelines (id) ON DELETE CASCADE,
       ADD FOREIGN KEY (stage_id) REFERENCES public.stages (id) ON DELETE CASCADE`,
    ...secondKey('needs'),
    ...secondKey('job_history'),
    `CREATE TRIGGER one_latest_job AFTER INSERT ON before.builds REFERENCING NEW TABLE AS inserted
       FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_second_latest_job()`,
    'CREATE VIEW before.processables AS SELECT id, name FROM before.builds UNION ALL SELECT id, name FROM before.external_jobs',
  ],
  build_with_type: [
    `ALTER TABLE before.builds ${waitColumns}, DROP CONSTRAINT ck_builds_status, ${typeChecks}`,
    'CREATE INDEX ON before.builds (project_id, match_key, id) WHERE match_key IS NOT NULL AND NOT retried',
  ],
  generic_commit_status: [
    `ALTER TABLE before.generic_commit_statuses DROP CONSTRAINT ck_status,
       ADD CONSTRAINT ck_status CHECK (${COMMIT_STATUS_CHECKS.ck_generic_commit_statuses_status})`,
  ],
};
