import type { Finding, Measurement } from '@holdpoint/evaluation-experiment';
import { SECOND_MS } from '@holdpoint/kernel';
import { VARIANTS, type Variant } from '../enforcers/variants';
import { brokenBy, worldFinding, type ToldCondition } from '../world-finding';
import type { PostgresWorld } from '../worlds/postgres-world';
import { runRush, type RushEnforcers, type RushSize } from './rush';

const ENFORCERS: Readonly<Record<string, RushEnforcers>> = {
  sweep: { sweeps: true, tasks: false },
  task: { sweeps: false, tasks: true },
  sweep_and_task: { sweeps: true, tasks: true },
};

/** What a rush came to. */
export interface RushResult {
  readonly broken: readonly string[];
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
}

/** A rush for each enforcer that the product has. */
export async function rushAll(world: PostgresWorld, size: RushSize, signal: AbortSignal): Promise<RushResult> {
  const results: RushResult[] = [];
  for (const variant of VARIANTS) {
    const enforcers = ENFORCERS[variant.id];
    if (enforcers) results.push(await rushOnce(world, variant, enforcers, size, signal));
  }
  return {
    broken: results.flatMap(({ broken }) => broken),
    findings: results.flatMap(({ findings }) => findings),
    measurements: results.flatMap(({ measurements }) => measurements),
  };
}

async function rushOnce(world: PostgresWorld, variant: Variant, enforcers: RushEnforcers, size: RushSize, signal: AbortSignal): Promise<RushResult> {
  const title = `${size.pipelines * 2} deadlines at one instant, ${size.replicas} processes, real time`;
  const condition: ToldCondition = { id: 'rush', title, tickMs: SECOND_MS, fatalTo: null };
  const { outcome, latenessMs } = await runRush(world, enforcers, size, signal);
  return {
    broken: brokenBy(variant, condition, outcome),
    findings: [worldFinding(variant, condition, outcome)],
    measurements: [lateness(variant, 'p50', latenessMs, 0.5), lateness(variant, 'p99', latenessMs, 0.99)],
  };
}

const lateness = ({ id, title }: Variant, name: string, sorted: readonly number[], share: number): Measurement => ({
  id: `${id}.rush.${name}`,
  title: `${title}: ${name} from a deadline to the pass that notices it`,
  value: sorted[Math.floor((sorted.length - 1) * share)] ?? 0,
  unit: 'ms',
});
