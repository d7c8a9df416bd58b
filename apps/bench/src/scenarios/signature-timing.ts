import { createHmac, randomBytes } from 'node:crypto';
import { verifySignature } from '@holdpoint/webhook-adapters';
import { digits, type Outcome } from '../report/figure';
import { mean, quantile, welchT } from '../report/statistics';
import type { BenchContext } from './bench-context';

const VERIFICATIONS = 200_000;
const QUICK = 20_000;
/** The share of the fastest that counts: the slow ones tell of the machine, which was doing something else. */
const COUNTED = 0.9;
/** About the length of an event of Flux. */
const BODY_BYTES = 600;

/** The nanoseconds of refusing signatures that are wrong in their first byte, and of those that are in their last. */
interface Timings {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Whether the time of a refusal says where a signature is wrong: Welch's t over both kinds, taken in random turns. */
export function measureSignatureTiming({ options, say }: BenchContext): Outcome {
  const verifications = options.quick ? QUICK : VERIFICATIONS;
  timeRefusals(QUICK);
  const rounds = Array.from({ length: options.rounds }, () => timeRefusals(verifications));
  const difference = mean(rounds.map(({ first, last }) => mean(last) - mean(first)));
  say('signature-timing: done');
  const detail = `${digits(verifications)} refusals, the fastest ${COUNTED * 100} % of them, by the monotonic clock; the means differ by ${digits(difference)} ns`;
  return {
    figures: [{ row: 'signature-timing', samples: rounds.map(({ first, last }) => Math.abs(welchT(first, last))), detail }],
    mismatches: [],
  };
}

function timeRefusals(verifications: number): Timings {
  const [key, body] = [randomBytes(32), randomBytes(BODY_BYTES)];
  const good = createHmac('sha256', key).update(body).digest();
  const [first, last] = [0, good.length - 1].map((index) => `sha256=${wrongAt(good, index)}`) as [string, string];
  const timings = { first: [] as number[], last: [] as number[] };
  for (let done = 0; done < verifications; done += 1) {
    const kind = Math.random() < 0.5 ? 'first' : 'last';
    timings[kind].push(timeOf(body, kind === 'first' ? first : last, key));
  }
  const slowest = quantile([...timings.first, ...timings.last], COUNTED);
  const counted = (all: readonly number[]): readonly number[] => all.filter((nanoseconds) => nanoseconds <= slowest);
  return { first: counted(timings.first), last: counted(timings.last) };
}

function timeOf(body: Buffer, header: string, key: Buffer): number {
  const startedAt = process.hrtime.bigint();
  verifySignature(body, header, [key]);
  return Number(process.hrtime.bigint() - startedAt);
}

function wrongAt(good: Buffer, index: number): string {
  const wrong = Buffer.from(good);
  wrong[index] = (wrong[index] ?? 0) ^ 1;
  return wrong.toString('hex');
}
