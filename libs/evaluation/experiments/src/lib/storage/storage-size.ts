import type { Experiment, ExperimentContext, ExperimentResult, Finding } from '@holdpoint/evaluation-experiment';
import { createStorePool, migrateDatabase } from '@holdpoint/pipeline-persistence';
import type { Pool } from 'pg';
import { BUILD_LAYOUT, COMMIT_STATUS_LAYOUT } from './layout/job-layout';
import { NOT_MEASURED } from './not-measured';
import { openLayout } from './open-variant';
import { fillJobs, fillPipelines } from './size/fill-jobs';
import { EXTERNAL_TABLES, STORAGE_VARIANTS, type StorageVariant } from './storage-variant';

const JOBS = 100_000;

/** Sizes that differ by less than this are called equal, so that a finding does not hang on a page. */
const EQUAL_WITHIN = 0.05;

interface Size {
  readonly variant: StorageVariant;
  readonly columns: number;
  readonly rowBytes: number;
  readonly indexBytes: number;
}

/** What a stored external job takes, in each of the tables it could be in. */
export const storageSize: Experiment = {
  id: 'storage-size',
  family: 'storage',
  title: 'The size of stored external jobs',
  risk: 'A table made for other jobs spends space on columns and indexes that no external job uses.',
  source: 'The spike: 10 of the 44 columns of a build do not apply to an external job.',
  varied: `The table that holds ${JOBS} ended external jobs with the same values.`,
  invariants: [],
  run: (context) => (context.databaseUrl === null ? Promise.resolve(NOT_MEASURED) : measure(context, context.databaseUrl)),
};

async function measure({ signal, progress }: ExperimentContext, url: string): Promise<ExperimentResult> {
  await migrateDatabase(url);
  for (const layout of [BUILD_LAYOUT, COMMIT_STATUS_LAYOUT]) await openLayout(url, layout);
  const pool = createStorePool(url, { max: 1, statementTimeoutMs: 60_000 });
  try {
    const projectId = await fillPipelines(pool, JOBS);
    const sizes: Size[] = [];
    for (const variant of STORAGE_VARIANTS) {
      signal.throwIfAborted();
      await fillJobs(pool, EXTERNAL_TABLES[variant], projectId);
      sizes.push(await sizeOf(pool, variant));
      progress(sizes.length, STORAGE_VARIANTS.length);
    }
    return resultOf(sizes);
  } finally {
    await pool.end();
  }
}

async function sizeOf(pool: Pool, variant: StorageVariant): Promise<Size> {
  const { rows } = await pool.query<Omit<Size, 'variant'>>(
    `SELECT pg_table_size(oid)::float8 / $2 AS "rowBytes", pg_indexes_size(oid)::float8 / $2 AS "indexBytes",
       (SELECT count(*) FROM pg_attribute WHERE attrelid = oid AND attnum > 0 AND NOT attisdropped) AS columns
     FROM pg_class WHERE oid = $1::regclass`,
    [EXTERNAL_TABLES[variant], JOBS],
  );
  if (!rows[0]) throw new Error('a table has one size');
  return { variant, ...rows[0] };
}

function resultOf(sizes: readonly Size[]): ExperimentResult {
  const findings = sizes.map((size) => sizeFinding(size, sizes[0] ?? size));
  return {
    summary: findings.map(({ id, data }) => `${id}: ${data['columns']} columns, rows ${data['rows']}, index entries ${data['indexes']}.`).join(' '),
    broken: [],
    findings,
    measurements: sizes.flatMap(({ variant, rowBytes, indexBytes }) => [
      { id: `${variant}.row`, title: `${variant}: one row of ${JOBS}`, value: rowBytes, unit: 'bytes' },
      { id: `${variant}.index`, title: `${variant}: the index entries of one row of ${JOBS}`, value: indexBytes, unit: 'bytes' },
    ]),
  };
}

function sizeFinding(size: Size, own: Size): Finding {
  const [rows, indexes] = [compared(size.rowBytes, own.rowBytes), compared(size.indexBytes, own.indexBytes)];
  return {
    id: size.variant,
    title: `${size.variant}: space for ${JOBS} external jobs`,
    severity: 'none',
    observation: `Beside ${own.variant}, rows of ${size.columns} columns take ${rows} space, and their index entries ${indexes}.`,
    data: { variant: size.variant, columns: size.columns, rows, indexes },
    reproduction: null,
  };
}

function compared(bytes: number, own: number): 'less' | 'as much' | 'more' {
  if (Math.abs(bytes / own - 1) < EQUAL_WITHIN) return 'as much';
  return bytes < own ? 'less' : 'more';
}
