import { assert } from '@holdpoint/kernel';
import { InMemoryPipelineStore } from '@holdpoint/pipeline-application';
import { createStorePool, PgPipelineStore, ProjectRepository, SimulationClock } from '@holdpoint/pipeline-persistence';
import { Client, type Pool } from 'pg';
import { BUILD_LAYOUT, COMMIT_STATUS_LAYOUT, layoutStatements, type JobLayout } from './layout/job-layout';
import { LayoutStore } from './layout/layout-store';
import { StorageWorld } from './scenario/storage-world';
import type { StorageVariant } from './storage-variant';

/** One way of storing external jobs, open. */
export interface OpenVariant {
  /** Sees the variant's tables before the product's. */
  readonly url: string;
  readonly world: StorageWorld;
  readonly pool: Pool;
  /** The text of every statement that was sent, in order. */
  readonly statements: readonly string[];
  close(): Promise<void>;
}

const LAYOUTS = { build_with_type: BUILD_LAYOUT, generic_commit_status: COMMIT_STATUS_LAYOUT } as const;

/** Opens a variant in a migrated database, with a project of its own; its clock stands. */
export async function openVariant(databaseUrl: string, variant: StorageVariant): Promise<OpenVariant> {
  const layout = variant === 'own_table' ? null : LAYOUTS[variant];
  const url = layout ? await openLayout(databaseUrl, layout) : databaseUrl;
  const pool = createStorePool(url);
  const statements = recordStatements(pool);
  const clock = new SimulationClock(pool);
  await clock.step(0);
  const project = await new ProjectRepository(pool).create({ name: variant, path: `evaluation/${variant.replaceAll('_', '-')}` });
  assert(project.ok, `the project of ${variant} is new`);
  const store = layout ? new LayoutStore(pool, layout) : new PgPipelineStore(pool);
  const world = new StorageWorld({ store, projectId: project.value.id, now: async () => (await clock.read()).now, step: (ms) => clock.step(ms) });
  return { url, world, pool, statements, close: () => pool.end() };
}

/** The twin in memory, whose clock begins to stand when a world's does: what should happen there. */
export async function openTwinOf({ parts }: StorageWorld): Promise<StorageWorld> {
  let now = await parts.now();
  const step = (ms: number): Promise<number> => Promise.resolve((now += ms));
  return new StorageWorld({ store: new InMemoryPipelineStore(() => now), projectId: 1, now: () => Promise.resolve(now), step });
}

/** Makes the tables of a layout in a migrated database; answers the URL by which they are seen before the product's. */
export async function openLayout(url: string, layout: JobLayout): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of layoutStatements(layout)) await client.query(statement);
  } finally {
    await client.end();
  }
  const seen = new URL(url);
  seen.searchParams.set('options', `-c search_path=${layout.schema},public`);
  // URLSearchParams writes a space as `+`, which PostgreSQL's clients do not read back as one.
  return seen.href.replaceAll('+', '%20');
}

/** Notes what every connection of a pool is asked. */
function recordStatements(pool: Pool): readonly string[] {
  const statements: string[] = [];
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...values: unknown[]) => unknown;
    const recording = (...values: unknown[]): unknown => {
      statements.push(textOf(values[0]));
      return query(...values);
    };
    Object.assign(client, { query: recording });
  });
  return statements;
}

const textOf = (statement: unknown): string =>
  typeof statement === 'string' ? statement : String(Object(statement).text);
