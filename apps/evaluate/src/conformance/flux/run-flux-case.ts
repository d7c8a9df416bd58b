import type { CaseResult } from '@holdpoint/evaluation-scenario';
import type { DeliveryResponse } from '@holdpoint/pipeline-contract';
import { createHmac } from 'node:crypto';
import { ApiError } from '../../demo/api-client';
import type { FluxCase } from './flux-cases';
import { FLUX_SECRET, type FluxWorld } from './flux-world';

/** What has become of a body. */
interface Outcome {
  readonly http: number;
  readonly verdict: string | null;
  readonly job: string | null;
  readonly job_status: string | null;
}

/** Posts one body into a world of its own, signed as it was captured where it was, and compares what became of it. */
export async function runFluxCase(makeWorld: () => Promise<FluxWorld>, fluxCase: FluxCase): Promise<CaseResult> {
  const { name, expected, capturedSignature: captured } = fluxCase;
  const failed = (step: string, ...lines: readonly string[]): CaseResult => ({ name, failure: { step, lines } });
  if (!captured.ok) return failed('capture', captured.error);
  const world = await makeWorld().catch(asRefused);
  if (world instanceof ApiError) return failed('world', world.message);
  const actual = await deliver(world, fluxCase, captured.value);
  const wrong = (['http', 'verdict', 'job', 'job_status'] as const).filter((field) => actual[field] !== expected[field]);
  if (wrong.length === 0) return { name, failure: null };
  return failed('delivery', ...wrong.map((field) => `${field}: expected ${expected[field]}, got ${actual[field]}`));
}

/** What the API refuses of a world is wrong with the case. */
function asRefused(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}

async function deliver(world: FluxWorld, { body, expected }: FluxCase, capturedSignature: string | null): Promise<Outcome> {
  const signature = capturedSignature ?? `sha256=${createHmac('sha256', FLUX_SECRET).update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-signature': signature, 'user-agent': 'Go-http-client/1.1' };
  const response = await fetch(world.address, { method: 'POST', headers, body: new Uint8Array(body), redirect: 'manual' });
  const text = await response.text();
  if (response.status !== 202) return { http: response.status, verdict: response.status === 400 ? 'malformed' : null, job: null, job_status: null };
  const { callbacks: [told] } = JSON.parse(text) as DeliveryResponse;
  const job = told?.matches.find(({ verdict, job_name: jobName }) => verdict === told.verdict && jobName !== null)?.job_name ?? null;
  // Where no job is expected to be concerned, none may have been told of it either.
  const watched = expected.job ?? job;
  return { http: response.status, verdict: told?.verdict ?? null, job, job_status: watched === null ? null : ((await world.statusOf(watched)) ?? null) };
}
