import { createStorePool, PgPipelineLookup, WAKE_UPS } from '@holdpoint/pipeline-persistence';
import { SWEEP_BATCH_MAX } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import type { Figure } from '../report/figure';
import { digits } from '../report/figure';
import { scansOf, wholeReads, type PlanNode } from './plan-scans';

const TICKS = 50;

/** Times what a tick asks of the database while nothing is due, and looks at how the server goes about it. */
export async function measureTick(databaseUrl: string, waits: number): Promise<{ figure: Figure; mismatches: readonly string[] }> {
  const pool = createStorePool(databaseUrl);
  try {
    const lookup = new PgPipelineLookup(pool, HOLDPOINT_CI_MODEL);
    await lookup.findWakeUps(SWEEP_BATCH_MAX);
    const samples: number[] = [];
    for (let tick = 0; tick < TICKS; tick += 1) {
      const startedAt = performance.now();
      const { due } = await lookup.findWakeUps(SWEEP_BATCH_MAX);
      samples.push(performance.now() - startedAt);
      if (due.length > 0) throw new Error('something is due');
    }
    const { rows: [row] } = await pool.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(`EXPLAIN (FORMAT JSON) ${WAKE_UPS}`, [SWEEP_BATCH_MAX, []]);
    return judgePlan(samples, waits, scansOf(row?.['QUERY PLAN'][0]?.Plan));
  } finally {
    await pool.end();
  }
}

function judgePlan(samples: readonly number[], waits: number, scans: readonly string[]): { figure: Figure; mismatches: readonly string[] } {
  const detail = `${digits(waits)} pipelines wait; ${TICKS} ticks; ${[...new Set(scans)].join(', ')}`;
  return { figure: { row: 'tick', samples, detail }, mismatches: wholeReads(scans).map((scan) => `a tick reads a whole table: ${scan}`) };
}
