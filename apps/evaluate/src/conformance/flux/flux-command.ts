import { createStorePool } from '@holdpoint/pipeline-persistence';
import { ApiClient } from '../../demo/api-client';
import { Report } from '../report';
import type { FluxCases } from './flux-cases';
import { makeFluxWorld } from './flux-world';
import { runFluxCase } from './run-flux-case';

/** Where the API under test is, and its database. */
export interface FluxTarget {
  readonly url: string;
  readonly token: string;
  readonly databaseUrl: string;
}

/** Posts every body of a folder to the API, each into a world of its own, and answers the exit code. */
export async function runFlux({ world, cases }: FluxCases, { url, token, databaseUrl }: FluxTarget): Promise<number> {
  const report = new Report('PostgreSQL, over HTTP');
  const api = new ApiClient(url, token);
  const pool = createStorePool(databaseUrl, { max: 1 });
  try {
    for (const fluxCase of cases) report.add(await runFluxCase(() => makeFluxWorld(api, pool, world), fluxCase));
  } finally {
    await pool.end();
  }
  const captured = cases.filter(({ capturedSignature: signature }) => signature.ok && signature.value !== null);
  process.stdout.write(`${captured.length} of them with the signature they were captured with\n`);
  return report.close();
}
