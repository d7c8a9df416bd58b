import { deadlineFailsTheWait, reportEndsTheWait } from './acts';
import { ApiClient } from './api-client';
import { DEMO_HELP, readDemoOptions } from './demo-options';
import { claimAgainstRegistration, eventIsLost, fluxSyncsTheArtifact, helmReleaseRollsBack, registryKnowsTheDigest } from './flux/flux-acts';
import type { DemoRegistry } from './flux/flux-stage';

/** The acts in the order in which they are played. Those in which an hour passes come last: the clock stands still from then on. */
const ACTS = [
  reportEndsTheWait,
  fluxSyncsTheArtifact,
  registryKnowsTheDigest,
  claimAgainstRegistration,
  helmReleaseRollsBack,
  deadlineFailsTheWait,
  eventIsLost,
];

/** `demo`: plays all acts and answers the exit code. */
export async function demo(args: readonly string[]): Promise<number> {
  const options = readDemoOptions(args);
  if (!options.ok) {
    process.stderr.write(`${options.error}\n\n${DEMO_HELP}`);
    return 2;
  }
  if (options.value.type === 'play') return play(new ApiClient(options.value.url, options.value.token), options.value.registry);
  process.stdout.write(DEMO_HELP);
  return 0;
}

async function play(api: ApiClient, registryUrl: string | null): Promise<number> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const run = `${process.pid}`;
  try {
    const registry = registryUrl === null ? await api.get<DemoRegistry>('/simulation/registry') : { url: registryUrl, host: new URL(registryUrl).host };
    for (const [index, { title, play: playAct }] of ACTS.entries()) {
      print(`Act ${index + 1}: ${title}`);
      await playAct(api, run, print, registry);
    }
    print('Every act ended as it should.');
    return 0;
  } catch (error) {
    print(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}
