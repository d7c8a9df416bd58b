import { createHmac } from 'node:crypto';
import { MINUTE_MS, SECOND_MS, type Instant } from '@holdpoint/kernel';
import { fluxEventBody } from './flux-event-body';
import type { Occurrence } from './flux-cluster';
import type { Push } from './pushes';
import type { Random } from '../../random';
import type { Faults, WorldOptions } from './world-options';

/** The secret that Flux and the receiver share. */
export const SIGNING_SECRET = Buffer.from('shared by flux and holdpoint');

const STRANGERS_SECRET = Buffer.from('guessed');

/** When the notification controller sends what was not answered, until its timeout of 15 seconds. Source: Flux 2.9. */
const TRIES_MS = [0, 2, 6, 14].map((seconds) => seconds * SECOND_MS);

/** A request at the receiver. */
export interface Arrival {
  readonly at: Instant;
  readonly body: Buffer;
  readonly signature: string;
}

/** Takes events to the receiver with the faults of a world; what strangers send is among them. In no order. */
export function deliver(random: Random, pushes: readonly Push[], occurrences: readonly Occurrence[], options: WorldOptions): readonly Arrival[] {
  const sent = occurrences.filter(({ outcome }) => !isDropped(outcome, options));
  const requests = sent.map((occurrence) => ({ at: occurrence.at, ...signed(fluxEventBody(occurrence, options, null)) }));
  const genuine = requests.flatMap((request) => carried(random, request, options.faults));
  const forged = pushes.flatMap((push) => forgeries(random, push, occurrences, options));
  return [...genuine, ...forged];
}

/** Of the events about objects, only the success of a Kustomization sets a commit status. */
const isDropped = (outcome: Occurrence['outcome'], { object, dropsCommitStatus }: WorldOptions): boolean =>
  dropsCommitStatus && object === 'Kustomization' && outcome === 'success';

function signed(body: Buffer, secret = SIGNING_SECRET): Omit<Arrival, 'at'> {
  return { body, signature: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
}

function carried(random: Random, sent: Arrival, faults: Faults): readonly Arrival[] {
  const isLost = random.chance(faults.lost);
  const reorderedMs = random.chance(faults.reordered) ? random.between(0, 90 * SECOND_MS) : 0;
  const lateMs = random.chance(faults.late) ? random.between(5 * MINUTE_MS, 20 * MINUTE_MS) : 0;
  const at = sent.at + random.between(50, 500) + reorderedMs + lateMs;
  const tries = triesUntilAnswered(random, faults);
  const again = random.chance(faults.doubled) ? [random.between(SECOND_MS, 12 * MINUTE_MS)] : [];
  return isLost ? [] : [...tries, ...again].map((afterMs) => ({ ...sent, at: at + afterMs }));
}

/** The tries that the receiver takes in: one that died after its commit has taken the first, and gets another. */
function triesUntilAnswered(random: Random, { crashed, downtimeMs }: Faults): readonly number[] {
  if (!random.chance(crashed)) return [0];
  const isCommitted = random.chance(50);
  const upAgainMs = random.between(SECOND_MS, downtimeMs);
  const next = TRIES_MS.find((tryMs) => tryMs >= upAgainMs);
  return [...(isCommitted ? [0] : []), ...(next === undefined ? [] : [next])];
}

/** A stranger has no secret; whoever may annotate the object lets Flux sign it, and takes the annotation away again. */
function forgeries(random: Random, push: Push, occurrences: readonly Occurrence[], options: WorldOptions): readonly Arrival[] {
  const at = push.builtAt + random.between(SECOND_MS, MINUTE_MS);
  const [isForged, isAnnotated] = [random.chance(options.faults.forged), random.chance(options.faults.annotated)];
  const asIfApplied = fluxEventBody({ at, push, outcome: 'success' }, { object: 'Kustomization', revision: 'git' }, null);
  const applied = occurrences.findLast((occurrence) => occurrence.outcome === 'success' && occurrence.at < at);
  const annotated = applied && fluxEventBody({ ...applied, at }, options, push.sha);
  return [
    ...(isForged ? [{ at, ...signed(asIfApplied, STRANGERS_SECRET) }] : []),
    ...(isAnnotated && annotated ? [{ at, ...signed(annotated) }] : []),
  ];
}
