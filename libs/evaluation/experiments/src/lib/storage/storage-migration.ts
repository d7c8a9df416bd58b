import { severityOf, type Experiment, type ExperimentContext, type ExperimentResult, type Finding } from '@holdpoint/evaluation-experiment';
import { createStorePool, migrateDatabase } from '@holdpoint/pipeline-persistence';
import { fillSchema } from './migration/filled-schema';
import { MIGRATIONS } from './migration/migrations';
import { tryMigration, type MigrationCost, type TouchedTable } from './migration/try-migration';
import { NOT_MEASURED } from './not-measured';
import { STORAGE_VARIANTS, type StorageVariant } from './storage-variant';

const ROWS = 100_000;

/** What it takes to make room for external jobs in a database that is in use. */
export const storageMigration: Experiment = {
  id: 'storage-migration',
  family: 'storage',
  title: 'The migration of a filled database',
  risk: 'A migration that reads a large table from end to end under a lock keeps everybody from it meanwhile.',
  source: 'GitLab migrates without downtime; its table of builds is its largest.',
  varied: `Where external jobs go, in a database with ${ROWS} rows in every table of jobs and of what refers to them.`,
  invariants: [],
  run: (context) => (context.databaseUrl === null ? Promise.resolve(NOT_MEASURED) : measure(context, context.databaseUrl)),
};

async function measure({ signal, progress }: ExperimentContext, url: string): Promise<ExperimentResult> {
  await migrateDatabase(url);
  const pool = createStorePool(url, { max: 1, statementTimeoutMs: 60_000 });
  try {
    await fillSchema(pool, ROWS);
    const costs: (readonly [StorageVariant, MigrationCost])[] = [];
    for (const variant of STORAGE_VARIANTS) {
      signal.throwIfAborted();
      costs.push([variant, await tryMigration(pool, MIGRATIONS[variant])]);
      progress(costs.length, STORAGE_VARIANTS.length);
    }
    return resultOf(costs);
  } finally {
    await pool.end();
  }
}

function resultOf(costs: readonly (readonly [StorageVariant, MigrationCost])[]): ExperimentResult {
  return {
    summary: costs.map(([variant, { touched }]) => `${variant} locks ${touched.length} of the tables in use and reads ${scannedIn(touched).length} through.`).join(' '),
    broken: [],
    findings: costs.map(([variant, { touched }]) => migrationFinding(variant, touched)),
    measurements: costs.map(([variant, { tookMs }]) => ({
      id: variant,
      title: `${variant}: the migration of ${ROWS} rows a table`,
      value: tookMs,
      unit: 'ms',
    })),
  };
}

/** A lock alone is held for a moment; one that is held while the table is read through is felt. */
function migrationFinding(variant: StorageVariant, touched: readonly TouchedTable[]): Finding {
  const scanned = scannedIn(touched);
  const names = scanned.map(({ table }) => table).join(' and ');
  return {
    id: variant,
    title: `${variant}: locks of the migration`,
    severity: severityOf(scanned.length > 0 ? 'refused' : 'nothing'),
    observation: scanned.length > 0 ? `Whoever writes to ${names} waits while it is read through.` : 'Nobody waits for longer than a moment.',
    data: {
      variant,
      locked: touched.length,
      scanned: scanned.length,
      locks: touched.map(({ table, lock, scanned: isScanned }) => `${table} ${lock}${isScanned ? ' (read through)' : ''}`).join(', '),
    },
    reproduction: null,
  };
}

const scannedIn = (touched: readonly TouchedTable[]): readonly TouchedTable[] => touched.filter(({ scanned }) => scanned);
