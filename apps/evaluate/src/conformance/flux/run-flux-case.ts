import type { CaseResult } from '@holdpoint/evaluation-scenario';
import type { DeliveryResponse } from '@holdpoint/pipeline-contract';
import { createHmac } from 'node:crypto';
import type { FluxCase } from './flux-cases';
import { FLUX_SECRET, type FluxWorld } from './flux-world';

/** What has become of a body. */
interface Outcome {
  readonly http: number;
  readonly verdict: string | null;
  readonly job: string | null;
  readonly job_status: string | null;
}

/** Posts one body to a receiver, signed as it was captured where it was, and compares what became of it. */
export async function runFluxCase(world: FluxWorld, fluxCase: FluxCase): Promise<CaseResult> {
  const { name, expected } = fluxCase;
  const actual = await deliver(world, fluxCase);
  const wrong = (['http', 'verdict', 'job', 'job_status'] as const).filter((field) => actual[field] !== expected[field]);
  if (wrong.length === 0) return { name, failure: null };
  const lines = wrong.map((field) => `${field}: expected ${expected[field]}, got ${actual[field]}`);
  return { name, failure: { step: 'delivery', lines } };
}

async function deliver(world: FluxWorld, { body, capturedSignature, expected }: FluxCase): Promise<Outcome> {
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
