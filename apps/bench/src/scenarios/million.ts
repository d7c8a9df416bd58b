import type { Figure, Outcome } from '../report/figure';
import { digits, withRange } from '../report/figure';
import { median } from '../report/statistics';
import { ONE_WAIT, SIX_JOBS } from '../seed/configs';
import { SeededProject } from '../seed/seeded-project';
import { pssMib } from '../server/process-costs';
import { withSite, type BenchContext, type Site } from './bench-context';
import { checkCallbacks } from './check-callbacks';
import { callOneByOne } from './one-by-one';
import { measureTick } from './tick';

const WAITS = 1_000_000;
const CALLBACKS = 300;

/** One of the two systems that are compared. */
interface System {
  readonly name: string;
  readonly site: Site;
  readonly seeded: SeededProject;
}

/** What callbacks came to on one system in one round. */
interface Run {
  readonly p50: number;
  readonly statements: number;
  readonly buffers: number;
  readonly memoryMib: number;
}

/** A callback while 1,000,000 other jobs wait against one on an empty system, on the same server in turns. */
export function measureMillion(context: BenchContext): Promise<Outcome> {
  return withSite(context, 'empty', (empty) =>
    withSite(context, 'crowded', async (crowded) => {
      const waits = context.options.quick ? WAITS / 50 : WAITS;
      await crowd(context, crowded, waits);
      const systems = [await systemOf('empty', empty), await systemOf('crowded', crowded)];
      return compare(context, systems, waits);
    }),
  );
}

/** Every wait in a pipeline of its own: that is the largest index that a tick can meet. */
async function crowd(context: BenchContext, { api, database }: Site, waits: number): Promise<void> {
  context.say(`million: seeding ${digits(waits)} waits`);
  const startedAt = performance.now();
  await (await SeededProject.create(api, database, 'crowd', ONE_WAIT)).seed(waits);
  context.say(`million: seeded in ${digits((performance.now() - startedAt) / 1_000)} s`);
}

const systemOf = async (name: string, site: Site): Promise<System> => ({
  name,
  site,
  seeded: await SeededProject.create(site.api, site.database, name, SIX_JOBS),
});

async function compare(context: BenchContext, systems: readonly System[], waits: number): Promise<Outcome> {
  const runs = new Map<string, Run[]>(systems.map(({ name }) => [name, []]));
  const mismatches: string[] = [];
  // Round 0 warms both up.
  for (let round = 0; round <= context.options.rounds; round += 1) {
    for (const system of systems) {
      const run = await runOn(context, system, mismatches);
      if (round > 0) runs.get(system.name)?.push(run);
    }
    context.say(`million, round ${round}: done`);
  }
  const tick = await measureTick(systems[1]?.site.database.url ?? '', waits);
  return { figures: [...figuresOf(runs.get('empty') ?? [], runs.get('crowded') ?? []), tick.figure], mismatches: [...mismatches, ...tick.mismatches] };
}

async function runOn({ statements }: BenchContext, { name, site, seeded }: System, mismatches: string[]): Promise<Run> {
  const ids = await seeded.seed(CALLBACKS);
  const call = (): ReturnType<typeof callOneByOne> => callOneByOne(site, seeded.project.callbackPath, ids);
  const counted = statements ? await statements.during(site.database.name, call) : { statements: Number.NaN, buffers: Number.NaN, result: await call() };
  mismatches.push(...(await checkCallbacks(site.database.pool, { pipelineIds: ids, callbacks: CALLBACKS })).map((text) => `${name}: ${text}`));
  const memoryMib = pssMib(site.api.pid);
  return { p50: median(counted.result), statements: counted.statements / CALLBACKS, buffers: counted.buffers / CALLBACKS, memoryMib };
}

function figuresOf(empty: readonly Run[], crowded: readonly Run[]): readonly Figure[] {
  const pairs = empty.flatMap((before, index) => (crowded[index] ? [{ before, after: crowded[index] }] : []));
  const both = (key: keyof Run): string => `${withRange(empty.map((run) => run[key]))} empty, ${withRange(crowded.map((run) => run[key]))} crowded`;
  const samples = (of: (before: Run, after: Run) => number): readonly number[] =>
    pairs.map(({ before, after }) => of(before, after)).filter((value) => !Number.isNaN(value));
  const how = 'by pg_stat_statements, over 300 callbacks of one caller';
  return [
    { row: 'million-statements', samples: samples((before, after) => Math.round(after.statements) - Math.round(before.statements)), detail: `${both('statements')} a callback; ${how}` },
    { row: 'million-buffers', samples: samples((before, after) => after.buffers / before.buffers), detail: `${both('buffers')} pages a callback; ${how}` },
    { row: 'million-latency', samples: samples((before, after) => after.p50 / before.p50), detail: `${both('p50')} ms, one caller, both systems in turns` },
    { row: 'million-memory', samples: samples((before, after) => after.memoryMib - before.memoryMib), detail: `${both('memoryMib')} MiB (proportional set size of the API)` },
  ];
}
