import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Outcome } from '../report/figure';
import { digits, withRange } from '../report/figure';
import { median, quantile } from '../report/statistics';
import { SIX_JOBS } from '../seed/configs';
import { SeededProject } from '../seed/seeded-project';
import { wakePipelines } from '../seed/wake-pipelines';
import { withSite, type BenchContext } from './bench-context';
import { checkExpired, isAhead, readLateness, setDeadline, stillWaiting } from './expired-waits';

const JOBS = 2_000;
const GIVE_UP_AFTER_MS = 30_000;
const HOW = 'commit time of each ending, kept by the server (track_commit_timestamp), less the deadline';

interface Run {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly perSecond: number;
}

/** Jobs of as many pipelines that fall due at one instant, with nobody calling. */
export async function measureLateness(context: BenchContext): Promise<Outcome> {
  if (context.settings['track_commit_timestamp'] !== 'on') return notMeasured();
  return withSite(context, 'lateness', async ({ api, database }) => {
    const seeded = await SeededProject.create(api, database, 'lateness', SIX_JOBS);
    const [runs, mismatches]: [Run[], string[]] = [[], []];
    const jobs = context.options.quick ? JOBS / 10 : JOBS;
    // The first round is there to warm up: before it the API has not expired anything.
    for (let round = 0; round <= context.options.rounds; round += 1) {
      const ids = await seeded.seed(jobs);
      await setDeadline(database.pool, ids);
      await wakePipelines(database.pool, ids);
      if (!(await isAhead(database.pool, ids))) mismatches.push('the API looked at pipelines until after their deadline');
      await untilExpired(database.pool, ids);
      mismatches.push(...(await checkExpired(database.pool, ids)));
      if (round > 0) runs.push(runOf(await readLateness(database.pool, ids)));
      context.say(`lateness, round ${round}: ${round === 0 ? 'warm' : `p99 ${digits(runs.at(-1)?.p99 ?? 0)} ms`}`);
    }
    return outcomeOf(runs, mismatches);
  });
}

async function untilExpired(pool: Pool, ids: readonly number[]): Promise<void> {
  const giveUp = AbortSignal.timeout(GIVE_UP_AFTER_MS);
  // Looking costs the server something: not often, and what is measured is not when this notices.
  while ((await stillWaiting(pool, ids)) && !giveUp.aborted) await delay(500);
}

function runOf(lateness: readonly number[]): Run {
  const max = quantile(lateness, 1);
  return { p50: quantile(lateness, 0.5), p99: quantile(lateness, 0.99), max, perSecond: (lateness.length * 1_000) / max };
}

function outcomeOf(runs: readonly Run[], mismatches: readonly string[]): Outcome {
  const of = (key: keyof Run): readonly number[] => runs.map((run) => run[key]);
  const [p50, max] = [median(of('p50')), median(of('max'))];
  return {
    figures: [
      { row: 'lateness', samples: of('p99'), detail: `p50 ${digits(p50)} ms, max ${digits(max)} ms; ${HOW}` },
      { row: 'expiry-rate', samples: of('perSecond'), detail: `from the deadline to the last commit, ${withRange(of('max'))} ms` },
    ],
    mismatches,
  };
}

function notMeasured(): Outcome {
  const detail = 'the server does not keep commit times (track_commit_timestamp is off)';
  return { figures: [{ row: 'lateness', samples: [], detail }, { row: 'expiry-rate', samples: [], detail }], mismatches: [] };
}
