import { HOUR_MS, SECOND_MS, type Instant } from '@holdpoint/kernel';
import { endingOf, type Ending } from './count-endings';
import { Holdpoint } from './product/holdpoint';
import { Agenda } from './world/agenda';
import { simulateFlux } from './world/flux-cluster';
import { deliver } from './world/network';
import { drawPushes, type Push } from './world/pushes';
import { Random } from '../random';
import type { WorldOptions } from './world/world-options';

/** How long Flux goes on after the last push, and how long people watch. */
const FLUX_MS = HOUR_MS / 2;
const WATCH_MS = 3 * HOUR_MS;

/** How soon a person retries a job that was reported as failed, in milliseconds; once. */
const RETRY_AFTER_MS = 30 * SECOND_MS;

/** Runs the pushes of one world through Flux, the network and Holdpoint, and tells how each pipeline ended. */
export async function runWorld(options: WorldOptions, seed: number): Promise<readonly Ending[]> {
  // Streams of their own, so that worlds of one seed differ in nothing but what is varied.
  const [pushing, flux, network] = [new Random(seed * 3), new Random(seed * 3 + 1), new Random(seed * 3 + 2)];
  const pushes = drawPushes(pushing, options);
  const end = pushes.reduce((last, { builtAt }) => Math.max(last, builtAt), 0);
  const occurrences = simulateFlux(flux, pushes, options, end + FLUX_MS);
  const agenda = new Agenda();
  const holdpoint = new Holdpoint(options, agenda);
  for (const push of pushes) schedulePush(agenda, holdpoint, push, options);
  for (const arrival of deliver(network, pushes, occurrences, options)) agenda.add(arrival.at, () => holdpoint.receive(arrival));
  const retried = new Set<Push>();
  await agenda.run(end + WATCH_MS, () => retryFailed(agenda, holdpoint, pushes, retried));
  return pushes.map((push) => endingOf(holdpoint.attempts(push), push, occurrences, options));
}

function schedulePush(agenda: Agenda, holdpoint: Holdpoint, push: Push, { revision }: WorldOptions): void {
  const at = (instant: Instant, action: () => Promise<void>): void => agenda.add(instant, action);
  at(push.pushedAt, () => Promise.resolve(holdpoint.learnCommit(push)));
  at(push.pipelineAt, () => holdpoint.createPipeline(push));
  at(push.builtAt, () => holdpoint.endBuild(push));
  if (revision === 'oci_registered') at(push.registeredAt, () => holdpoint.register(push));
}

function retryFailed(agenda: Agenda, holdpoint: Holdpoint, pushes: readonly Push[], retried: Set<Push>): void {
  for (const push of pushes) {
    if (retried.has(push) || !holdpoint.isFailed(push)) continue;
    retried.add(push);
    agenda.add(agenda.now + RETRY_AFTER_MS, () => holdpoint.retry(push));
  }
}
