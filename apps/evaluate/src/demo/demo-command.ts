import { parseArgs } from 'node:util';
import { actOne, actTwo } from './acts';
import { ApiClient } from './api-client';
import { actDisagreement, actHelm, actLostEvent, actOci, actRegistry } from './flux/flux-acts';
import type { DemoRegistry } from './flux/flux-stage';

const HELP = `Plays the demo over HTTP against a running Holdpoint with SIMULATION=1.

  demo --url http://127.0.0.1:8080 --token TOKEN [--registry http://127.0.0.1:5000]

Artifacts are pushed to the simulation's own registry, or to the one of --registry, which the API must be allowed to ask.
Each line of the timeline is read back from the API. The exit code is 0 only if every act ended as it should.
`;

/** Those in which an hour passes come last: the clock stands still from then on. */
const ACTS = [actOne, actOci, actRegistry, actDisagreement, actHelm, actTwo, actLostEvent];

/** `demo`: plays all acts and answers the exit code. */
export async function demo(args: readonly string[]): Promise<number> {
  const { url, token, registry, help } = parseArgs({
    args: [...args],
    options: { url: { type: 'string' }, token: { type: 'string' }, registry: { type: 'string' }, help: { type: 'boolean' } },
  }).values;
  if (help || url === undefined || token === undefined) {
    process.stdout.write(HELP);
    return help ? 0 : 2;
  }
  return play(new ApiClient(url, token), registry);
}

async function play(api: ApiClient, registryUrl: string | undefined): Promise<number> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const run = `${process.pid}`;
  try {
    const registry = registryUrl === undefined ? await api.get<DemoRegistry>('/simulation/registry') : registryAt(registryUrl);
    for (const act of ACTS) await act(api, run, print, registry);
    print('Every act ended as it should.');
    return 0;
  } catch (error) {
    print(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

const registryAt = (url: string): DemoRegistry => ({ url: new URL(url).origin, host: new URL(url).host });
