import type { CallbackOrder, CallReport } from '../callers/caller-messages';
import { Limit } from '../limit/limit';
import type { Figure, Outcome } from '../report/figure';
import { digits, withRange } from '../report/figure';
import { mean, median, quantile } from '../report/statistics';
import { SeededProject } from '../seed/seeded-project';
import { manyWaits, SIX_JOBS, waitName } from '../seed/configs';
import { cpuSecondsOf } from '../server/process-costs';
import { withSite, type BenchContext, type Site } from './bench-context';
import { checkCallbacks } from './check-callbacks';
import type { ScenarioName } from './scenario-names';

/** A load of callbacks. */
interface Load {
  readonly name: Extract<ScenarioName, `callbacks-${string}`>;
  readonly callers: number;
  /** Waits in each pipeline. */
  readonly waits: number;
  readonly ciConfig: string;
}

const SHARED_WAITS = 100;

/** V8 goes on optimising: from the 10,000th callback to the 22,000th the API's CPU for one fell by another 15 %. */
const FIRST_WARM_UP = 20_000;
const WARM_UP = 500;
const MEASURED = 2_000;

const LOADS: readonly Load[] = [
  { name: 'callbacks-16', callers: 16, waits: 1, ciConfig: SIX_JOBS },
  { name: 'callbacks-64', callers: 64, waits: 1, ciConfig: SIX_JOBS },
  { name: 'callbacks-shared', callers: 64, waits: SHARED_WAITS, ciConfig: manyWaits(SHARED_WAITS) },
];

/** What one run of a load came to. */
interface Run {
  readonly rate: number;
  readonly limit: number;
  /** CPU seconds for 1,000 callbacks. */
  readonly apiCpu: number;
  readonly databaseCpu: number;
  readonly p50: number;
  readonly p99: number;
  readonly mismatches: readonly string[];
}

/** Callbacks over HTTP at several loads, in turns: each run on fresh pipelines, with the limit just before and after. */
export function measureCallbacks(context: BenchContext): Promise<Outcome> {
  return withSite(context, 'callbacks', async (site) => {
    const loads = LOADS.filter(({ name }) => context.options.only.includes(name));
    const limit = Limit.find(site.database);
    const stations = [];
    for (const load of loads) stations.push(await Station.create(context, site, load, limit));
    for (let round = 1; round <= context.options.rounds; round += 1) {
      for (const station of stations) await station.run(round);
    }
    limit?.close();
    if (context.options.profile !== null) context.say((await context.statements?.costliest(site.database.name))?.join('\n') ?? '');
    return { figures: stations.flatMap((station) => station.figures()), mismatches: stations.flatMap((station) => station.mismatches) };
  });
}

/** One load with its project and its runs so far. */
class Station {
  private readonly runs: Run[] = [];
  readonly mismatches: string[] = [];

  private constructor(
    private readonly context: BenchContext,
    private readonly site: Site,
    private readonly load: Load,
    private readonly limit: Limit | null,
    private readonly seeded: SeededProject,
  ) {}

  static async create(context: BenchContext, site: Site, load: Load, limit: Limit | null): Promise<Station> {
    const seeded = await SeededProject.create(site.api, site.database, load.name, load.ciConfig);
    const station = new Station(context, site, load, limit, seeded);
    const [copy] = await seeded.seed(1);
    if (copy !== undefined) station.mismatches.push(...(await seeded.check(copy)));
    return station;
  }

  async run(round: number): Promise<void> {
    const run = await this.measure();
    this.runs.push(run);
    this.mismatches.push(...run.mismatches.map((text) => `${this.load.name}, round ${round}: ${text}`));
    this.context.say(`${this.load.name}, round ${round}: ${digits(run.rate)}/s of ${digits(run.limit)}/s, CPU ${digits(run.apiCpu + run.databaseCpu)} s per 1,000; rows, verdicts and next jobs ${run.mismatches.length === 0 ? 'are right' : 'DIFFER'}`);
  }

  figures(): readonly Figure[] {
    const { name } = this.load;
    const measured = this.runs.filter(({ limit }) => !Number.isNaN(limit));
    const ratio: Figure = { row: name, samples: measured.map(({ rate, limit }) => rate / limit), detail: this.detail() };
    const cpu = this.runs.map(({ apiCpu, databaseCpu }) => apiCpu + databaseCpu).filter((seconds) => !Number.isNaN(seconds));
    return name === 'callbacks-16' ? [ratio, { row: 'cpu', samples: cpu, detail: this.cpuDetail() }] : [ratio];
  }

  private detail(): string {
    const of = (key: 'rate' | 'limit' | 'p50' | 'p99'): readonly number[] => this.runs.map((run) => run[key]);
    const limit = Number.isNaN(median(of('limit'))) ? 'limit not measured (no pgbench)' : `limit ${withRange(of('limit'))}/s`;
    return `${withRange(of('rate'))}/s, ${limit}, latency p50 ${digits(median(of('p50')))} ms, p99 ${digits(median(of('p99')))} ms, ${this.cpuDetail()}`;
  }

  private cpuDetail(): string {
    const [api, database] = [median(this.runs.map(({ apiCpu }) => apiCpu)), median(this.runs.map(({ databaseCpu }) => databaseCpu))];
    return `CPU s per 1,000: API ${digits(api)}, database ${digits(database)}`;
  }

  private async measure(): Promise<Run> {
    if (this.runs.length === 0) await this.call(this.ordersOf(await this.seeded.seed(this.pipelinesFor(FIRST_WARM_UP))), []);
    const measured = this.pipelinesFor(MEASURED);
    const ids = await this.seeded.seedKnown(measured + this.pipelinesFor(WARM_UP));
    const [measuredIds, warmUpIds] = [ids.slice(0, measured), ids.slice(measured)];
    const before = await this.limit?.measure();
    const { report, apiCpu, databaseCpu } = await this.call(this.ordersOf(measuredIds), this.ordersOf(warmUpIds));
    const after = await this.limit?.measure();
    const callbacks = report.latencies.length;
    return {
      rate: (callbacks * 1_000) / report.elapsedMs,
      limit: mean([before ?? Number.NaN, after ?? Number.NaN]),
      apiCpu: (apiCpu * 1_000) / callbacks,
      databaseCpu: (databaseCpu * 1_000) / callbacks,
      p50: quantile(report.latencies, 0.5),
      p99: quantile(report.latencies, 0.99),
      mismatches: [...unexpectedAnswers(report), ...(await checkCallbacks(this.site.database.pool, { pipelineIds: measuredIds, callbacks }))],
    };
  }

  private pipelinesFor(callbacks: number): number {
    return Math.ceil((callbacks * (this.context.options.quick ? 0.1 : 1)) / this.load.waits);
  }

  /** In turns over the pipelines, so that all of them are contended all the time. */
  private ordersOf(pipelineIds: readonly number[]): readonly CallbackOrder[] {
    const names = this.load.waits === 1 ? ['wait'] : Array.from({ length: this.load.waits }, (_, index) => waitName(index));
    return names.flatMap((jobName) => pipelineIds.map((pipelineId) => ({ pipelineId, jobName })));
  }

  private async call(measured: readonly CallbackOrder[], warmUp: readonly CallbackOrder[]): Promise<{ report: CallReport; apiCpu: number; databaseCpu: number }> {
    const { api, callers } = this.site;
    const readCpu = (): readonly [number, number] => [cpuSecondsOf(api.pid), this.context.server.cpuSeconds()];
    let [before, after] = [readCpu(), readCpu()];
    const orders = { url: api.url, token: api.token, path: this.seeded.project.callbackPath, callers: this.load.callers, warmUp, measured };
    const report = await callers.call(orders, { begin: () => (before = readCpu()), end: () => (after = readCpu()) });
    return { report, apiCpu: after[0] - before[0], databaseCpu: after[1] - before[1] };
  }
}

const unexpectedAnswers = ({ answers }: CallReport): readonly string[] =>
  Object.entries(answers).filter(([answer]) => answer !== '200 accepted').map(([answer, count]) => `${count} callbacks were answered with ${answer}`);
