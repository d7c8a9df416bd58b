import { createStorePool } from '@holdpoint/pipeline-persistence';
import { ApiClient } from '../../demo/api-client';
import { Report } from '../report';
import { readFluxCases } from './flux-cases';
import { makeFluxWorld } from './flux-world';
import { runFluxCase } from './run-flux-case';

/** Where the API under test is, and its database. */
export interface FluxTarget {
  readonly url: string;
  readonly token: string;
  readonly databaseUrl: string;
}

/** Posts every body of a folder to the API, each into a world of its own, and answers the exit code. */
export async function runFlux(directory: string, { url, token, databaseUrl }: FluxTarget): Promise<number> {
  const { world: description, cases } = await readFluxCases(directory);
  const report = new Report('PostgreSQL, over HTTP');
  const api = new ApiClient(url, token);
  const pool = createStorePool(databaseUrl, { max: 1 });
  try {
    for (const fluxCase of cases) report.add(await runFluxCase(await makeFluxWorld(api, pool, description), fluxCase));
  } finally {
    await pool.end();
  }
  process.stdout.write(`${cases.filter(({ capturedSignature }) => capturedSignature !== null).length} of them with the signature they were captured with\n`);
  return report.close();
}
